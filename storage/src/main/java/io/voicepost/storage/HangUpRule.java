package io.voicepost.storage;

import java.util.Locale;

/// What becomes of a message whose caller hangs up without a word on it.
public enum HangUpRule {
  PUBLISH,
  DRAFT,
  DROP;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static HangUpRule ofColumn(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
