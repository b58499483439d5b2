package io.voicepost.gateway.telephone;

import java.time.Duration;

/// Callers from whom no sound comes.
public final class Gaps {
  private static final Step NOTHING = new Step.Mute(Duration.ofMinutes(10), false);

  private Gaps() {}

  /// Says the speech, and then no sound comes any more.
  public static Script speakingOnce() {
    return Script.of(new Step.AwaitBeep(), new Step.Speak(), NOTHING);
  }

  /// Never any sound.
  public static Script silent() {
    return Script.of(NOTHING);
  }
}
