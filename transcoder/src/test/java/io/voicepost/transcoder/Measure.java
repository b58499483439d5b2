package io.voicepost.transcoder;

/// What an ear would say of PCM.
public final class Measure {
  private Measure() {}

  /// The level in dBFS, a full-scale square wave being 0.
  public static double dbfs(short[] samples) {
    double squares = 0;
    for (short sample : samples) {
      squares += (double) sample * sample;
    }
    return 10 * Math.log10(Math.max(squares / samples.length, 1e-9) / (32768.0 * 32768.0));
  }

  /// How alike two sounds are, 1 being the same, at the best shift of up to 10 ms either way.
  static double correlation(short[] a, short[] b, int sampleRate) {
    double best = -1;
    int most = sampleRate / 100;
    for (int lag = -most; lag <= most; lag++) {
      best = Math.max(best, correlationAt(a, b, lag));
    }
    return best;
  }

  private static double correlationAt(short[] a, short[] b, int lag) {
    int from = Math.max(0, -lag);
    int to = Math.min(a.length, b.length - lag);
    double ab = 0;
    double aa = 1;
    double bb = 1;
    for (int i = from; i < to; i++) {
      ab += (double) a[i] * b[i + lag];
      aa += (double) a[i] * a[i];
      bb += (double) b[i + lag] * b[i + lag];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /// The loudest frequency in Hz, to the nearest 10, of the second in the middle.
  public static int dominantHertz(short[] samples, int sampleRate) {
    int start = Math.max(0, (samples.length - sampleRate) / 2);
    int length = Math.min(sampleRate, samples.length);
    int loudest = 0;
    double most = -1;
    for (int hertz = 50; hertz < sampleRate / 2; hertz += 10) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < length; i++) {
        double phase = 2 * Math.PI * hertz * i / sampleRate;
        re += samples[start + i] * Math.cos(phase);
        im += samples[start + i] * Math.sin(phase);
      }
      if (re * re + im * im > most) {
        most = re * re + im * im;
        loudest = hertz;
      }
    }
    return loudest;
  }
}
