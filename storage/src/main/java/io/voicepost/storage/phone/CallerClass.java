package io.voicepost.storage.phone;

import java.util.Locale;

/// What it takes to publish for an account by telephone.
public enum CallerClass {
  /// The number is enough where the trunk vouches for it.
  EASY,
  /// The PIN, too, where there is reason to doubt the number.
  NORMAL,
  /// The PIN on every call, or the owner's approval.
  PROTECTED;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static CallerClass ofColumn(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
