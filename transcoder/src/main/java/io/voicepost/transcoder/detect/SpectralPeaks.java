package io.voicepost.transcoder.detect;

import java.util.Arrays;

/// The three strongest frequencies in stretches of 100 ms, one stretch starting with each frame.
///
/// 100 ms tell the 440 and 480 Hz of a ringing tone apart. Frequencies are right to a few tenths of
/// a hertz on a clean line.
final class SpectralPeaks {
  static final int FRAMES = 5;
  static final int RANKS = 3;

  private static final int SIZE = 1024;
  private static final double BIN_HERTZ = (double) Narrowband.SAMPLE_RATE / SIZE;
  private static final int LOWEST_BIN = (int) (60 / BIN_HERTZ);
  private static final int FAR_BINS = 16;
  private static final double NOTHING_DB = -66;

  private final double[][] hertz;
  private final double[][] power;
  private final double[][] far;
  private final double[] total;

  private SpectralPeaks(int count) {
    hertz = new double[RANKS][count];
    power = new double[RANKS][count];
    far = new double[RANKS][count];
    total = new double[count];
  }

  static SpectralPeaks of(short[] samples, Frames frames) {
    int count = Math.max(0, frames.count() - FRAMES + 1);
    var peaks = new SpectralPeaks(count);
    var spectrum = new Spectrum(FRAMES * Frames.SAMPLES, SIZE);
    for (int at = 0; at < count; at++) {
      if (Math.max(frames.level()[at + 1], frames.level()[at + FRAMES - 2]) >= NOTHING_DB) {
        peaks.measure(at, spectrum.of(samples, at * Frames.SAMPLES));
      }
    }
    return peaks;
  }

  int count() {
    return total.length;
  }

  /// The frequencies by rank and stretch, the strongest first; 0 where there is nothing to hear.
  double[][] hertz() {
    return hertz;
  }

  /// The mean square in 31 Hz around each, relative to full scale.
  double[][] power() {
    return power;
  }

  /// What is more than 125 Hz from the peak of this rank and the stronger ones, by rank and
  /// stretch.
  double[][] far() {
    return far;
  }

  /// The mean square of each whole stretch.
  double[] total() {
    return total;
  }

  /// How much of the power the strongest frequencies hold, 0 to 1.
  double share(int at, int ranks) {
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += power[rank][at];
    }
    return total[at] == 0 ? 0 : sum / total[at];
  }

  private void measure(int at, double[] bins) {
    total[at] = Frames.sum(bins, LOWEST_BIN, bins.length);
    double[] others = bins.clone();
    for (int rank = 0; rank < RANKS; rank++) {
      int bin = Frames.strongest(bins, LOWEST_BIN, bins.length - 1);
      hertz[rank][at] = Frames.hertz(bins, bin, BIN_HERTZ);
      power[rank][at] = Frames.sum(bins, bin - 2, bin + 3);
      clear(bins, bin, 2);
      clear(others, bin, FAR_BINS);
      far[rank][at] = Frames.sum(others, LOWEST_BIN, others.length);
    }
  }

  private static void clear(double[] bins, int middle, int around) {
    int from = Math.max(0, middle - around);
    Arrays.fill(bins, from, Math.min(bins.length, middle + around + 1), 0);
  }
}
