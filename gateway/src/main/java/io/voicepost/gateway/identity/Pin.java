package io.voicepost.gateway.identity;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/// Six digits that prove whose call it is. Issued, never chosen, and never printed: its text is
/// `PIN`.
public record Pin(String digits) {
  private static final Pattern RULE = Pattern.compile("[0-9]{6}");
  private static final SecureRandom RANDOM = new SecureRandom();

  public Pin {
    if (!isPin(digits)) {
      throw new IllegalArgumentException("a PIN is six digits");
    }
  }

  /// A random one that nobody tries first.
  static Pin fresh() {
    while (true) {
      var digits = "%06d".formatted(RANDOM.nextInt(1_000_000));
      if (!isTrivial(digits)) {
        return new Pin(digits);
      }
    }
  }

  /// Whether what was keyed in can be one at all.
  static boolean isPin(String keyed) {
    return RULE.matcher(keyed).matches();
  }

  /// Fewer than three different digits, the same half or pair again, a row up or down, or a row in
  /// pairs: 112112, 121212, 345678, 112233. About one in 140.
  static boolean isTrivial(String digits) {
    return digits.chars().distinct().count() < 3
        || digits.substring(0, 3).equals(digits.substring(3))
        || isRow(digits)
        || isPairs(digits);
  }

  private static boolean isRow(String digits) {
    int step = Math.floorMod(digits.charAt(1) - digits.charAt(0), 10);
    for (int i = 1; i < digits.length(); i++) {
      if (Math.floorMod(digits.charAt(i) - digits.charAt(i - 1), 10) != step) {
        return false;
      }
    }
    return step == 1 || step == 9;
  }

  private static boolean isPairs(String digits) {
    return digits.charAt(0) == digits.charAt(1)
        && digits.charAt(2) == digits.charAt(3)
        && digits.charAt(4) == digits.charAt(5);
  }

  @Override
  public String toString() {
    return "PIN";
  }
}
