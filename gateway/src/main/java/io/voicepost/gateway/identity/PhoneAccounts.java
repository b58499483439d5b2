package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.Claims;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.access.SignUp;
import io.voicepost.storage.Account;
import io.voicepost.storage.CodeKey;
import io.voicepost.storage.CodeStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Accounts that are opened by phone, and claimed on the web with the digits that the phone heard.
/// Safe for many threads and nodes; `IOException` means that nothing happened and that it may be
/// tried again.
public final class PhoneAccounts {
  static final Duration LIFE = Duration.ofDays(30);
  static final Duration WINDOW = Duration.ofHours(1);
  static final int MOST_TRIES_AN_ADDRESS = 10;
  static final int MOST_TRIES = 1000;

  private static final int DIGITS = 10;
  private static final int ATTEMPTS = 12;

  private final CodeStore codes;
  private final Claims claims;
  private final CodeTries tries;
  private final PhoneVault vault;
  private final Clock clock;

  public PhoneAccounts(CodeStore codes, Claims claims, PhoneVault vault, Clock clock) {
    this.codes = codes;
    this.claims = claims;
    this.tries =
        new CodeTries(codes, vault, "claim tries of", MOST_TRIES_AN_ADDRESS, MOST_TRIES, WINDOW);
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
        var account = codes.open(handle, phone, key(code.digits()), code.expiresAt());
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
  /// @param address where the try comes from
  public Claimable claimable(String keyed, String address) throws IOException {
    if (!mayTry(address)) {
      return new Claimable.TooManyTries();
    }
    for (var key : keys(plain(keyed))) {
      var account = codes.claimable(key, clock.instant());
      if (account.isPresent()) {
        return new Claimable.Found(account.get());
      }
    }
    AuditLog.note(SecurityEvent.CLAIM_CODE_FAILED);
    return new Claimable.Wrong();
  }

  /// Gives the account that a code claims a handle and a password; works once. Counts as a try.
  ///
  /// @param keyed the digits, perhaps with spaces between them
  /// @param address where the try comes from
  public ClaimAnswer claim(String keyed, String handle, String password, String address)
      throws IOException {
    if (!mayTry(address)) {
      return new ClaimAnswer.TooManyTries();
    }
    var ended = Optional.<SignUp>empty();
    for (var key : keys(plain(keyed))) {
      ended = ended.isPresent() ? ended : claims.claim(key, handle, password);
    }
    if (ended.isEmpty()) {
      AuditLog.note(SecurityEvent.CLAIM_CODE_FAILED);
      return new ClaimAnswer.Wrong();
    }
    return switch (ended.get()) {
      case SignUp.Made(var account) -> new ClaimAnswer.Claimed(account);
      case SignUp.Refused(var problem) -> new ClaimAnswer.Refused(problem);
    };
  }

  private boolean mayTry(String address) throws IOException {
    boolean may = tries.begin(address, clock.instant());
    if (!may) {
      AuditLog.note(SecurityEvent.CLAIM_CODE_LIMITED);
    }
    return may;
  }

  private static String plain(String keyed) {
    return keyed.replaceAll("[\\s-]", "");
  }

  /// A code that was told before the secret was changed claims its account, too.
  private List<CodeKey> keys(String digits) {
    return vault.codeKeys("claim", digits);
  }

  private CodeKey key(String digits) {
    return vault.codeKey("claim", digits);
  }
}
