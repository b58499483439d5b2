package io.voicepost.gateway.web.api;

import java.time.Duration;

/// How often each may ask. The defaults are those that the Mastodon API documents, where it
/// documents any.
///
/// @param requests in five minutes, per account; and per address for those who show no token; and
///   as many times, per address, that a post was heard
/// @param media uploads in half an hour, per account
/// @param deletes deletions in half an hour, per account
/// @param signIns tries in five minutes, per address
/// @param signUps new accounts and apps in half an hour, per address
public record RateConfig(int requests, int media, int deletes, int signIns, int signUps) {
  public static final RateConfig USUAL = new RateConfig(300, 30, 30, 30, 10);

  public RateConfig {
    if (Math.min(Math.min(requests, media), Math.min(deletes, Math.min(signIns, signUps))) < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1");
    }
  }

  int most(Limit limit) {
    return switch (limit) {
      case USUAL, PLAYS -> requests;
      case MEDIA -> media;
      case DELETE -> deletes;
      case SIGN_IN -> signIns;
      case SIGN_UP -> signUps;
    };
  }

  Duration period(Limit limit) {
    return switch (limit) {
      case USUAL, PLAYS, SIGN_IN -> Duration.ofMinutes(5);
      case MEDIA, DELETE, SIGN_UP -> Duration.ofMinutes(30);
    };
  }
}
