package io.voicepost.storage.phone;

import java.time.Duration;
import java.util.Optional;

/// What fair use says of a call.
public sealed interface CallVerdict {
  /// It is counted as going on.
  ///
  /// @param left how long it may last, where minutes are limited
  record Admitted(Optional<Duration> left) implements CallVerdict {}

  /// It is not counted.
  record Refused(LimitReached reason) implements CallVerdict {}

  /// Which limit is reached.
  enum LimitReached {
    TOO_MANY_THIS_HOUR,
    TOO_MANY_AT_ONCE,
    LINE_BUSY,
    MINUTES_USED_UP
  }
}
