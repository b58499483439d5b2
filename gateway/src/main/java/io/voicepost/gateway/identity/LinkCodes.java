package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.CodeStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Links phones by six digits that the web shows and the phone keys in. A code is bound to the
/// number that its owner typed: from any other number it is wrong, so that nobody meets the codes
/// of others by guessing. Safe for many threads and nodes; `IOException` means that nothing was
/// linked and that it may be tried again.
public final class LinkCodes {
  static final Duration LIFE = Duration.ofMinutes(10);
  static final Duration WINDOW = Duration.ofHours(1);

  /// Of one number within an hour; nobody uses up those of another.
  static final int MOST_TRIES = 5;

  private static final int DIGITS = 6;

  /// Enough by far: only codes for the same number can be taken.
  private static final int ATTEMPTS = 10;

  private final CodeStore codes;
  private final PhoneVault vault;
  private final Clock clock;

  public LinkCodes(CodeStore codes, PhoneVault vault, Clock clock) {
    this.codes = codes;
    this.vault = vault;
    this.clock = clock;
  }

  /// A code for the account, in place of an earlier one, good for ten minutes and one call from
  /// that number. The number is kept as a part of the code's keyed hash only.
  public SpokenCode issue(AccountId account, PhoneNumber number) throws IOException {
    var now = clock.instant();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var code = SpokenCode.fresh(DIGITS, now.plus(LIFE));
      var key = vault.codeKey("link", bound(number, code.digits()));
      if (codes.issueLink(account, key, now, code.expiresAt())) {
        AuditLog.note(SecurityEvent.LINK_CODE_ISSUED, account);
        return code;
      }
    }
    throw new IllegalStateException("no free code in " + ATTEMPTS + " attempts");
  }

  /// Until when the account's code can be used; empty if it has none.
  public Optional<Instant> expires(AccountId account) throws IOException {
    return codes.linkExpires(account, clock.instant());
  }

  /// Counts the try, then links the phone that calls. What cannot be a code is wrong and not
  /// counted.
  public LinkResult link(String keyed, SealedPhone phone) throws IOException {
    var now = clock.instant();
    if (!keyed.matches("[0-9]{" + DIGITS + "}")) {
      return new LinkResult.Wrong();
    }
    if (!codes.mayTry(tries(phone), MOST_TRIES, WINDOW, now)) {
      AuditLog.note(SecurityEvent.LINK_CODE_LIMITED);
      return new LinkResult.TooManyTries();
    }
    return switch (linked(keyed, phone, now)) {
      case CodeStore.LinkOutcome.Linked(var account) -> {
        AuditLog.note(SecurityEvent.PHONE_LINKED, account);
        yield new LinkResult.Linked(account);
      }
      case CodeStore.LinkOutcome.PhoneTaken() -> new LinkResult.PhoneTaken();
      case CodeStore.LinkOutcome.NoSuchCode() -> {
        AuditLog.note(SecurityEvent.LINK_CODE_FAILED);
        yield new LinkResult.Wrong();
      }
    };
  }

  /// A code that was issued before the secret was changed links, too.
  private CodeStore.LinkOutcome linked(String digits, SealedPhone phone, Instant now)
      throws IOException {
    CodeStore.LinkOutcome found = new CodeStore.LinkOutcome.NoSuchCode();
    for (var key : vault.codeKeys("link", bound(vault.open(phone.number()), digits))) {
      if (found instanceof CodeStore.LinkOutcome.NoSuchCode) {
        found = codes.link(key, phone, now);
      }
    }
    return found;
  }

  private static String bound(PhoneNumber number, String digits) {
    return number.e164() + " " + digits;
  }

  private CodeKey tries(SealedPhone phone) {
    return vault.codeKey("link tries of", phone.key().hex());
  }
}
