package io.voicepost.gateway.web.http;

import java.time.Duration;
import java.util.stream.IntStream;

/// How often each may ask. The defaults are those that the Mastodon API documents, where it
/// documents any.
///
/// @param requests in five minutes, per account; and per address for those who show no token; and
///   as many times, per address, that a post was heard
/// @param media uploads in half an hour, per account
/// @param deletes deletions in half an hour, per account
/// @param signIns tries in five minutes, per address
/// @param signUps new accounts and apps in half an hour, per address
/// @param pages in five minutes, per address, a fifth of them at once: pages, feeds and embeds, and
///   the pictures and sound that are not in memory
public record RateConfig(
    int requests, int media, int deletes, int signIns, int signUps, int pages) {
  public static final RateConfig USUAL = new RateConfig(300, 30, 30, 30, 10, 1_500);

  public RateConfig {
    if (IntStream.of(requests, media, deletes, signIns, signUps, pages).min().orElse(0) < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1");
    }
  }

  int most(RateLimit limit) {
    return switch (limit) {
      case USUAL, PLAYS -> requests;
      case MEDIA -> media;
      case DELETE -> deletes;
      case SIGN_IN -> signIns;
      case SIGN_UP -> signUps;
      case PAGES -> pages;
    };
  }

  /// How many of them may come at once.
  int burst(RateLimit limit) {
    return limit == RateLimit.PAGES ? Math.max(1, pages / 5) : most(limit);
  }

  Duration period(RateLimit limit) {
    return switch (limit) {
      case USUAL, PLAYS, SIGN_IN, PAGES -> Duration.ofMinutes(5);
      case MEDIA, DELETE, SIGN_UP -> Duration.ofMinutes(30);
    };
  }
}
