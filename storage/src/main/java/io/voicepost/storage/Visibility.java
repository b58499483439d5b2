package io.voicepost.storage;

import java.util.Locale;

/// Who may see a post: everybody; everybody, but in no public list; followers and those who are
/// mentioned; its author alone.
public enum Visibility {
  PUBLIC,
  UNLISTED,
  FOLLOWERS,
  DRAFT;

  /// Its name in the tables.
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Visibility ofColumn(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
