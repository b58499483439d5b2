package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voicepost.storage.access.SecretHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// What proves something to whoever holds it: a token, a code, an app's secret. Never printed.
public record Secret(String value) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// 256 random bits, as 43 characters of Base64url.
  public static Secret fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// By what it is found: SHA-256, which is enough for what nobody can guess.
  public SecretHash hash() {
    return new SecretHash(HexFormat.of().formatHex(sha256(value)));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "secret";
  }
}
