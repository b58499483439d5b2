package io.voicepost.gateway.bench;

import java.util.function.IntConsumer;

/// Tells on standard error how far a benchmark is; standard output has nothing but the tables.
final class Progress {
  private Progress() {}

  static void tell(String what) {
    System.err.println("  " + what);
  }

  /// Tells how many of so many are done, some five times.
  static IntConsumer of(String what, int all) {
    int step = Math.max(1, all / 5);
    return done -> {
      if (done % step == 0 || done == all) {
        tell("%s: %d of %d".formatted(what, done, all));
      }
    };
  }
}
