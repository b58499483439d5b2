package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AccountClaims;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.CodeStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Accounts that are opened by phone, and claimed on the web with the name and the digits that the
/// phone heard. A code is bound to its account's name: whoever guesses meets one account's code,
/// however many there are. Safe for many threads and nodes; `IOException` means that nothing
/// happened and that it may be tried again.
public final class PhoneAccounts {
  static final Duration LIFE = Duration.ofDays(30);
  static final Duration WINDOW = Duration.ofHours(1);

  /// From one address within [#WINDOW].
  static final int MOST_TRIES_AN_ADDRESS = 10;

  /// At one account within [#WINDOW]: in 30 days one in 100,000 hits its code.
  static final int MOST_TRIES_AN_ACCOUNT = 100;

  private static final int DIGITS = 10;
  private static final int ATTEMPTS = 12;

  private final CodeStore codes;
  private final AccountClaims accountClaims;
  private final PhoneVault vault;
  private final Clock clock;

  public PhoneAccounts(
      CodeStore codes, AccountClaims accountClaims, PhoneVault vault, Clock clock) {
    this.codes = codes;
    this.accountClaims = accountClaims;
    this.vault = vault;
    this.clock = clock;
  }

  /// A new account and the code that claims it.
  public record Opened(Account account, SpokenCode claim) {}

  /// Opens an account for a phone that has none, under a name that is easily said: `voice` and
  /// digits. The phone counts as proved, for the account is nothing but the phone's.
  ///
  /// @throws PhoneTakenException if the phone is linked already
  public Opened open(SealedPhone phone) throws PhoneTakenException, IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var code = SpokenCode.fresh(DIGITS, clock.instant().plus(LIFE));
      // The more names are taken, the longer they get.
      var handle = new Handle("voice" + SpokenCode.digits(4 + attempt / 2));
      try {
        var account = codes.open(handle, phone, key(handle, code), code.expiresAt());
        AuditLog.note(SecurityEvent.ACCOUNT_OPENED_BY_PHONE, account.id());
        return new Opened(account, code);
      } catch (HandleTakenException _) {
        // The next one may be free.
      }
    }
    throw new IllegalStateException("no free handle in " + ATTEMPTS + " attempts");
  }

  /// The account that a code claims, to show it before. Counts as a try.
  ///
  /// @param name what the account is called so far, as it was heard
  /// @param keyed the digits, perhaps with spaces between them
  /// @param address where the try comes from
  public ClaimLookup claimable(String name, String keyed, String address) throws IOException {
    if (!mayTry(name, address)) {
      return new ClaimLookup.TooManyTries();
    }
    for (var key : keys(name, keyed)) {
      var account = codes.claimable(key, clock.instant());
      if (account.isPresent()) {
        return new ClaimLookup.Found(account.get());
      }
    }
    AuditLog.note(SecurityEvent.CLAIM_CODE_FAILED);
    return new ClaimLookup.Wrong();
  }

  /// Gives the account that a code claims a handle and a password; works once. Counts as a try.
  ///
  /// @param name what the account is called so far
  /// @param handle what it is called from now on
  public ClaimResult claim(
      String name, String keyed, String handle, String password, String address)
      throws IOException {
    if (!mayTry(name, address)) {
      return new ClaimResult.TooManyTries();
    }
    var ended = Optional.<SignUpResult>empty();
    for (var key : keys(name, keyed)) {
      ended = ended.isPresent() ? ended : accountClaims.claim(key, handle, password);
    }
    if (ended.isEmpty()) {
      AuditLog.note(SecurityEvent.CLAIM_CODE_FAILED);
      return new ClaimResult.Wrong();
    }
    return switch (ended.get()) {
      case SignUpResult.Made(var account) -> new ClaimResult.Claimed(account);
      case SignUpResult.Refused(var problem) -> new ClaimResult.Refused(problem);
    };
  }

  /// One address uses up its own tries before it could use up an account's.
  private boolean mayTry(String name, String address) throws IOException {
    boolean may =
        mayTry("claim tries of", address, MOST_TRIES_AN_ADDRESS)
            && mayTry("claim tries at", plain(name), MOST_TRIES_AN_ACCOUNT);
    if (!may) {
      AuditLog.note(SecurityEvent.CLAIM_CODE_LIMITED);
    }
    return may;
  }

  private boolean mayTry(String what, String whose, int most) throws IOException {
    return codes.mayTry(vault.codeKey(what, whose), most, WINDOW, clock.instant());
  }

  /// Names are heard letter by letter, digits in groups.
  private static String plain(String typed) {
    return typed.toLowerCase(Locale.ROOT).replaceAll("[\\s@-]", "");
  }

  /// A code that was told before the secret was changed claims its account, too.
  private List<CodeKey> keys(String name, String keyed) {
    return vault.codeKeys("claim", plain(name) + " " + plain(keyed));
  }

  private CodeKey key(Handle handle, SpokenCode code) {
    return vault.codeKey("claim", handle + " " + code.digits());
  }
}
