package io.voicepost.gateway.telephone;

import java.time.Duration;

/// One thing that a caller does, or waits for, before the next.
public sealed interface Step {
  /// Waits for the end of a beep that was not over when this step began.
  record AwaitBeep() implements Step {}

  /// Waits until the service has said something more and then paused for 0.6 s.
  record AwaitSilence() implements Step {}

  record Pause(Duration length) implements Step {
    public Pause {
      notNegative(length);
    }
  }

  /// Waits for a moment of the call; does nothing if it is past.
  record AwaitMoment(Duration sinceAnswer) implements Step {
    public AwaitMoment {
      notNegative(sinceAnswer);
    }
  }

  /// Sends no sound, as a phone that saves data in a pause (discontinuous transmission) or a line
  /// that carries none; the timestamps go on (RFC 3550, 5.1).
  ///
  /// @param comfortNoise whether it says now and then how the noise sounds (RFC 3389)
  record Mute(Duration length, boolean comfortNoise) implements Step {
    public Mute {
      notNegative(length);
    }
  }

  /// Says the whole speech.
  record Speak() implements Step {}

  record Press(char symbol) implements Step {
    public Press {
      Key.check(symbol);
    }
  }

  record HangUp() implements Step {}

  private static void notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a caller cannot wait for what is past");
    }
  }
}
