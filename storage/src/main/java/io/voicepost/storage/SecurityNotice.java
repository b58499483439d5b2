package io.voicepost.storage;

import java.time.Instant;
import java.util.Locale;

/// What happened to an account's ways in, for its owner to see.
///
/// @param client the browser or app that it was done with, as the store was given it; empty where
///   it was none
/// @param seen whether its owner has looked at it
public record SecurityNotice(Kind kind, String client, Instant at, boolean seen) {
  public enum Kind {
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

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofColumn(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
