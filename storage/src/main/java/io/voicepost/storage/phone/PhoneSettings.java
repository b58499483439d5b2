package io.voicepost.storage.phone;

import java.util.Optional;

/// What an account wants of the telephone.
///
/// @param language what is spoken to it, BCP 47; empty for the line's language
public record PhoneSettings(
    CallerClass callerClass, HangUpRule hangUpRule, Optional<String> language) {
  public static final PhoneSettings USUAL =
      new PhoneSettings(CallerClass.NORMAL, HangUpRule.PUBLISH, Optional.empty());

  public PhoneSettings {
    language.ifPresent(LineSpeech::checkLanguage);
  }
}
