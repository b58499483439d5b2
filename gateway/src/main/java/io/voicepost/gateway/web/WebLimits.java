package io.voicepost.gateway.web;

import java.time.Duration;

/// What bounds the web room.
///
/// @param requests requests worked on at once; further ones wait
/// @param connections open connections; further ones are closed
/// @param audioMemoryBytes hot audio kept in memory
/// @param liveListeners browsers that follow live updates at once; further ones are told to try
///   later
/// @param heartbeat how often a quiet live stream shows that it is alive
/// @param drain how long requests in hand may take when the server closes
public record WebLimits(
    int requests,
    int connections,
    long audioMemoryBytes,
    int liveListeners,
    Duration heartbeat,
    Duration drain) {
  public WebLimits {
    if (requests < 1 || connections < 1 || audioMemoryBytes < 0 || liveListeners < 0) {
      throw new IllegalArgumentException("limits of the web room are positive");
    }
    if (!heartbeat.isPositive() || drain.isNegative()) {
      throw new IllegalArgumentException("times of the web room are positive");
    }
  }

  /// The usual ones beside those that an operator may set.
  public static WebLimits of(int connections, int liveListeners, long audioMemoryBytes) {
    return new WebLimits(
        256,
        connections,
        audioMemoryBytes,
        liveListeners,
        Duration.ofSeconds(15),
        Duration.ofSeconds(5));
  }

  public static WebLimits usual() {
    return of(16_384, 10_000, 64L << 20);
  }
}
