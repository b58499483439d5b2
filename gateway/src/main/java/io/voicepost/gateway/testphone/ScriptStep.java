package io.voicepost.gateway.testphone;

import java.time.Duration;

/// One thing that a caller does, or waits for, before the next.
public sealed interface ScriptStep {
  /// Waits for the end of a beep that was not over when this step began.
  record AwaitBeep() implements ScriptStep {}

  /// Waits until the service has said something more and then paused for 0.6 s.
  record AwaitSilence() implements ScriptStep {}

  record Pause(Duration length) implements ScriptStep {
    public Pause {
      notNegative(length);
    }
  }

  /// Waits for a moment of the call; does nothing if it is past.
  record AwaitMoment(Duration sinceAnswer) implements ScriptStep {
    public AwaitMoment {
      notNegative(sinceAnswer);
    }
  }

  /// Sends no sound, as a phone that saves data in a pause (discontinuous transmission) or a line
  /// that carries none; the timestamps go on (RFC 3550, 5.1).
  ///
  /// @param comfortNoise whether it says now and then how the noise sounds (RFC 3389)
  record Mute(Duration length, boolean comfortNoise) implements ScriptStep {
    public Mute {
      notNegative(length);
    }
  }

  /// Says the whole speech.
  record Speak() implements ScriptStep {}

  record Press(char symbol) implements ScriptStep {
    public Press {
      KeyPress.check(symbol);
    }
  }

  record HangUp() implements ScriptStep {}

  private static void notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a caller cannot wait for what is past");
    }
  }
}
