package io.voicepost.gateway.testphone.transcript;

import java.util.Arrays;
import java.util.OptionalInt;

/// Sound below 1.5 kHz, in which sounds are compared: it has what tells words apart, and differs
/// little between codecs. It grows at its end; what was never written is silence. For one thread.
final class SampleBuffer {
  static final int RATE = Recogniser.RATE;

  /// Below this root mean square nothing is said: 50 dB below full scale.
  private static final double QUIET = 100;

  /// One sample of so many is enough at that bandwidth.
  private static final int EVERY = 2;

  /// A tone is like itself in many places: the first is meant.
  private static final double TIE = 0.005;

  /// A low-pass at 1.5 kHz: what hisses differs from codec to codec.
  private static final float[] FILTER = filter(31, 1500.0 / RATE);

  /// Of what is heard the loudest is this in whole numbers, and of a known sound less: the sum of
  /// the products of half a second still is one.
  private static final float LOUDEST_WHOLE = 1 << 11;

  private static final float LOUDEST = 1 << 15;

  private short[] raw = new short[RATE];
  private float[] values = new float[RATE];

  /// Every other value, in whole numbers. Processors take many of them at once (C2 makes one
  /// instruction of eight), and a transcript is made of little else than comparisons.
  private int[] coarse = new int[RATE / EVERY];

  private float scale = LOUDEST_WHOLE / LOUDEST;
  private int size;

  /// The whole of a sound at [Recogniser#RATE].
  static SampleBuffer of(short[] sound) {
    var samples = new SampleBuffer();
    samples.write(0, sound);
    // Nothing more comes to it, and there are a thousand: no room to grow, and what is compared
    // alone.
    samples.raw = new short[0];
    samples.values = Arrays.copyOf(samples.values, sound.length + FILTER.length / 2);
    samples.coarse = new int[samples.values.length / EVERY];
    float loudest = 1;
    for (float value : samples.values) {
      loudest = Math.max(loudest, Math.abs(value));
    }
    samples.scale = LOUDEST_WHOLE / 2 / loudest;
    samples.coarsen(0, samples.values.length);
    return samples;
  }

  int size() {
    return size;
  }

  void write(int at, short[] sound) {
    size = Math.max(size, at + sound.length);
    if (size > raw.length) {
      raw = Arrays.copyOf(raw, size * 2);
      values = Arrays.copyOf(values, size * 2);
      coarse = Arrays.copyOf(coarse, size * 2 / EVERY);
    }
    System.arraycopy(sound, 0, raw, at, sound.length);
    int reach = FILTER.length / 2;
    int to = Math.min(values.length, at + sound.length + reach);
    for (int i = Math.max(0, at - reach); i < to; i++) {
      values[i] = filtered(i - reach);
    }
    coarsen(Math.max(0, at - reach), to);
  }

  private void coarsen(int from, int to) {
    for (int i = from + from % EVERY; i < to && i / EVERY < coarse.length; i += EVERY) {
      coarse[i / EVERY] = Math.round(values[i] * scale);
    }
  }

  private float filtered(int from) {
    float sum = 0;
    for (int i = 0; i < FILTER.length; i++) {
      int at = from + i;
      sum += at >= 0 && at < size ? FILTER[i] * raw[at] : 0;
    }
    return sum;
  }

  boolean isQuiet(int from, int length) {
    return power(from, length) < QUIET * QUIET;
  }

  double power(int from, int length) {
    double power = 0;
    for (int i = from; i < from + length; i += EVERY) {
      float value = at(i);
      power += value * value;
    }
    return power * EVERY / length;
  }

  /// How much a stretch of this sound is like one of another: 1 is equal but for loudness. Another
  /// word in the same voice can reach 0.7 over a fifth of a second.
  double likeness(int from, SampleBuffer other, int fromOther, int length) {
    double product = 0;
    double power = 1;
    double powerOther = 1;
    for (int i = 0; i < length; i += EVERY) {
      float x = at(from + i);
      float y = other.at(fromOther + i);
      product += x * y;
      power += x * x;
      powerOther += y * y;
    }
    return product / Math.sqrt(power * powerOther);
  }

  /// Where, from one place to another, the other sound is most like a stretch of this.
  int mostLike(int from, int length, SampleBuffer other, int first, int last) {
    int best = first;
    double bestLike = -1;
    for (int place = first; place <= last; place++) {
      double like = likeness(from, other, place, length);
      if (like > bestLike + TIE) {
        bestLike = like;
        best = place;
      }
    }
    return best;
  }

  /// Roughly, the first place from one to another where the other sound is more like a stretch of
  /// this than `like`; every other place is looked at.
  OptionalInt firstLike(
      int from, int length, SampleBuffer other, int first, int last, double like) {
    int begin = from / EVERY;
    int count = Math.min(length / EVERY, coarse.length - begin);
    double squares = sumOfSquares(begin, count) + 1.0;
    int firstOther = Math.max(0, first / EVERY);
    int lastOther = Math.min(last / EVERY, other.coarse.length - count);
    long squaresOther = other.sumOfSquares(firstOther, count) + 1;
    for (int place = firstOther; place <= lastOther; place++) {
      int product = product(coarse, begin, other.coarse, place, count);
      if (product > 0 && (double) product * product > like * like * squares * squaresOther) {
        return OptionalInt.of(place * EVERY);
      }
      if (place < lastOther) {
        squaresOther += other.square(place + count) - other.square(place);
      }
    }
    return OptionalInt.empty();
  }

  private static int product(int[] x, int from, int[] y, int fromOther, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[from + i] * y[fromOther + i];
    }
    return sum;
  }

  private long sumOfSquares(int from, int count) {
    long sum = 0;
    for (int i = from; i < Math.min(coarse.length, from + count); i++) {
      sum += square(i);
    }
    return sum;
  }

  private int square(int at) {
    return coarse[at] * coarse[at];
  }

  private float at(int index) {
    return index >= 0 && index < values.length ? values[index] : 0;
  }

  /// A windowed sinc.
  private static float[] filter(int taps, double cutOff) {
    var filter = new float[taps];
    for (int i = 0; i < taps; i++) {
      double x = i - taps / 2;
      double sinc = x == 0 ? 2 * cutOff : Math.sin(2 * Math.PI * cutOff * x) / (Math.PI * x);
      filter[i] = (float) (sinc * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 1) / (taps + 1))));
    }
    return filter;
  }
}
