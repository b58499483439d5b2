package io.voicepost.gateway.spool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names a call to whoever made it: a hash of its SIP Call-ID (RFC 3261, 8.1.1.4), in which phones
/// may write what is nobody's to keep.
public record CallId(String hex) {
  private static final Pattern RULE = Pattern.compile("[0-9a-f]{64}");

  public CallId {
    if (!RULE.matcher(hex).matches()) {
      throw new IllegalArgumentException("the name of a call is 64 hexadecimal digits");
    }
  }

  public static CallId of(String sipCallId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(sipCallId.getBytes(StandardCharsets.UTF_8));
      return new CallId(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
