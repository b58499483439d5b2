package io.voicepost.gateway.testphone.transcript;

import java.util.Arrays;

/// Sound below 1.5 kHz, in which sounds are compared: it has what tells words apart, and differs
/// little between codecs. It grows at its end; what was never written is silence. For one thread.
final class SampleBuffer {
  static final int RATE = Recogniser.RATE;

  /// Below this root mean square nothing is said: 50 dB below full scale.
  private static final double QUIET = 100;

  /// One sample of so many is enough at that bandwidth, and one of these to find a place roughly.
  private static final int EVERY = 2;

  private static final int ROUGHLY = 3;

  /// A tone is like itself in many places: the first is meant.
  private static final double TIE = 0.005;

  /// A low-pass at 1.5 kHz: what hisses differs from codec to codec.
  private static final float[] FILTER = filter(31, 1500.0 / RATE);

  private short[] raw = new short[RATE];
  private float[] values = new float[RATE];
  private int size;

  /// The whole of a sound at [Recogniser#RATE].
  static SampleBuffer of(short[] sound) {
    var samples = new SampleBuffer();
    samples.write(0, sound);
    // Nothing more comes to it, and there are a thousand: no room to grow, and what is compared
    // alone.
    samples.raw = new short[0];
    samples.values = Arrays.copyOf(samples.values, sound.length + FILTER.length / 2);
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
    }
    System.arraycopy(sound, 0, raw, at, sound.length);
    int reach = FILTER.length / 2;
    int to = Math.min(values.length, at + sound.length + reach);
    for (int i = Math.max(0, at - reach); i < to; i++) {
      values[i] = filtered(i - reach);
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
    return likeness(from, other, fromOther, length, EVERY);
  }

  /// Where, from one place to another, the other sound is most like a stretch of this.
  int mostLike(int from, int length, SampleBuffer other, int first, int last) {
    return mostLike(from, length, other, new Places(first, last, 1), EVERY);
  }

  /// Whether somewhere from one place to another the other sound may be like a stretch of this.
  boolean mayBeLike(int from, int length, SampleBuffer other, int first, int last, double like) {
    int place = mostLike(from, length, other, new Places(first, last, 2), ROUGHLY);
    return likeness(from, other, place, length, ROUGHLY) > like;
  }

  private record Places(int first, int last, int step) {}

  private int mostLike(int from, int length, SampleBuffer other, Places places, int every) {
    int best = places.first();
    double bestLike = -1;
    for (int place = best; place <= places.last(); place += places.step()) {
      double like = likeness(from, other, place, length, every);
      if (like > bestLike + TIE) {
        bestLike = like;
        best = place;
      }
    }
    return best;
  }

  private double likeness(int from, SampleBuffer other, int fromOther, int length, int every) {
    double product = 0;
    double power = 1;
    double powerOther = 1;
    for (int i = 0; i < length; i += every) {
      float x = at(from + i);
      float y = other.at(fromOther + i);
      product += x * y;
      power += x * x;
      powerOther += y * y;
    }
    return product / Math.sqrt(power * powerOther);
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
