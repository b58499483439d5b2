package io.voicepost.gateway.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Counts requests per account and per address, in memory, for those who asked last: a node counts
/// for itself. Safe for many threads.
public final class RateLimiter {
  private final RateConfig config;
  private final Clock clock;
  private final Cache<BucketKey, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofHours(1)).build();

  private record BucketKey(RateLimit limit, String who) {}

  /// What a try left over.
  ///
  /// @param most how many there are at once
  /// @param left how many are left
  /// @param fullAt when all of them are back
  /// @param retryAfter how long to wait; zero where the try counted
  public record Remaining(int most, long left, Instant fullAt, Duration retryAfter) {
    public boolean refused() {
      return retryAfter.isPositive();
    }

    /// How many were made of late.
    public long used() {
      return most - left;
    }
  }

  public RateLimiter(RateConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /// Counts one try.
  ///
  /// @param who whose it is: an account's or an address's name
  public Remaining take(RateLimit limit, String who) {
    var probe =
        buckets.get(new BucketKey(limit, who), _ -> bucket(limit)).tryConsumeAndReturnRemaining(1);
    var wait =
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    return new Remaining(
        config.burst(limit),
        probe.getRemainingTokens(),
        clock.instant().plusNanos(probe.getNanosToWaitForReset()),
        wait);
  }

  private Bucket bucket(RateLimit limit) {
    return Bucket.builder()
        .addLimit(bandwidth(limit))
        .withCustomTimePrecision(new Ticks(clock))
        .build();
  }

  /// The API's come back all at once, as it documents; pages one by one.
  private Bandwidth bandwidth(RateLimit limit) {
    var most = Bandwidth.builder().capacity(config.burst(limit));
    return limit == RateLimit.PAGES
        ? most.refillGreedy(config.most(limit), config.period(limit)).build()
        : most.refillIntervally(config.most(limit), config.period(limit)).build();
  }

  private record Ticks(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return Math.multiplyExact(clock.millis(), 1_000_000L);
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
