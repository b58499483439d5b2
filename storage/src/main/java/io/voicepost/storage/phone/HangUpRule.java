package io.voicepost.storage.phone;

import java.util.Locale;

/// What becomes of a message whose caller hangs up without a word on it.
public enum HangUpRule {
  PUBLISH,
  DRAFT,
  DROP;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static HangUpRule ofColumn(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
