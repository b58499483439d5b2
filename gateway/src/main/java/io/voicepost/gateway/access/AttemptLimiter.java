package io.voicepost.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Counts tries at something that must not be guessed, each before it is known how it ends, so that
/// many at once count as many. After the free ones each takes twice as long as the one before, up
/// to [#LONGEST]. In memory, for the names tried last. Safe for many threads.
final class AttemptLimiter {
  static final Duration LONGEST = Duration.ofMinutes(15);

  private final int free;
  private final Clock clock;
  private final Cache<String, Tries> tried =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofHours(12)).build();

  /// How often, and until when not again.
  private record Tries(int times, Instant until) {}

  /// @param free tries without a wait
  AttemptLimiter(int free, Clock clock) {
    this.free = free;
    this.clock = clock;
  }

  /// Counts one more try, unless it is too early for it: then how long to wait.
  Optional<Duration> begin(String name) {
    var now = clock.instant();
    var wait = new AtomicReference<Optional<Duration>>(Optional.empty());
    tried
        .asMap()
        .compute(
            name,
            (_, known) -> {
              if (known != null && known.until().isAfter(now)) {
                wait.set(Optional.of(Duration.between(now, known.until())));
                return known;
              }
              int times = known == null ? 1 : known.times() + 1;
              return new Tries(times, now.plus(pause(times)));
            });
    return wait.get();
  }

  /// It was no guess: the count starts anew.
  void forget(String name) {
    tried.invalidate(name);
  }

  private Duration pause(int times) {
    if (times < free) {
      return Duration.ZERO;
    }
    var pause = Duration.ofSeconds(1L << Math.min(20, times - free));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
