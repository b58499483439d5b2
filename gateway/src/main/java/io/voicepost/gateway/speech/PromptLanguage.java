package io.voicepost.gateway.speech;

import java.util.Locale;
import java.util.Optional;

/// A language that the line speaks.
public enum PromptLanguage {
  ENGLISH("en"),
  MANDARIN("zh");

  private final String code;

  PromptLanguage(String code) {
    this.code = code;
  }

  /// As Asterisk and the folders of sounds name it: ISO 639-1.
  public String code() {
    return code;
  }

  /// The language of that code, `en` or `zh`; empty for one that the line does not speak.
  public static Optional<PromptLanguage> of(String code) {
    for (var language : values()) {
      if (language.code.equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// The language of a locale, whatever its country; English for those that the line does not
  /// speak.
  public static PromptLanguage of(Locale locale) {
    return of(locale.getLanguage()).orElse(ENGLISH);
  }

  /// The next one, for the key that changes it.
  public PromptLanguage other() {
    return this == ENGLISH ? MANDARIN : ENGLISH;
  }
}
