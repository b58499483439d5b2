package io.voicepost.gateway.access;

import io.voicepost.storage.Handle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which passwords are taken: 8 to 256 characters of any kind, and none that everybody tries first.
/// No rule on what characters it must have (NIST SP 800-63B, section 5.1.1.2).
final class PasswordRule {
  static final int SHORTEST = 8;
  static final int LONGEST = 256;

  private static final Set<String> COMMON =
      Set.of(
          "password",
          "passw0rd",
          "iloveyou",
          "qwertyui",
          "asdfghjk",
          "zxcvbnm1",
          "1q2w3e4r",
          "1qaz2wsx",
          "qwerty123",
          "qwertyuiop",
          "password1",
          "password123",
          "letmein1",
          "welcome1",
          "sunshine",
          "princess",
          "football",
          "baseball",
          "superman",
          "trustno1",
          "admin123",
          "woaini1314",
          "woaini520",
          "5201314520",
          "voicepost",
          "changeme",
          "abcd1234",
          "abc12345",
          "a1b2c3d4",
          "12341234",
          "11223344",
          "88888888",
          "66668888");

  private PasswordRule() {}

  /// What is wrong with a password for the account; empty if nothing is.
  static Optional<SignUpProblem> check(String password, Handle handle) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return Optional.of(SignUpProblem.PASSWORD_SHORT);
    }
    if (length > LONGEST) {
      return Optional.of(SignUpProblem.PASSWORD_LONG);
    }
    var plain = password.toLowerCase(Locale.ROOT).strip();
    if (plain.equals(handle.value()) || plain.equals("@" + handle.value())) {
      return Optional.of(SignUpProblem.PASSWORD_IS_HANDLE);
    }
    return COMMON.contains(plain) || isRow(plain)
        ? Optional.of(SignUpProblem.PASSWORD_COMMON)
        : Optional.empty();
  }

  /// The same character again and again, or each the next of the one before: aaaaaaaa, 12345678.
  private static boolean isRow(String text) {
    int step = text.charAt(1) - text.charAt(0);
    if (Math.abs(step) > 1) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      // 1234567890 goes on at its end where the row of keys does.
      boolean wraps = step == 1 && text.charAt(i - 1) == '9' && text.charAt(i) == '0';
      if (text.charAt(i) - text.charAt(i - 1) != step && !wraps) {
        return false;
      }
    }
    return true;
  }
}
