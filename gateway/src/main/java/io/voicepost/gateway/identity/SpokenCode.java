package io.voicepost.gateway.identity;

import java.security.SecureRandom;
import java.time.Instant;

/// Digits that are read out or shown once, and keyed in elsewhere. Never printed: its text is
/// `code`.
public record SpokenCode(String digits, Instant expiresAt) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public SpokenCode {
    if (!digits.matches("[0-9]{4,20}")) {
      throw new IllegalArgumentException("a code is 4 to 20 digits");
    }
  }

  static SpokenCode fresh(int length, Instant expiresAt) {
    return new SpokenCode(digits(length), expiresAt);
  }

  static String digits(int length) {
    var digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append(RANDOM.nextInt(10));
    }
    return digits.toString();
  }

  @Override
  public String toString() {
    return "code";
  }
}
