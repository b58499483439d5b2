package io.voicepost.storage;

/// What texts both databases keep as they are.
public final class TextRules {
  private TextRules() {}

  /// Checks for 1 to `most` characters, none of which only a program would write. PostgreSQL takes
  /// no U+0000, and neither database gives half a surrogate pair back.
  public static void check(String text, int most, String what) {
    if (text.isBlank() || text.length() > most) {
      throw new IllegalArgumentException(what + " has 1 to " + most + " characters");
    }
    if (text.codePoints().anyMatch(TextRules::isUnwritable)) {
      throw new IllegalArgumentException(what + " has no control characters");
    }
  }

  /// As [#check], of what [PlainName] leaves of a name, which is returned.
  public static String name(String text, int most, String what) {
    check(text, most, what);
    var plain = PlainName.of(text);
    check(plain, most, what);
    return plain;
  }

  /// Checks for at most `most` characters, as [#check] does, save that lines may break.
  public static void checkLines(String text, int most, String what) {
    if (text.length() > most) {
      throw new IllegalArgumentException(what + " has at most " + most + " characters");
    }
    if (text.codePoints().anyMatch(it -> it != '\n' && isUnwritable(it))) {
      throw new IllegalArgumentException(what + " has no control characters");
    }
  }

  /// Checks for the number of a line: digits with an optional `+`.
  public static void checkLineNumber(String number) {
    if (!number.matches("\\+?[0-9]{1,15}")) {
      throw new IllegalArgumentException("a service number is 1 to 15 digits, not " + number);
    }
  }

  private static boolean isUnwritable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
