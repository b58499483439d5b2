package io.voicepost.transcoder.detect;

/// Hears a fax machine introduce itself: the flags 01111110, again and again, of an HDLC frame at
/// 300 bit/s, a one being 1650 Hz and a zero 1850 Hz (T.30, 5.3.1; V.21 channel 2).
///
/// Every run of ones and of zeros has its exact length, six bits and two or, when flags share their
/// zeros, one; eight flags in a row take a quarter of a second that nobody whistles.
final class FaxFlags {
  private static final double ONE = 1650;
  private static final double ZERO = 1850;
  private static final double SAMPLES_PER_BIT = Narrowband.SAMPLE_RATE / 300.0;
  private static final int ONES = 6;
  private static final int MOST_ZEROS = 2;
  private static final int LEAST_FLAGS = 8;
  private static final double LEAST_SHARE = 0.5;

  private FaxFlags() {}

  static boolean in(short[] samples) {
    int bit = (int) Math.round(SAMPLES_PER_BIT);
    var one = new Sliding(ONE, bit);
    var zero = new Sliding(ZERO, bit);
    double squares = 0;
    int flags = 0;
    int run = 0;
    boolean last = false;
    boolean onesFit = false;
    for (int i = 0; i < samples.length; i++) {
      int old = i < bit ? 0 : samples[i - bit];
      squares += (double) samples[i] * samples[i] - (double) old * old;
      double ones = one.power(samples[i], old, i);
      double zeros = zero.power(samples[i], old, i);
      boolean now = ones > zeros;
      if (Math.max(ones, zeros) < LEAST_SHARE * squares * bit / 2 || squares < 1e3 * bit) {
        flags = 0;
        onesFit = false;
      }
      if (now == last) {
        run++;
        continue;
      }
      if (last) {
        onesFit = fits(run, ONES, ONES);
      } else {
        flags = onesFit && fits(run, 1, MOST_ZEROS) ? flags + 1 : 0;
      }
      if (flags >= LEAST_FLAGS) {
        return true;
      }
      last = now;
      run = 1;
    }
    return false;
  }

  private static boolean fits(int run, int least, int most) {
    return run > (least - 0.5) * SAMPLES_PER_BIT && run < (most + 0.5) * SAMPLES_PER_BIT;
  }

  /// The power at one frequency in the latest samples.
  private static final class Sliding {
    /// After 20 ms both frequencies have run through whole waves.
    private static final int PERIOD = 160;

    private final double[] cosines = new double[PERIOD];
    private final double[] sines = new double[PERIOD];
    private final int length;
    private double re;
    private double im;

    Sliding(double hertz, int length) {
      for (int i = 0; i < PERIOD; i++) {
        cosines[i] = Math.cos(2 * Math.PI * hertz * i / Narrowband.SAMPLE_RATE);
        sines[i] = Math.sin(2 * Math.PI * hertz * i / Narrowband.SAMPLE_RATE);
      }
      this.length = length;
    }

    double power(int in, int out, int at) {
      int now = at % PERIOD;
      int then = (at - length + PERIOD) % PERIOD;
      re += in * cosines[now] - out * cosines[then];
      im += in * sines[now] - out * sines[then];
      return re * re + im * im;
    }
  }
}
