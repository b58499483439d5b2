package io.voicepost.storage;

import java.util.Locale;

/// What an account may do beside posting.
public enum Role {
  USER,
  MODERATOR,
  OPERATOR;

  /// Its name in the tables.
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role ofColumn(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
