package io.voicepost.gateway.web;

import java.time.Duration;

/// What bounds the web room.
///
/// @param requests requests worked on at once; further ones wait
/// @param connections open connections; further ones take those of who has most, or are closed. As
///   many again come from trusted proxies
/// @param connectionsEach open connections of one address
/// @param audioMemoryBytes hot audio kept in memory
/// @param liveListeners browsers and apps that follow live at once, a quarter of them members;
///   further ones take the place of who has most, or are told to try later
/// @param liveListenersEach those of one account, or of one address
/// @param patience how long a request may take to come, its head and its body, and a page's answer
/// @param heartbeat how often a quiet live stream shows that it is alive
/// @param drain how long requests in hand may take when the server closes
public record WebLimits(
    int requests,
    int connections,
    int connectionsEach,
    long audioMemoryBytes,
    int liveListeners,
    int liveListenersEach,
    Duration patience,
    Duration heartbeat,
    Duration drain) {
  public WebLimits {
    if (Math.min(requests, Math.min(connections, connectionsEach)) < 1
        || liveListenersEach < 0
        || audioMemoryBytes < 0
        || liveListeners < 0) {
      throw new IllegalArgumentException("limits of the web room are positive");
    }
    if (!patience.isPositive() || !heartbeat.isPositive() || drain.isNegative()) {
      throw new IllegalArgumentException("times of the web room are positive");
    }
  }

  /// The usual ones beside those that an operator may set.
  public static WebLimits of(
      int connections,
      int connectionsEach,
      int liveListeners,
      int liveListenersEach,
      long audioMemoryBytes) {
    return new WebLimits(
        256,
        connections,
        connectionsEach,
        audioMemoryBytes,
        liveListeners,
        liveListenersEach,
        Duration.ofSeconds(20),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5));
  }

  public static WebLimits usual() {
    return of(16_384, 1_024, 10_000, 250, 64L << 20);
  }
}
