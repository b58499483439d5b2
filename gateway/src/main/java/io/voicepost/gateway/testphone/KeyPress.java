package io.voicepost.gateway.testphone;

import java.time.Duration;
import java.util.Optional;

/// A key that the caller presses.
///
/// @param symbol `0` to `9`, `*` or `#`
/// @param sinceAnswer when; empty for after the speech, and after the key before it, as fast as a
///   person is
public record KeyPress(char symbol, Optional<Duration> sinceAnswer) {
  private static final String SYMBOLS = "0123456789*#";

  public KeyPress {
    check(symbol);
    if (sinceAnswer.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("a key is pressed after the answer, not before");
    }
  }

  public static KeyPress afterSpeech(char symbol) {
    return new KeyPress(symbol, Optional.empty());
  }

  public static KeyPress at(char symbol, Duration sinceAnswer) {
    return new KeyPress(symbol, Optional.of(sinceAnswer));
  }

  static boolean exists(char symbol) {
    return SYMBOLS.indexOf(symbol) >= 0;
  }

  static void check(char symbol) {
    if (!exists(symbol)) {
      throw new IllegalArgumentException("a key is 0 to 9, * or #, not " + symbol);
    }
  }

  /// The event code of RFC 4733, 3.2: digits as they are, then `*` and `#`.
  static int event(char symbol) {
    return SYMBOLS.indexOf(symbol);
  }
}
