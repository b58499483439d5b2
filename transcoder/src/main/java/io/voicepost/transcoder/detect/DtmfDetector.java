package io.voicepost.transcoder.detect;

/// The tones of a telephone's keys: one of four low and one of four high frequencies (ITU-T Q.23).
///
/// Receivers must take 1.5 % off the frequency and one tone 6 dB louder than the other (Q.24); with
/// the windows of 32 ms used here and lines that tilt, 2.5 % and 12 dB are taken.
final class DtmfDetector {
  private static final double[] LOW = {697, 770, 852, 941};
  private static final double[] HIGH = {1209, 1336, 1477, 1633};
  private static final String KEYS = "123A456B789C*0#D";

  private static final double TOLERANCE = 0.025;
  private static final double MOST_TWIST = 16;
  private static final double LEAST_SHARE = 0.72;

  private DtmfDetector() {}

  /// The key that nearly all of the power is of, or 0.
  static char key(double[] power, double binHertz, double total) {
    int low = Frames.strongest(power, (int) (640 / binHertz), (int) (1050 / binHertz));
    int high = Frames.strongest(power, (int) (1120 / binHertz), (int) (1750 / binHertz));
    double lowPower = Frames.sum(power, low - 2, low + 3);
    double highPower = Frames.sum(power, high - 2, high + 3);
    if (lowPower + highPower < LEAST_SHARE * total
        || lowPower > MOST_TWIST * highPower
        || highPower > MOST_TWIST * lowPower) {
      return 0;
    }
    int row = nearest(LOW, Frames.hertz(power, low, binHertz));
    int column = nearest(HIGH, Frames.hertz(power, high, binHertz));
    return row < 0 || column < 0 ? 0 : KEYS.charAt(4 * row + column);
  }

  private static int nearest(double[] of, double hertz) {
    for (int i = 0; i < of.length; i++) {
      if (Math.abs(hertz - of[i]) <= TOLERANCE * of[i]) {
        return i;
      }
    }
    return -1;
  }
}
