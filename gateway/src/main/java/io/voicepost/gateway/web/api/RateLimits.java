package io.voicepost.gateway.web.api;

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
public final class RateLimits {
  private final RateConfig config;
  private final Clock clock;
  private final Cache<Name, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofHours(1)).build();

  private record Name(Limit limit, String who) {}

  /// What a try left over.
  ///
  /// @param most how many there are at once
  /// @param left how many are left
  /// @param fullAt when all of them are back
  /// @param retryAfter how long to wait; zero where the try counted
  public record Left(int most, long left, Instant fullAt, Duration retryAfter) {
    public boolean refused() {
      return retryAfter.isPositive();
    }

    /// How many were made of late.
    public long used() {
      return most - left;
    }
  }

  public RateLimits(RateConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /// Counts one try.
  ///
  /// @param who whose it is: an account's or an address's name
  public Left take(Limit limit, String who) {
    var probe =
        buckets.get(new Name(limit, who), _ -> bucket(limit)).tryConsumeAndReturnRemaining(1);
    var wait =
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    return new Left(
        config.burst(limit),
        probe.getRemainingTokens(),
        clock.instant().plusNanos(probe.getNanosToWaitForReset()),
        wait);
  }

  private Bucket bucket(Limit limit) {
    return Bucket.builder()
        .addLimit(bandwidth(limit))
        .withCustomTimePrecision(new Ticks(clock))
        .build();
  }

  /// The API's come back all at once, as it documents; pages one by one.
  private Bandwidth bandwidth(Limit limit) {
    var most = Bandwidth.builder().capacity(config.burst(limit));
    return limit == Limit.PAGES
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
