package io.voicepost.storage.access;

import java.time.Instant;
import java.util.Locale;

/// What happened to an account's ways in, for its owner to see.
///
/// @param client the browser or app that it was done with, as the store was given it; empty where
///   it was none
/// @param seen whether its owner has looked at it
public record SecurityNotice(NoticeKind kind, String client, Instant at, boolean seen) {
  public enum NoticeKind {
    SIGNED_IN,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    FACTOR_ADDED,
    FACTOR_REMOVED,
    RECOVERY_CODES_ISSUED,
    RECOVERY_CODE_USED,
    PHONE_RECOVERY_ISSUED,
    PHONE_RECOVERY_USED,
    APP_ALLOWED,
    APP_CUT_OFF;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static NoticeKind ofColumn(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
