package io.voicepost.gateway.speech;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A language that the line speaks: one that has a table in `asterisk-conf/prompts`.
///
/// @param code as Asterisk and the folders of sounds name it: ISO 639-1
public record PromptLanguage(String code) {
  /// What is spoken where nobody chose, and where the line lacks what was chosen.
  public static final PromptLanguage ENGLISH = new PromptLanguage("en");

  /// All, in the order of their keys.
  public static List<PromptLanguage> all() {
    return PromptTable.ALL.keySet().stream()
        .map(PromptLanguage::new)
        .sorted(Comparator.comparingInt(PromptLanguage::key))
        .toList();
  }

  /// The language of that code, as in `en`; empty for one that the line does not speak.
  public static Optional<PromptLanguage> of(String code) {
    return Optional.of(code).filter(PromptTable.ALL::containsKey).map(PromptLanguage::new);
  }

  /// The language of a locale, whatever its country; English for those that the line does not
  /// speak.
  public static PromptLanguage of(Locale locale) {
    return of(locale.getLanguage()).orElse(ENGLISH);
  }

  /// The key that chooses it, `1` to `9`.
  public char key() {
    return table().rule("language.key").charAt(0);
  }

  /// @throws IllegalStateException if the line does not speak it
  PromptTable table() {
    var table = PromptTable.ALL.get(code);
    if (table == null) {
      throw new IllegalStateException("there is no table of prompts for " + code);
    }
    return table;
  }

  @Override
  public String toString() {
    return code;
  }
}
