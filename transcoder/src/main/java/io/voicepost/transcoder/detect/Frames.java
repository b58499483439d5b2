package io.voicepost.transcoder.detect;

/// A message cut into frames of 20 ms, and what each of them is like.
///
/// The spectrum of a frame is taken over 32 ms around it. The arrays have one entry a frame; nobody
/// writes to them later.
final class Frames {
  static final int SAMPLES = 160;
  static final int A_SECOND = Narrowband.SAMPLE_RATE / SAMPLES;

  private static final int WINDOW = 256;
  private static final int BANDS = 8;
  private static final int BINS_PER_BAND = WINDOW / 2 / BANDS;
  private static final double BIN_HERTZ = (double) Narrowband.SAMPLE_RATE / WINDOW;

  /// Below this there is nothing to hear on a telephone.
  private static final double SILENCE_DB = -80;

  private final double[] level;
  private final double[][] band;
  private final double[] middle;
  private final char[] key;

  private Frames(int count) {
    level = new double[count];
    band = new double[BANDS][count];
    middle = new double[count];
    key = new char[count];
  }

  static Frames of(short[] samples) {
    int count = samples.length / SAMPLES;
    var frames = new Frames(count);
    var spectrum = new Spectrum(WINDOW, WINDOW);
    for (int frame = 0; frame < count; frame++) {
      int start = frame * SAMPLES;
      frames.level[frame] = Levels.db(power(samples, start));
      frames.measure(frame, spectrum.of(samples, start - (WINDOW - SAMPLES) / 2));
    }
    return frames;
  }

  int count() {
    return level.length;
  }

  /// The level of each in dBFS, of its 20 ms alone.
  double[] level() {
    return level;
  }

  /// The levels in dBFS, by band of 500 Hz and frame.
  double[][] band() {
    return band;
  }

  /// How much of the power lies from 1.5 to 2 kHz, where a fax machine's modem talks, 0 to 1.
  double[] middle() {
    return middle;
  }

  /// The telephone key whose two tones are nearly all of the frame, or 0.
  char[] key() {
    return key;
  }

  /// Whether the network delivered nothing at all here.
  boolean isGap(int frame) {
    return level[frame] < SILENCE_DB;
  }

  private static double power(short[] samples, int start) {
    long sum = 0;
    long squares = 0;
    for (int i = start; i < start + SAMPLES; i++) {
      sum += samples[i];
      squares += (long) samples[i] * samples[i];
    }
    double mean = (double) sum / SAMPLES;
    return ((double) squares / SAMPLES - mean * mean) / (32768.0 * 32768.0);
  }

  private void measure(int frame, double[] power) {
    // Below 60 Hz there is the offset of the line and no sound.
    power[0] = 0;
    power[1] = 0;
    double total = 1e-15;
    for (int b = 0; b < BANDS; b++) {
      double sum = sum(power, b * BINS_PER_BAND, (b + 1) * BINS_PER_BAND);
      band[b][frame] = Levels.db(sum);
      total += sum;
    }
    middle[frame] = sum(power, (int) (1500 / BIN_HERTZ), (int) (2000 / BIN_HERTZ)) / total;
    key[frame] = level[frame] < -55 ? 0 : DtmfDetector.key(power, BIN_HERTZ, total);
  }

  static int strongest(double[] power, int from, int to) {
    int best = from;
    for (int bin = from + 1; bin < to; bin++) {
      if (power[bin] > power[best]) {
        best = bin;
      }
    }
    return best;
  }

  static double sum(double[] power, int from, int to) {
    double sum = 0;
    for (int bin = Math.max(0, from); bin < Math.min(power.length, to); bin++) {
      sum += power[bin];
    }
    return sum;
  }

  /// The frequency of a peak between its bins, by a parabola through the decibels of three.
  static double hertz(double[] power, int bin, double binHertz) {
    if (bin < 1 || bin >= power.length - 1) {
      return bin * binHertz;
    }
    double before = Levels.db(power[bin - 1]);
    double at = Levels.db(power[bin]);
    double after = Levels.db(power[bin + 1]);
    double curve = before - 2 * at + after;
    double shift = curve >= 0 ? 0 : Math.clamp((before - after) / (2 * curve), -0.5, 0.5);
    return (bin + shift) * binHertz;
  }
}
