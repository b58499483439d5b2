package io.voicepost.storage;

import java.time.Instant;
import java.util.Optional;

/// What changes with every post and follower of an account.
public record AccountCounts(
    long posts, long followers, long following, Optional<Instant> lastPostAt) {
  public static final AccountCounts NONE = new AccountCounts(0, 0, 0, Optional.empty());
}
