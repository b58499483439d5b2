package io.voicepost.gateway.web;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An authenticator app, as somebody else would write it (RFC 6238).
public final class OneTimeCodes {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private OneTimeCodes() {}

  /// What it shows now.
  ///
  /// @param secret as the page shows it, without spaces
  public static String now(String secret) throws GeneralSecurityException {
    return at(secret, Instant.now());
  }

  /// What it shows `later` times 30 seconds from now.
  public static String code(String secret, int later) throws GeneralSecurityException {
    return at(secret, Instant.now().plusSeconds(30L * later));
  }

  /// What it shows then.
  public static String at(String secret, Instant when) throws GeneralSecurityException {
    var bits = new StringBuilder();
    for (int i = 0; i < secret.length(); i++) {
      bits.append(Integer.toBinaryString(32 | ALPHABET.indexOf(secret.charAt(i))).substring(1));
    }
    var key = new byte[20];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
    }
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    long step = when.getEpochSecond() / 30;
    byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
    int at = hash[19] & 15;
    return "%06d".formatted((ByteBuffer.wrap(hash).getInt(at) & Integer.MAX_VALUE) % 1_000_000);
  }
}
