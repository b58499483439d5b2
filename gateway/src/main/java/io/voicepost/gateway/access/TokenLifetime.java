package io.voicepost.gateway.access;

import java.time.Duration;
import java.util.Optional;

/// How long apps may act without asking anew.
///
/// @param token how long a token of an app is good; empty for as long as nobody takes it back, as
///   apps of Mastodon expect
/// @param refresh how long an app may stay away until its person has to allow it again
public record TokenLifetime(Optional<Duration> token, Duration refresh) {
  public static final TokenLifetime USUAL =
      new TokenLifetime(Optional.empty(), Duration.ofDays(90));

  public TokenLifetime {
    if (token.filter(it -> it.compareTo(Duration.ofMinutes(1)) < 0).isPresent()) {
      throw new IllegalArgumentException("a token is good for a minute or more");
    }
  }
}
