package io.voicepost.transcoder.detect;

import java.nio.ShortBuffer;

/// Sound at the telephone's rate: everything that [SoundClassifier] tells apart lies below 4 kHz.
final class Narrowband {
  static final int SAMPLE_RATE = 8000;

  private static final int TAPS_PER_STEP = 16;

  private Narrowband() {}

  /// The samples at 8 kHz, through a low-pass at 3.6 kHz when they were more.
  ///
  /// @param sampleRate a multiple of 8000
  static short[] of(ShortBuffer samples, int sampleRate) {
    int step = sampleRate / SAMPLE_RATE;
    short[] all = new short[samples.remaining()];
    samples.get(all);
    return step == 1 ? all : decimated(all, step);
  }

  private static short[] decimated(short[] all, int step) {
    double[] taps = lowPass(step);
    short[] kept = new short[all.length / step];
    for (int i = 0; i < kept.length; i++) {
      double sum = 0;
      int start = i * step - taps.length / 2;
      for (int tap = Math.max(0, -start); tap < taps.length && start + tap < all.length; tap++) {
        sum += taps[tap] * all[start + tap];
      }
      kept[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return kept;
  }

  private static double[] lowPass(int step) {
    double[] taps = new double[TAPS_PER_STEP * step * 2 + 1];
    double cutOff = 0.45 / step;
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      double x = i - taps.length / 2;
      double sinc = x == 0 ? 2 * cutOff : Math.sin(2 * Math.PI * cutOff * x) / (Math.PI * x);
      taps[i] = sinc * (0.5 + 0.5 * Math.cos(2 * Math.PI * x / (taps.length + 1)));
      sum += taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= sum;
    }
    return taps;
  }
}
