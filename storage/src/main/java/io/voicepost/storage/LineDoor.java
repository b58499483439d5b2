package io.voicepost.storage;

import java.util.Locale;

/// Who may speak on a line.
///
/// @param opensAccounts whether unknown callers may open an account
/// @param holdsStrangers whether the messages of unknown callers are kept; refused otherwise
public record LineDoor(
    Admission admission, Moderation moderation, boolean opensAccounts, boolean holdsStrangers) {
  /// Everybody is welcome, and everything is published at once.
  public static final LineDoor USUAL = new LineDoor(Admission.OPEN, Moderation.NONE, true, true);

  /// Whose messages are taken.
  public enum Admission {
    /// Everybody's.
    OPEN,
    /// Those of accounts.
    MEMBERS,
    /// Those of accounts on the line's list.
    LISTED;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Admission ofColumn(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /// When somebody else listens to messages: never, before they are published, or after.
  public enum Moderation {
    NONE,
    BEFORE,
    AFTER;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Moderation ofColumn(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
