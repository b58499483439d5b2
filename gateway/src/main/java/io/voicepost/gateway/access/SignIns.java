package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.CredentialStore;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The one way to a session, whatever somebody showed first: where the account has a second factor,
/// nobody comes in without it. A passkey is both, for its device asked for a fingerprint, a face or
/// a PIN. Safe for many threads and nodes.
///
/// Between the two steps nothing is kept here: the browser brings back a ticket, which is signed,
/// says whose it is and until when, and is worthless once the password is another one.
public final class SignIns {
  static final Duration TICKET_LIFE = Duration.ofMinutes(10);

  private static final Pattern TICKET =
      Pattern.compile("([1-9][0-9]{0,17})\\.([0-9]{1,15})\\.(.+)");

  private final Tokens tokens;
  private final SecondFactors factors;
  private final SecurityNotices notices;
  private final CredentialStore credentials;
  private final SecretKey key;
  private final Clock clock;

  SignIns(
      Tokens tokens,
      SecondFactors factors,
      SecurityNotices notices,
      CredentialStore credentials,
      Pepper pepper,
      Clock clock) {
    this.tokens = tokens;
    this.factors = factors;
    this.notices = notices;
    this.credentials = credentials;
    this.key = pepper.derive("voicepost sign-in tickets", "HmacSHA256");
    this.clock = clock;
  }

  /// Opens a session for somebody who showed who they are, or asks for the second factor.
  ///
  /// @param by what they showed
  public SignInResult open(AccountId account, AuthMethod by, SignInDevice signInDevice)
      throws IOException {
    if (by != AuthMethod.PASSKEY && factors.isOn(account)) {
      AuditLog.note(SecurityEvent.SECOND_FACTOR_ASKED, account, by);
      return new SignInResult.CodeNeeded(ticket(account));
    }
    return opened(account, by, signInDevice);
  }

  private SignInResult opened(AccountId account, AuthMethod by, SignInDevice signInDevice)
      throws IOException {
    var session = tokens.openSession(account, signInDevice.client());
    AuditLog.note(SecurityEvent.SIGN_IN_OK, account, by);
    notices.signedIn(
        account, signInDevice, by == AuthMethod.SIGN_UP || by == AuthMethod.CLAIM_CODE);
    return new SignInResult.Open(session);
  }

  /// The second step: a code of the app, or a recovery code.
  public SignInResult finish(String ticket, String code, SignInDevice signInDevice)
      throws IOException {
    var account = account(ticket);
    if (account.isEmpty()) {
      return new SignInResult.TicketOver();
    }
    return switch (factors.check(account.get(), code, signInDevice.client())) {
      case FactorResult.Right(var by) -> opened(account.get(), by, signInDevice);
      case FactorResult.Wrong() -> new SignInResult.WrongCode();
      case FactorResult.Locked(var left) -> new SignInResult.CodesLocked(left);
    };
  }

  private Secret ticket(AccountId account) throws IOException {
    var end = clock.instant().plus(TICKET_LIFE);
    return new Secret(account + "." + end.toEpochMilli() + "." + signature(account, end));
  }

  private Optional<AccountId> account(String ticket) throws IOException {
    var read = TICKET.matcher(ticket);
    if (!read.matches()) {
      return Optional.empty();
    }
    var account = new AccountId(Long.parseLong(read.group(1)));
    var end = Instant.ofEpochMilli(Long.parseLong(read.group(2)));
    boolean good =
        end.isAfter(clock.instant())
            && MessageDigest.isEqual(
                signature(account, end).getBytes(US_ASCII), read.group(3).getBytes(US_ASCII));
    return good ? Optional.of(account) : Optional.empty();
  }

  private String signature(AccountId account, Instant end) throws IOException {
    var password = credentials.passwordHash(account).orElse("");
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      var signed = account + "\n" + end.toEpochMilli() + "\n" + password;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(signed.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
