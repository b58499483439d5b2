package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.CodeStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// What passkeys are asked to sign, good for a few minutes and one answer, on every node. Nothing
/// is kept of those that wait for an answer, so that nobody uses up what others are asked: they are
/// signed here. What was answered is remembered by its hash. Safe for many threads.
final class PasskeyChallenges {
  static final Duration LIFE = Duration.ofMinutes(5);

  private static final int RANDOM_BYTES = 16;
  private static final int SIGNED_BYTES = RANDOM_BYTES + Long.BYTES;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CodeStore used;
  private final SecretKey key;
  private final Clock clock;

  PasskeyChallenges(CodeStore used, Pepper pepper, Clock clock) {
    this.used = used;
    this.key = pepper.derive("voicepost passkey challenges", "HmacSHA256");
    this.clock = clock;
  }

  /// A fresh one.
  ///
  /// @param account who adds a passkey; empty for signing in
  String ask(Optional<AccountId> account) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    byte[] signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .put(random)
            .putLong(clock.instant().plus(LIFE).toEpochMilli())
            .array();
    byte[] signature = signature(signed, account);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(SIGNED_BYTES + signature.length)
                .put(signed)
                .put(signature)
                .array());
  }

  /// Takes an answer; `false` if nobody asked so, or it was answered already, or too long ago.
  boolean answered(String challenge, Optional<AccountId> account) throws IOException {
    byte[] bytes = bytes(challenge);
    if (bytes.length <= SIGNED_BYTES) {
      return false;
    }
    byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
    byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    var now = clock.instant();
    var end = Instant.ofEpochMilli(ByteBuffer.wrap(signed).getLong(RANDOM_BYTES));
    return MessageDigest.isEqual(signature, signature(signed, account))
        && end.isAfter(now)
        && used.mayTry(new CodeKey(new Secret(challenge).hash().hex()), 1, LIFE, now);
  }

  private static byte[] bytes(String challenge) {
    try {
      return Base64.getUrlDecoder().decode(challenge);
    } catch (IllegalArgumentException notOurs) {
      return new byte[0];
    }
  }

  private byte[] signature(byte[] signed, Optional<AccountId> account) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(signed);
      return mac.doFinal(account.map(AccountId::toString).orElse("anybody").getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
