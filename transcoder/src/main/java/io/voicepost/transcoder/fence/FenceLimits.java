package io.voicepost.transcoder.fence;

import java.time.Duration;

/// What a fenced program may cost.
///
/// @param memory writable memory in bytes
/// @param processor processor time, whole seconds
/// @param patience how long it may take by the clock before it is killed
public record FenceLimits(long memory, Duration processor, Duration patience) {
  public FenceLimits {
    if (memory < 1 || processor.toSeconds() < 1 || !patience.isPositive()) {
      throw new IllegalArgumentException("a limit of a fenced program is not positive");
    }
  }
}
