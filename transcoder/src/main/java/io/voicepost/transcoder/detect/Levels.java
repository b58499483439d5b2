package io.voicepost.transcoder.detect;

import java.util.Arrays;

/// Decibels and order statistics.
final class Levels {
  private static final double LEAST = 1e-12;

  private Levels() {}

  /// The level of a power in dBFS, never below -120.
  static double db(double power) {
    return 10 * Math.log10(Math.max(power, LEAST));
  }

  /// The value that the share of all values stays below; the values may be in any order.
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  /// How far apart two quantiles are.
  static double spread(double[] values, double from, double to) {
    return quantile(values, to) - quantile(values, from);
  }
}
