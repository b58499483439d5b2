package io.voicepost.gateway.telephone;

import java.time.Duration;
import java.util.Optional;

/// How far a caller has come in what they say, and how often they said it. For one thread.
final class Mouth {
  private final Sound sound;
  private int said;
  private int saidInAll;
  private Optional<Long> openedAt = Optional.empty();
  private Optional<Long> shutAt = Optional.empty();

  Mouth(Sound sound) {
    this.sound = sound;
  }

  byte[] silence() {
    return sound.silence();
  }

  boolean isAtStart() {
    return said == 0;
  }

  boolean isAtEnd() {
    return said == sound.spoken();
  }

  /// The next frame of the speech.
  byte[] next(long now) {
    if (openedAt.isEmpty()) {
      openedAt = Optional.of(now);
    }
    shutAt = Optional.empty();
    saidInAll++;
    return sound.frames().get(said++);
  }

  /// The speech is over; it can be said again.
  void shut(long now) {
    said = 0;
    shutAt = Optional.of(now);
  }

  boolean isShutFor(Duration pause, long now) {
    return shutAt.filter(it -> now - it >= pause.toNanos()).isPresent();
  }

  /// When the first word was said.
  Optional<Long> openedAt() {
    return openedAt;
  }

  /// How long the whole speech is.
  Duration length() {
    return Sound.FRAME.multipliedBy(sound.spoken());
  }

  /// How much was said.
  Duration spoken() {
    return Sound.FRAME.multipliedBy(saidInAll);
  }
}
