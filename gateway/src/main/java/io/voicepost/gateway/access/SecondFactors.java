package io.voicepost.gateway.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.FactorStore;
import io.voicepost.storage.access.FactorTry;
import io.voicepost.storage.access.LockoutPolicy;
import io.voicepost.storage.access.SecondFactor;
import io.voicepost.storage.access.SecurityNotice;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The second factor beside the password: an authenticator app's codes ([Totp]), and recovery codes
/// for whoever is without the device. Safe for many threads and nodes; `IOException` means that it
/// may be tried again, though a try that was counted stays counted.
public final class SecondFactors {
  /// In the long run five tries a day: one in 180 finds a code within a year, and only who knows
  /// the password may try.
  static final LockoutPolicy LOCK_OUTS =
      new LockoutPolicy(
          5,
          List.of(
              Duration.ofMinutes(15),
              Duration.ofHours(1),
              Duration.ofHours(6),
              Duration.ofDays(1)));

  /// As long as the hash (RFC 4226, section 4, R6).
  private static final int SECRET_BYTES = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final FactorStore factors;
  private final SecurityNotices notices;
  private final FactorVault vault;
  private final Clock clock;

  SecondFactors(FactorStore factors, SecurityNotices notices, Pepper pepper, Clock clock) {
    this.factors = factors;
    this.notices = notices;
    this.vault = new FactorVault(pepper);
    this.clock = clock;
  }

  /// What an authenticator app has to know. Never printed.
  ///
  /// @param secret as one types it
  public record Enrolment(String secret) {
    /// What apps read from a QR code (Key URI Format of Google Authenticator).
    ///
    /// @param site whose codes they are
    public String uri(String site, Account account) {
      var issuer = java.net.URLEncoder.encode(site, java.nio.charset.StandardCharsets.UTF_8);
      return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
          .formatted(issuer, account.handle(), secret, issuer);
    }

    @Override
    public String toString() {
      return "enrolment";
    }
  }

  /// @param since since when the account has one; empty if it has none
  /// @param recoveryCodes how many of them are left
  public record Setup(Optional<Instant> since, int recoveryCodes) {
    public boolean isOn() {
      return since.isPresent();
    }
  }

  public Setup state(AccountId account) throws IOException {
    return new Setup(
        factors.factor(account).flatMap(SecondFactor::confirmedAt), factors.recoveryCodes(account));
  }

  public boolean isOn(AccountId account) throws IOException {
    return factors.factor(account).filter(SecondFactor::isOn).isPresent();
  }

  /// Makes a secret, which counts from [#confirm] on; empty if the account has a second factor.
  public Optional<Enrolment> begin(AccountId account) throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return factors.begin(account, vault.seal(account, secret))
        ? Optional.of(new Enrolment(Base32.encode(secret)))
        : Optional.empty();
  }

  /// The secret that was begun and does not count yet.
  public Optional<Enrolment> begun(AccountId account) throws IOException {
    return factors
        .factor(account)
        .filter(it -> !it.isOn())
        .map(it -> new Enrolment(Base32.encode(vault.open(account, it.sealedSecret()))));
  }

  /// Lets the secret that was begun count, for its owner showed a code of it.
  ///
  /// @return the recovery codes; empty if the code is wrong
  public Optional<RecoveryCodes> confirm(AccountId account, String typed, String client)
      throws IOException {
    var begun = factors.factor(account).filter(it -> !it.isOn());
    var code = Totp.read(typed);
    if (begun.isEmpty() || code.isEmpty()) {
      return Optional.empty();
    }
    var sealed = begun.get().sealedSecret();
    var now = clock.instant();
    var step = Totp.stepOf(vault.open(account, sealed), code.get(), now);
    var codes = RecoveryCodes.fresh();
    if (step.isEmpty()
        || !factors.confirm(account, sealed, step.getAsLong(), codes.hashes(account), now)) {
      return Optional.empty();
    }
    AuditLog.note(SecurityEvent.SECOND_FACTOR_ADDED, account);
    notices.tell(account, SecurityNotice.NoticeKind.FACTOR_ADDED, client);
    return Optional.of(codes);
  }

  /// Ten new recovery codes in place of those that were left; empty without a second factor.
  public Optional<RecoveryCodes> newRecoveryCodes(AccountId account, String client)
      throws IOException {
    var codes = RecoveryCodes.fresh();
    if (!factors.replaceRecoveryCodes(account, codes.hashes(account))) {
      return Optional.empty();
    }
    AuditLog.note(SecurityEvent.RECOVERY_CODES_ISSUED, account);
    notices.tell(account, SecurityNotice.NoticeKind.RECOVERY_CODES_ISSUED, client);
    return Optional.of(codes);
  }

  /// Leaves the account without a second factor; `false` if it had none.
  public boolean remove(AccountId account, String client) throws IOException {
    if (!factors.remove(account)) {
      return false;
    }
    AuditLog.note(SecurityEvent.SECOND_FACTOR_REMOVED, account);
    notices.tell(account, SecurityNotice.NoticeKind.FACTOR_REMOVED, client);
    return true;
  }

  /// Looks at a code of the app or a recovery code; each is good once. Codes of the app can be
  /// guessed: a try at one is counted before it is looked at.
  FactorResult check(AccountId account, String typed, String client) throws IOException {
    var code = Totp.read(typed);
    return code.isPresent() ? checkCode(account, code.get()) : recover(account, typed, client);
  }

  private FactorResult checkCode(AccountId account, String code) throws IOException {
    var now = clock.instant();
    return switch (factors.beginTry(account, LOCK_OUTS, now)) {
      case FactorTry.Allowed(var sealed, var lockedUntil) -> {
        var step = Totp.stepOf(vault.open(account, sealed), code, now);
        if (step.isPresent() && factors.accept(account, sealed, step.getAsLong())) {
          if (vault.isStale(sealed)) {
            factors.renew(account, sealed, vault.renewed(account, sealed));
          }
          yield new FactorResult.Right(AuthMethod.AUTHENTICATOR);
        }
        AuditLog.note(
            lockedUntil.isPresent()
                ? SecurityEvent.SECOND_FACTOR_LOCKED
                : SecurityEvent.SECOND_FACTOR_FAILED,
            account);
        yield lockedUntil
            .<FactorResult>map(it -> new FactorResult.Locked(Duration.between(now, it)))
            .orElseGet(FactorResult.Wrong::new);
      }
      case FactorTry.Locked(var until) -> new FactorResult.Locked(Duration.between(now, until));
      case FactorTry.NoFactor() -> new FactorResult.Wrong();
    };
  }

  private FactorResult recover(AccountId account, String typed, String client) throws IOException {
    if (!factors.useRecoveryCode(account, RecoveryCodes.hash(account, typed))) {
      AuditLog.note(SecurityEvent.RECOVERY_CODE_FAILED, account);
      return new FactorResult.Wrong();
    }
    AuditLog.note(SecurityEvent.RECOVERY_CODE_USED, account);
    notices.tell(account, SecurityNotice.NoticeKind.RECOVERY_CODE_USED, client);
    return new FactorResult.Right(AuthMethod.RECOVERY_CODE);
  }
}
