package io.voicepost.storage;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// The key of a post: milliseconds since 1970 in the upper 48 bits, 16 random bits below, so that
/// ids sort by time and fit the Mastodon API, whose clients compare ids as numbers.
public record PostId(long value) implements Comparable<PostId> {
  public PostId {
    if (value <= 0) {
      throw new IllegalArgumentException("a post id is positive, not " + value);
    }
  }

  /// A fresh id for a post made at `instant`. Two ids of one millisecond meet with a chance of one
  /// in 65,536; the store then asks for another.
  public static PostId at(Instant instant) {
    return new PostId(instant.toEpochMilli() << 16 | ThreadLocalRandom.current().nextInt(1 << 16));
  }

  @Override
  public int compareTo(PostId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
