package io.voicepost.gateway.identity;

import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.GrantStore;
import io.voicepost.storage.access.PassportStore;
import io.voicepost.storage.access.TokenId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets somebody who is signed in call from the page as themselves: a ticket names the account and
/// the session, is signed by us, and is good for one call within minutes, as long as the session
/// is. Safe for many threads and nodes.
public final class CallTickets {
  static final Duration LIFE = Duration.ofMinutes(2);

  /// How many of an account's sessions are looked at, the last used first.
  private static final int MOST_SESSIONS = 200;

  /// Account, session, end in seconds, a random number, and the signature.
  private static final Pattern FORM =
      Pattern.compile("(([0-9]{1,19})-([0-9]{1,19})-([0-9]{1,12})-[0-9a-z]{1,26})-([0-9a-f]{64})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final GrantStore sessions;
  private final PassportStore used;
  private final PhoneVault vault;
  private final Clock clock;

  public CallTickets(GrantStore sessions, PassportStore used, PhoneVault vault, Clock clock) {
    this.sessions = sessions;
    this.used = used;
    this.vault = vault;
    this.clock = clock;
  }

  public String issue(AccountId account, TokenId session) {
    var claims =
        "%s-%d-%d-%s"
            .formatted(
                account,
                session.value(),
                clock.instant().plus(LIFE).getEpochSecond(),
                new BigInteger(128, RANDOM).toString(Character.MAX_RADIX));
    return claims + "-" + signature(claims);
  }

  /// Whose ticket it is, once; empty if it is worth nothing any more, or never was.
  public Optional<AccountId> redeem(String ticket) throws IOException {
    var form = FORM.matcher(ticket);
    if (!form.matches() || !isSame(form.group(5), signature(form.group(1)))) {
      return refused();
    }
    var account = new AccountId(Long.parseLong(form.group(2)));
    var session = new TokenId(Long.parseLong(form.group(3)));
    var end = Instant.ofEpochSecond(Long.parseLong(form.group(4)));
    return clock.instant().isBefore(end)
            && used.isFirst(vault.codeKey("used call ticket", form.group(1)), clock.instant())
            && isOpen(account, session)
        ? Optional.of(account)
        : refused();
  }

  private static Optional<AccountId> refused() {
    AuditLog.note(SecurityEvent.CALL_TICKET_REFUSED);
    return Optional.empty();
  }

  private boolean isOpen(AccountId account, TokenId session) throws IOException {
    return sessions.tokens(account, MOST_SESSIONS).stream()
        .anyMatch(token -> token.id().equals(session));
  }

  private String signature(String claims) {
    return vault.codeKey("call ticket", claims).hex();
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
