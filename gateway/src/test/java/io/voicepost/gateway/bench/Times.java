package io.voicepost.gateway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How long something took, again and again.
record Times(List<Duration> sorted) {
  Times {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    sorted = sorted.stream().sorted().toList();
  }

  Duration median() {
    return atPercent(50);
  }

  /// The nearest rank: as many percent took no longer.
  Duration atPercent(int percent) {
    return sorted.get(Math.ceilDiv(percent * sorted.size(), 100) - 1);
  }

  Duration longest() {
    return sorted.getLast();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  static String milliseconds(Duration duration) {
    return String.format(Locale.ROOT, "%.0f ms", duration.toNanos() / 1e6);
  }
}
