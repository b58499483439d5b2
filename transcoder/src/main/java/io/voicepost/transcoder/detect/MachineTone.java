package io.voicepost.transcoder.detect;

/// The steady tones of telephone exchanges, fax machines and modems, in the order in which they are
/// looked for.
///
/// A tone is listed by what is in it, not by its cadence: a recording begins anywhere, and each
/// country has cadences of its own (ITU-T E.180 and its supplement 2).
enum MachineTone {
  /// Dial tone of North America and the United Kingdom.
  DIAL(SoundClass.TONES, 10, 350, 440),
  /// Dial tone of the United Kingdom's older exchanges.
  DIAL_450(SoundClass.TONES, 10, 350, 450),
  /// Ringing of North America.
  RINGING(SoundClass.TONES, 10, 440, 480),
  /// Busy and congestion of North America.
  BUSY(SoundClass.TONES, 10, 480, 620),
  /// Ringing of the United Kingdom and those who follow it.
  RINGING_400(SoundClass.TONES, 10, 400, 450),
  /// Ringing of Japan: 400 Hz that 16 Hz modulate.
  RINGING_JAPAN(SoundClass.TONES, 8, 384, 416),
  /// Japan, and the United Kingdom's busy and congestion.
  HERTZ_400(SoundClass.TONES, 10, 400),
  /// E.180's choice, so most of Europe's and South America's.
  HERTZ_425(SoundClass.TONES, 10, 425),
  /// France.
  HERTZ_440(SoundClass.TONES, 8, 440),
  /// China.
  HERTZ_450(SoundClass.TONES, 10, 450),

  /// The first, second and third special information tone (E.180, 5), which count in this order
  /// only; North America lowers or raises each by 3 % to say why.
  SPECIAL_1(SoundClass.TONES, 50, 950),
  SPECIAL_2(SoundClass.TONES, 50, 1400),
  SPECIAL_3(SoundClass.TONES, 50, 1800),

  /// CNG, a calling fax machine (T.30, 5.3.6: 1100 Hz, 38 Hz either way).
  FAX_CALLING(SoundClass.FAX, 40, 1100),
  /// CED, and ANS and ANSam with their phase reversals (T.30, V.25, V.8: 2100 Hz, 15 Hz either
  /// way).
  FAX_ANSWERING(SoundClass.FAX, 20, 2100),
  /// CT, a calling modem (V.25).
  MODEM_CALLING(SoundClass.FAX, 20, 1300),
  /// The answer of a Bell 103 modem.
  MODEM_ANSWERING(SoundClass.FAX, 20, 2225),
  /// V.21 channel 2 at rest.
  MODEM_MARK(SoundClass.FAX, 10, 1650);

  final SoundClass kind;
  private final double tolerance;
  private final double low;
  private final double high;

  MachineTone(SoundClass kind, double tolerance, double hertz) {
    this(kind, tolerance, hertz, 0);
  }

  MachineTone(SoundClass kind, double tolerance, double low, double high) {
    this.kind = kind;
    this.tolerance = tolerance;
    this.low = low;
    this.high = high;
  }

  int parts() {
    return high == 0 ? 1 : 2;
  }

  private double hertz(int part) {
    return part == 0 ? low : high;
  }

  /// Whether people hum at its one frequency.
  boolean isHummable() {
    return parts() == 1 && low < 500;
  }

  boolean isSpecial() {
    return this == SPECIAL_1 || this == SPECIAL_2 || this == SPECIAL_3;
  }

  /// Which of a stretch's peaks is this part of the tone, or -1.
  int rank(int part, SpectralPeaks peaks, int at) {
    // Of two parts, the lower one is that of the lower peak.
    boolean swapped = parts() == 2 && peaks.hertz()[0][at] > peaks.hertz()[1][at];
    int rank = swapped ? 1 - part : part;
    return Math.abs(peaks.hertz()[rank][at] - hertz(part)) <= tolerance ? rank : -1;
  }

  /// How far the stretch's frequencies are off together, or infinitely when they are others.
  double distance(SpectralPeaks peaks, int at) {
    double sum = 0;
    for (int part = 0; part < parts(); part++) {
      int rank = rank(part, peaks, at);
      if (rank < 0) {
        return Double.POSITIVE_INFINITY;
      }
      sum += Math.abs(peaks.hertz()[rank][at] - hertz(part));
    }
    return sum;
  }
}
