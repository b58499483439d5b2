package io.voicepost.gateway.telephone;

import java.util.Optional;

/// Keys that somebody presses while a call lasts. It is asked by the thread that makes the call,
/// and must not wait.
public interface Keypad {
  /// Pressed by nobody.
  Keypad NONE = Optional::empty;

  /// What hangs up, in place of a key.
  char HANG_UP = 'h';

  /// The next key that was pressed, or [#HANG_UP].
  Optional<Character> next();
}
