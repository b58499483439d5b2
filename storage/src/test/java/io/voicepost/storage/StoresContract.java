package io.voicepost.storage;

/// All that stores and tables promise, on one database.
interface StoresContract
    extends AccountStoreContract,
        PostStoreContract,
        TimelineStoreContract,
        ReactionStoreContract,
        FollowStoreContract,
        ListStoreContract,
        NotificationStoreContract,
        TelephoneStoreContract,
        PhoneStoreContract,
        CodeStoreContract,
        PassportStoreContract,
        LineStoreContract,
        CallStoreContract,
        WaitingStoreContract,
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
  default TelephoneStore telephones() {
    return database().telephones();
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
  default WaitingStore waiting() {
    return database().waiting();
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
