package io.voicepost.storage.sql;

import io.voicepost.storage.AccountStore;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.ListStore;
import io.voicepost.storage.access.AppStore;
import io.voicepost.storage.access.CodeStore;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.FactorStore;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.PassportStore;
import io.voicepost.storage.access.PhoneRecoveryStore;
import io.voicepost.storage.access.SecurityNoticeStore;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.phone.PhoneStore;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.MarkerStore;
import io.voicepost.storage.post.MediaStore;
import io.voicepost.storage.post.NotificationStore;
import io.voicepost.storage.post.PlayStore;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.ReportStore;
import io.voicepost.storage.post.TimelineStore;

/// All that stores and tables promise, on one database.
interface StoresContract
    extends AccountStoreContract,
        PostStoreContract,
        TimelineStoreContract,
        ReactionStoreContract,
        FollowStoreContract,
        ListStoreContract,
        NotificationStoreContract,
        PhoneSettingsStoreContract,
        PhoneStoreContract,
        CodeStoreContract,
        PassportStoreContract,
        LineStoreContract,
        CallStoreContract,
        ApprovalStoreContract,
        MarkerStoreContract,
        ReportStoreContract,
        CredentialStoreContract,
        FactorStoreContract,
        PhoneRecoveryStoreContract,
        SecurityNoticeStoreContract,
        GrantStoreContract,
        MediaStoreContract,
        CaptionStoreContract,
        NodeChannelContract,
        SecretStoreContract,
        SchemaContract {
  @Override
  Database database();

  @Override
  DatabaseConfig config();

  @Override
  default AccountStore accounts() {
    return database().accounts();
  }

  @Override
  default PostStore posts() {
    return database().posts();
  }

  @Override
  default TimelineStore timelines() {
    return database().timelines();
  }

  @Override
  default ReactionStore reactions() {
    return database().reactions();
  }

  @Override
  default FollowStore follows() {
    return database().follows();
  }

  @Override
  default ListStore lists() {
    return database().lists();
  }

  @Override
  default NotificationStore notifications() {
    return database().notifications();
  }

  @Override
  default PhoneSettingsStore telephones() {
    return database().phoneSettings();
  }

  @Override
  default PhoneStore phones() {
    return database().phones();
  }

  @Override
  default CodeStore codes() {
    return database().codes();
  }

  @Override
  default PassportStore passports() {
    return database().passports();
  }

  @Override
  default LineStore lines() {
    return database().lines();
  }

  @Override
  default CallStore calls() {
    return database().calls();
  }

  @Override
  default ApprovalStore waiting() {
    return database().approvals();
  }

  @Override
  default PlayStore plays() {
    return database().plays();
  }

  @Override
  default MarkerStore markers() {
    return database().markers();
  }

  @Override
  default ReportStore reports() {
    return database().reports();
  }

  @Override
  default CredentialStore credentials() {
    return database().credentials();
  }

  @Override
  default FactorStore factors() {
    return database().factors();
  }

  @Override
  default PhoneRecoveryStore phoneRecovery() {
    return database().phoneRecovery();
  }

  @Override
  default SecurityNoticeStore securityNotices() {
    return database().securityNotices();
  }

  @Override
  default AppStore apps() {
    return database().apps();
  }

  @Override
  default GrantStore grants() {
    return database().grants();
  }

  @Override
  default MediaStore media() {
    return database().media();
  }

  @Override
  default CaptionStore captions() {
    return database().captions();
  }
}
