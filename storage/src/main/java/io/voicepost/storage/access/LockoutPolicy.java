package io.voicepost.storage.access;

import java.time.Duration;
import java.util.List;

/// How tries at a PIN are slowed down: after each `tries` of them nobody may try for a while, each
/// time for the next of `pauses`, from then on for the last.
public record LockoutPolicy(int tries, List<Duration> pauses) {
  public LockoutPolicy {
    pauses = List.copyOf(pauses);
    if (tries < 1 || pauses.isEmpty()) {
      throw new IllegalArgumentException("a lock-out comes after a try and lasts");
    }
  }
}
