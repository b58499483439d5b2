package io.voicepost.transcoder.detect;

import java.util.Locale;

/// What is on a recording, as far as its sound tells; see [SoundClassifier] for the rules.
public enum SoundClass {
  /// Anything a person may have meant, and whatever nothing else explains.
  VOICE,
  /// Nothing, the line's own noise or the mains.
  SILENCE,
  /// A telephone exchange's tones: dial, busy, congestion, ringing, special information.
  TONES,
  /// A fax machine or a modem.
  FAX,
  /// Telephone keys and nothing else.
  KEYS,
  /// An announcement played by a machine.
  ROBOT;

  public boolean isVoice() {
    return this == VOICE;
  }

  /// Its name in metrics, which stays as it is: `voice`, `silence`, `tones`, `fax`, `keys`,
  /// `robot`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
