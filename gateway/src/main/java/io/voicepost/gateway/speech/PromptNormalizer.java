package io.voicepost.gateway.speech;

import java.util.Arrays;

/// Makes a recording by telephone fit in with the built prompts: as tight, as loud, at both rates.
final class PromptNormalizer {
  /// The loudness of the built prompts, as a share of full scale: -20 dB.
  private static final double LOUDNESS = 0.1;

  private static final int CEILING = 32_000;

  /// Quieter than this share of the loudest moment, -40 dB, it is silence.
  private static final double SILENCE = 0.01;

  private static final int HALF_TAPS = 31;

  private PromptNormalizer() {}

  /// Without the silence at its ends, but for an instant.
  ///
  /// @return nothing at all if there is nothing to hear
  static Pcm trimmed(Pcm sound) {
    short[] samples = sound.samples();
    int frame = sound.rate() / 100;
    double loudest = 0;
    for (int at = 0; at + frame <= samples.length; at += frame) {
      loudest = Math.max(loudest, loudness(samples, at, at + frame));
    }
    double quiet = Math.max(loudest * SILENCE, 0.001 * Short.MAX_VALUE);
    int first = samples.length;
    int last = 0;
    for (int at = 0; at + frame <= samples.length; at += frame) {
      if (loudness(samples, at, at + frame) > quiet) {
        first = Math.min(first, at);
        last = at + frame;
      }
    }
    if (last == 0) {
      return new Pcm(sound.rate(), new short[0]);
    }
    int from = Math.max(0, first - 2 * frame);
    int to = Math.min(samples.length, last + 8 * frame);
    return new Pcm(sound.rate(), Arrays.copyOfRange(samples, from, to));
  }

  /// As loud as the others, as far as one sample in a thousand allows.
  static Pcm levelled(Pcm sound) {
    short[] samples = sound.samples();
    var sorted = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      sorted[i] = Math.abs((int) samples[i]);
    }
    Arrays.sort(sorted);
    double peak = Math.max(1, sorted[(int) (0.999 * (sorted.length - 1))]);
    double wanted = LOUDNESS * Short.MAX_VALUE / Math.max(1, loudness(samples, 0, samples.length));
    double gain = Math.min(wanted, CEILING / peak);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.clamp(Math.round(samples[i] * gain), -CEILING, CEILING);
    }
    return new Pcm(sound.rate(), samples);
  }

  /// At twice the rate.
  static Pcm doubled(Pcm sound) {
    short[] samples = sound.samples();
    var sparse = new double[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      sparse[2 * i] = 2.0 * samples[i];
    }
    return new Pcm(sound.rate() * 2, rounded(lowPass(sparse), 1));
  }

  /// At half the rate, without what that cannot carry.
  static Pcm halved(Pcm sound) {
    short[] samples = sound.samples();
    var dense = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      dense[i] = samples[i];
    }
    return new Pcm(sound.rate() / 2, rounded(lowPass(dense), 2));
  }

  private static short[] rounded(double[] values, int step) {
    var samples = new short[values.length / step];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.clamp(Math.round(values[i * step]), -CEILING, CEILING);
    }
    return samples;
  }

  /// Keeps what lies below 0.225 of the rate: a sinc in a Hann window.
  private static double[] lowPass(double[] values) {
    var taps = new double[2 * HALF_TAPS + 1];
    for (int i = -HALF_TAPS; i <= HALF_TAPS; i++) {
      double angle = 2 * Math.PI * 0.225 * i;
      double sinc = i == 0 ? 0.45 : 0.45 * Math.sin(angle) / angle;
      taps[i + HALF_TAPS] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * i / (HALF_TAPS + 1)));
    }
    var passed = new double[values.length];
    for (int at = 0; at < values.length; at++) {
      int from = Math.max(0, at - HALF_TAPS);
      int to = Math.min(values.length - 1, at + HALF_TAPS);
      for (int i = from; i <= to; i++) {
        passed[at] += values[i] * taps[i - at + HALF_TAPS];
      }
    }
    return passed;
  }

  private static double loudness(short[] samples, int from, int to) {
    double power = 0;
    for (int i = from; i < to; i++) {
      power += (double) samples[i] * samples[i];
    }
    return Math.sqrt(power / Math.max(1, to - from));
  }
}
