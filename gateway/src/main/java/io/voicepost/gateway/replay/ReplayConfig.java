package io.voicepost.gateway.replay;

import java.nio.file.Path;
import java.time.Duration;

/// Where replays are kept, and how many.
///
/// @param folder of nothing else; Asterisk reads it by the same path
/// @param bytes how much is kept of what nobody listens to
/// @param idle how long something is kept that nobody listens to
public record ReplayConfig(Path folder, long bytes, Duration idle) {
  public ReplayConfig {
    if (bytes < 0) {
      throw new IllegalArgumentException("replays do not take " + bytes + " bytes");
    }
    if (!idle.isPositive()) {
      throw new IllegalArgumentException("replays are kept for a while, not for " + idle);
    }
  }
}
