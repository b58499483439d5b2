package io.voicepost.transcoder.detect;

import java.util.Random;

/// What a telephone network does to sound on its way: level, noise, companding, loss, clipping.
final class TelephoneLine {
  private final Random random;

  TelephoneLine(Random random) {
    this.random = random;
  }

  /// The sound at a random level, behind noise of 10 to 40 dB less (or hardly any), mostly through
  /// G.711, now and then clipped or with packets lost.
  short[] carry(double[] sound, double quietestDb) {
    double[] carried = sound.clone();
    double rms = activeRms(carried);
    double level = Math.pow(10, -(12 + random.nextDouble() * (-quietestDb - 12)) / 20);
    double gain = random.nextInt(12) == 0 ? 1.5 / rms : level / rms; // the former clips, hard
    double noiseDb = random.nextInt(4) == 0 ? 60 : 10 + random.nextDouble() * 30;
    addNoise(carried, gain, Math.min(gain * rms, 0.3) * Math.pow(10, -noiseDb / 20));
    if (random.nextInt(4) == 0) {
      lose(carried, 0.01 + 0.04 * random.nextDouble());
    }
    return companded(carried, random.nextInt(3));
  }

  /// Through G.711 alone, as loud as it is.
  short[] pass(double[] sound) {
    return companded(sound, random.nextInt(3));
  }

  private void addNoise(double[] sound, double gain, double rms) {
    double low = 0;
    double share = random.nextInt(3) == 0 ? 0.7 : 0; // some noise is darker than other
    for (int i = 0; i < sound.length; i++) {
      low = share * low + random.nextGaussian() * Math.sqrt(1 - share * share);
      sound[i] = Math.clamp(gain * sound[i] + rms * low, -0.99, 0.99);
    }
  }

  private void lose(double[] sound, double share) {
    boolean repeats = random.nextBoolean();
    for (int at = 160; at + 160 <= sound.length; at += 160) {
      if (random.nextDouble() < share) {
        for (int i = at; i < at + 160; i++) {
          sound[i] = repeats ? 0.7 * sound[i - 160] : 0;
        }
      }
    }
  }

  /// @param law 0 for none, 1 for u-law, 2 for A-law (ITU-T G.711)
  private static short[] companded(double[] sound, int law) {
    short[] samples = new short[sound.length];
    for (int i = 0; i < sound.length; i++) {
      double size = Math.abs(sound[i]);
      double coarse =
          switch (law) {
            case 1 -> {
              double code = Math.round(127 * Math.log1p(255 * size) / Math.log(256)) / 127.0;
              yield Math.expm1(code * Math.log(256)) / 255;
            }
            case 2 -> {
              double knee = 1 + Math.log(87.6);
              double code = 87.6 * size < 1 ? 87.6 * size : 1 + Math.log(87.6 * size);
              code = Math.round(127 * code / knee) / 127.0 * knee;
              yield code < 1 ? code / 87.6 : Math.exp(code - 1) / 87.6;
            }
            default -> size;
          };
      samples[i] = (short) Math.round(Math.copySign(coarse, sound[i]) * 32767);
    }
    return samples;
  }

  /// The level where there is any: pauses do not count.
  static double activeRms(double[] sound) {
    double peak = 1e-6;
    for (double sample : sound) {
      peak = Math.max(peak, Math.abs(sample));
    }
    double squares = 0;
    int count = 1;
    for (double sample : sound) {
      if (Math.abs(sample) > peak / 20) {
        squares += sample * sample;
        count++;
      }
    }
    return Math.sqrt(squares / count) + 1e-6;
  }
}
