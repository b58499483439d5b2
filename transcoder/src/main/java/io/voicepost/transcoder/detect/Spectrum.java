package io.voicepost.transcoder.detect;

/// The power spectrum of a stretch of sound under a Hann window, by a fast Fourier transform.
///
/// Powers are relative to a full-scale square wave, so that the bins of a tone add up to its mean
/// square. Keeps its workspace: for one thread only.
final class Spectrum {
  private static final double FULL_SCALE_POWER = 32768.0 * 32768.0;

  private final double[] window;
  private final double[] cosines;
  private final double[] sines;
  private final double[] re;
  private final double[] im;
  private final double[] power;
  private final double scale;

  /// @param length samples that go in
  /// @param size of the transform, a power of two and not less; what is missing is zero
  Spectrum(int length, int size) {
    window = new double[length];
    double squares = 0;
    for (int i = 0; i < length; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length);
      squares += window[i] * window[i];
    }
    cosines = new double[size / 2];
    sines = new double[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / size);
      sines[i] = -Math.sin(2 * Math.PI * i / size);
    }
    re = new double[size];
    im = new double[size];
    power = new double[size / 2];
    scale = 2 / (size * squares * FULL_SCALE_POWER);
  }

  /// The powers from 0 Hz up, each bin the sample rate divided by the size wide. Valid until the
  /// next call. What lies outside the samples counts as zero.
  double[] of(short[] samples, int start) {
    int size = re.length;
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      int at = start + i;
      boolean inside = i < window.length && at >= 0 && at < samples.length;
      int to = Integer.reverse(i) >>> (32 - bits);
      re[to] = inside ? samples[at] * window[i] : 0;
      im[to] = 0;
    }
    for (int half = 1; half < size; half *= 2) {
      butterflies(half);
    }
    for (int bin = 0; bin < power.length; bin++) {
      power[bin] = (re[bin] * re[bin] + im[bin] * im[bin]) * scale;
    }
    return power;
  }

  private void butterflies(int half) {
    int stride = re.length / (2 * half);
    for (int start = 0; start < re.length; start += 2 * half) {
      for (int i = 0; i < half; i++) {
        double cosine = cosines[i * stride];
        double sine = sines[i * stride];
        int even = start + i;
        int odd = even + half;
        double oddRe = re[odd] * cosine - im[odd] * sine;
        double oddIm = re[odd] * sine + im[odd] * cosine;
        re[odd] = re[even] - oddRe;
        im[odd] = im[even] - oddIm;
        re[even] += oddRe;
        im[even] += oddIm;
      }
    }
  }
}
