package io.voicepost.storage.post;

import java.util.Locale;

/// Why a message is held.
public enum HoldReason {
  /// Nobody knows whose it is.
  UNKNOWN_NUMBER,
  /// Its caller did not prove who they are.
  PIN_MISSING,
  /// The line wants somebody to listen first.
  MODERATION,
  /// Tones, fax, a robot or silence.
  NOT_SPEECH;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static HoldReason ofColumn(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
