package io.voicepost.gateway.testphone;

import java.time.Duration;
import java.util.Optional;

/// How far a caller has come in what they say, and how often they said it. For one thread.
final class RtpSender {
  private final EncodedSpeech sound;
  private int said;
  private int saidInAll;
  private Optional<Long> openedAt = Optional.empty();
  private Optional<Long> shutAt = Optional.empty();

  RtpSender(EncodedSpeech sound) {
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
    return EncodedSpeech.FRAME.multipliedBy(sound.spoken());
  }

  /// How much was said.
  Duration spoken() {
    return EncodedSpeech.FRAME.multipliedBy(saidInAll);
  }
}
