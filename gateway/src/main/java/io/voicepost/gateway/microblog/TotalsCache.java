package io.voicepost.gateway.microblog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Totals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;

/// Counts everybody and everything now and then, for it takes as long as there are many. Safe for
/// many threads.
final class TotalsCache {
  static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration LATELY = Duration.ofDays(30);
  private static final String ALL = "all";

  private final AccountStore accounts;
  private final Clock clock;
  private final Cache<String, Totals> taken;

  TotalsCache(AccountStore accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.taken =
        Caffeine.newBuilder()
            .expireAfterWrite(EVERY)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /// What was counted at most [#EVERY] ago.
  Totals totals() throws IOException {
    try {
      return taken.get(ALL, _ -> count());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Totals count() {
    try {
      return accounts.totals(clock.instant().minus(LATELY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
