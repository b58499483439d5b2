package io.voicepost.storage.phone;

import java.util.Locale;

/// Who may speak on a line.
///
/// @param opensAccounts whether unknown callers may open an account
/// @param holdsStrangers whether the messages of unknown callers are kept; refused otherwise
public record LinePolicy(
    Admission admission, Moderation moderation, boolean opensAccounts, boolean holdsStrangers) {
  /// Everybody is welcome, and everything is published at once.
  public static final LinePolicy USUAL =
      new LinePolicy(Admission.OPEN, Moderation.NONE, true, true);

  /// Whose messages are taken.
  public enum Admission {
    /// Everybody's.
    OPEN,
    /// Those of accounts.
    MEMBERS,
    /// Those of accounts on the line's list.
    LISTED;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Admission ofColumn(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// When somebody else listens to messages: never, before they are published, or after.
  public enum Moderation {
    NONE,
    BEFORE,
    AFTER;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Moderation ofColumn(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
