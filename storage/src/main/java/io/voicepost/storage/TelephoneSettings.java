package io.voicepost.storage;

import java.util.Optional;

/// What an account wants of the telephone.
///
/// @param language what is spoken to it, BCP 47; empty for the line's language
public record TelephoneSettings(
    CallerClass callerClass, HangUpRule hangUpRule, Optional<String> language) {
  public static final TelephoneSettings USUAL =
      new TelephoneSettings(CallerClass.NORMAL, HangUpRule.PUBLISH, Optional.empty());

  public TelephoneSettings {
    language.ifPresent(LineSpeech::checkLanguage);
  }
}
