package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes of authenticator apps: six digits, a new one every 30 seconds, from a secret that app and
/// server share (RFC 6238 with HMAC-SHA-1, which is what all apps know).
final class Totp {
  static final int DIGITS = 6;
  static final int STEP_SECONDS = 30;

  /// A clock may be a step before or after ours (RFC 6238, section 5.2).
  private static final int DRIFT = 1;

  private static final int MODULUS = 1_000_000;

  private Totp() {}

  /// The code of a counter (RFC 4226, section 5.3).
  static String code(byte[] secret, long counter) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return "%06d".formatted(number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  static long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
  }

  /// The time step of which this is the code, a step of drift forgiven; empty if it is wrong.
  static OptionalLong stepOf(byte[] secret, String code, Instant now) {
    long step = step(now);
    var found = OptionalLong.empty();
    for (long at = step - DRIFT; at <= step + DRIFT; at++) {
      if (MessageDigest.isEqual(code(secret, at).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
        found = OptionalLong.of(at);
      }
    }
    return found;
  }

  /// What was typed without the spaces that apps show; empty if it cannot be a code.
  static Optional<String> read(String typed) {
    var digits = typed.replaceAll("\\s", "");
    return digits.matches("[0-9]{" + DIGITS + "}") ? Optional.of(digits) : Optional.empty();
  }
}
