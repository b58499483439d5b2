package io.voicepost.gateway.testphone.transcript;

import java.util.Optional;

/// A phrase and how it sounds.
///
/// @param onset where its first word begins
/// @param end where its last word ends
/// @param soft below this power it is too soft to be compared: 20 dB below the whole
record KnownPhrase(Phrase phrase, SampleBuffer sound, int onset, int end, double soft) {
  private static final int WINDOW = SampleBuffer.RATE / 100;

  /// Empty for a sound in which there is nothing to hear.
  static Optional<KnownPhrase> of(Phrase phrase, short[] sound) {
    var samples = SampleBuffer.of(sound);
    int onset = 0;
    while (onset + WINDOW <= samples.size() && samples.isQuiet(onset, WINDOW)) {
      onset += WINDOW / 4;
    }
    int end = samples.size();
    while (end - WINDOW > onset && samples.isQuiet(end - WINDOW, WINDOW)) {
      end -= WINDOW / 4;
    }
    return end - onset < WINDOW
        ? Optional.empty()
        : Optional.of(
            new KnownPhrase(phrase, samples, onset, end, samples.power(onset, end - onset) / 100));
  }

  boolean isSoft(int from, int length) {
    return sound.power(from, length) < soft;
  }

  int length() {
    return end - onset;
  }
}
