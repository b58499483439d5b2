package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.CodeKey;
import io.voicepost.storage.CodeStore;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Links phones by six digits that the web shows and the phone keys in. Safe for many threads and
/// nodes; `IOException` means that nothing was linked and that it may be tried again.
public final class LinkCodes {
  static final Duration LIFE = Duration.ofMinutes(10);
  static final Duration WINDOW = Duration.ofHours(1);
  static final int MOST_TRIES_A_PHONE = 5;

  /// Of all phones within an hour: with as many codes open, one try in 5,000 hits one.
  static final int MOST_TRIES = 200;

  private static final int DIGITS = 6;

  /// Enough by far: with a thousand codes open one in a thousand is taken.
  private static final int ATTEMPTS = 10;

  private final CodeStore codes;
  private final CodeTries tries;
  private final PhoneVault vault;
  private final Clock clock;

  public LinkCodes(CodeStore codes, PhoneVault vault, Clock clock) {
    this.codes = codes;
    this.tries =
        new CodeTries(codes, vault, "link tries of", MOST_TRIES_A_PHONE, MOST_TRIES, WINDOW);
    this.vault = vault;
    this.clock = clock;
  }

  /// A code for the account, in place of an earlier one, good for ten minutes and one phone.
  public SpokenCode issue(AccountId account) throws IOException {
    var now = clock.instant();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var code = SpokenCode.fresh(DIGITS, now.plus(LIFE));
      if (codes.issueLink(account, key(code.digits()), now, code.expiresAt())) {
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
  public LinkAnswer link(String keyed, SealedPhone phone) throws IOException {
    var now = clock.instant();
    if (!keyed.matches("[0-9]{" + DIGITS + "}")) {
      return new LinkAnswer.Wrong();
    }
    if (!tries.begin(phone.key().hex(), now)) {
      AuditLog.note(SecurityEvent.LINK_CODE_LIMITED);
      return new LinkAnswer.TooManyTries();
    }
    return switch (linked(keyed, phone, now)) {
      case CodeStore.Linking.Linked(var account) -> {
        AuditLog.note(SecurityEvent.PHONE_LINKED, account);
        yield new LinkAnswer.Linked(account);
      }
      case CodeStore.Linking.PhoneTaken() -> new LinkAnswer.PhoneTaken();
      case CodeStore.Linking.NoSuchCode() -> {
        AuditLog.note(SecurityEvent.LINK_CODE_FAILED);
        yield new LinkAnswer.Wrong();
      }
    };
  }

  /// A code that was issued before the secret was changed links, too.
  private CodeStore.Linking linked(String digits, SealedPhone phone, Instant now)
      throws IOException {
    CodeStore.Linking found = new CodeStore.Linking.NoSuchCode();
    for (var key : vault.codeKeys("link", digits)) {
      if (found instanceof CodeStore.Linking.NoSuchCode) {
        found = codes.link(key, phone, now);
      }
    }
    return found;
  }

  private CodeKey key(String digits) {
    return vault.codeKey("link", digits);
  }
}
