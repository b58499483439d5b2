package io.voicepost.gateway.testphone;

import java.time.Duration;

/// When the caller hangs up.
public sealed interface HangUp {
  /// A while after the last word.
  record AfterSpeech(Duration pause) implements HangUp {
    public AfterSpeech {
      positive(pause);
    }
  }

  /// At a moment, whatever was said by then.
  record At(Duration sinceAnswer) implements HangUp {
    public At {
      positive(sinceAnswer);
    }
  }

  /// Not at all: the caller waits for the service to hang up.
  record Never() implements HangUp {}

  private static void positive(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a caller hangs up after the answer, not before");
    }
  }
}
