package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.CodeStore;
import io.voicepost.storage.access.PhoneRecoveryStore;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/// Lets whoever lost their password, or the device of their second factor, set a new password on
/// the web: with a code that their linked phone hears after the PIN ([TrustPolicy#mayRecover]).
/// Safe for many threads and nodes; `IOException` means that it may be tried again.
public final class PhoneRecovery {
  static final Duration LIFE = Duration.ofMinutes(10);
  static final Duration WINDOW = Duration.ofHours(1);

  /// At one account from one address, so that nobody uses up the tries of others.
  static final int MOST_TRIES_AN_ADDRESS = 5;

  /// At one code: from many addresses one in a million hits it.
  static final int MOST_TRIES = 100;

  private static final int DIGITS = 8;

  private final PhoneRecoveryStore recovery;
  private final CodeStore codes;
  private final PhoneSettingsStore phoneSettings;
  private final AccessServices access;
  private final PhoneVault vault;
  private final Clock clock;

  public PhoneRecovery(Database database, AccessServices access, PhoneVault vault, Clock clock) {
    this.recovery = database.phoneRecovery();
    this.codes = database.codes();
    this.phoneSettings = database.phoneSettings();
    this.access = access;
    this.vault = vault;
    this.clock = clock;
  }

  /// A code for the account, in place of an earlier one. Whoever asks has made sure that the caller
  /// may have it. The account's owner sees that it was given out.
  public SpokenCode issue(AccountId account) throws IOException {
    var code = SpokenCode.fresh(DIGITS, clock.instant().plus(LIFE));
    recovery.issue(account, key(account, code.digits()), code.expiresAt());
    AuditLog.note(SecurityEvent.PHONE_RECOVERY_ISSUED, account);
    access.notices().tell(account, SecurityNotice.NoticeKind.PHONE_RECOVERY_ISSUED, "");
    return code;
  }

  /// Sets a new password with the code and ends all sessions and apps. The second factor goes, too,
  /// for its device may be what was lost; that of a protected account stays, for a phone and a PIN
  /// are less than what its owner asked for.
  ///
  /// @param keyed the digits, perhaps with spaces between them
  /// @param address where the try comes from
  /// @param client what it is tried with, for the owner to read
  public RecoveryResult recover(
      String handle, String keyed, String password, String address, String client)
      throws IOException {
    var problem = access.passwords().problem(handle, password);
    if (problem.isPresent()) {
      return new RecoveryResult.Refused(problem.get());
    }
    var account = access.passwords().named(handle);
    if (account.isEmpty()) {
      return new RecoveryResult.Wrong();
    }
    var me = account.get().id();
    var now = clock.instant();
    var tries = vault.codeKey("recovery tries of", address + " " + me);
    if (!codes.mayTry(tries, MOST_TRIES_AN_ADDRESS, WINDOW, now)) {
      AuditLog.note(SecurityEvent.PHONE_RECOVERY_LIMITED, me);
      return new RecoveryResult.TooManyTries();
    }
    if (!recovery.take(me, key(me, keyed.replaceAll("[\\s-]", "")), MOST_TRIES, now)) {
      AuditLog.note(SecurityEvent.PHONE_RECOVERY_FAILED, me);
      return new RecoveryResult.Wrong();
    }
    access.passwords().reset(account.get(), password);
    if (phoneSettings.settings(me).callerClass() != CallerClass.PROTECTED) {
      access.secondFactors().remove(me, client);
    }
    AuditLog.note(SecurityEvent.PHONE_RECOVERY_USED, me);
    access.notices().tell(me, SecurityNotice.NoticeKind.PHONE_RECOVERY_USED, client);
    return new RecoveryResult.Recovered(account.get());
  }

  private CodeKey key(AccountId account, String digits) {
    return vault.codeKey("recovery", account + " " + digits);
  }
}
