package io.voicepost.gateway.testphone;

import java.util.Optional;

/// Keys that somebody presses while a call lasts. It is asked by the thread that makes the call,
/// and must not wait.
public interface KeySource {
  /// Pressed by nobody.
  KeySource NONE = Optional::empty;

  /// What hangs up, in place of a key.
  char HANG_UP = 'h';

  /// The next key that was pressed, or [#HANG_UP].
  Optional<Character> next();
}
