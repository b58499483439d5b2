package io.voicepost.gateway;

import java.time.Duration;
import java.util.Locale;

/// What is there of a caller's account after a call.
///
/// @param sound how long the message is; zero where there is none
record Left(Kind kind, Duration sound) {
  enum Kind {
    NOTHING,
    DRAFT,
    POST,
    /// For the account's approval.
    WAITING
  }

  static final Left NOTHING = new Left(Kind.NOTHING, Duration.ZERO);

  /// Asterisk cuts what belongs to the key that ends a recording, a sound is some way on the
  /// network, and an MP3 has whole frames.
  private static final Duration ABOUT = Duration.ofMillis(700);

  /// Whether it is of the same kind and about as long.
  boolean isLike(Left other) {
    return kind == other.kind && sound.minus(other.sound).abs().compareTo(ABOUT) <= 0;
  }

  @Override
  public String toString() {
    return kind == Kind.NOTHING
        ? "nothing"
        : "%s of %.1f s".formatted(kind.name().toLowerCase(Locale.ROOT), sound.toMillis() / 1000.0);
  }
}
