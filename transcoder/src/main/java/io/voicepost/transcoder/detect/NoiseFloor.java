package io.voicepost.transcoder.detect;

import java.util.Arrays;

/// What is behind the tones of a message: the line's even noise, or something that stands out.
///
/// A frame stands out if one of its bands of 500 Hz is 9 dB above that band's floor and there is
/// something to hear. The floor of a band is what a fifth of the frames without a tone stay below,
/// the network's gaps left out. Noise strays by 3 dB; a whisper in it, by 10 and more.
final class NoiseFloor {
  private static final double ABOVE_FLOOR_DB = 9;
  private static final double NOTHING_TO_HEAR_DB = -63;
  private static final double LOUDEST_NOISE_DB = -42;
  private static final double MOST_NOISE_SPREAD_DB = 5;
  private static final double FLOOR_SHARE = 0.2;
  private static final double MOST_PEAK_SHARE = 0.3;
  private static final double LEAST_MAINS_SHARE = 0.7;
  private static final int LEAST_FRAMES = 5;
  private static final int EDGE = 3;

  private final short[] samples;
  private final Frames frames;
  private final SpectralPeaks peaks;
  private final boolean[] explained;
  private final boolean[] standsOut;

  /// @param explained by frame, whether a tone is all of it
  NoiseFloor(short[] samples, Frames frames, SpectralPeaks peaks, boolean[] explained) {
    this.samples = samples;
    this.frames = frames;
    this.peaks = peaks;
    this.explained = explained;
    standsOut = new boolean[frames.count()];
    for (double[] band : frames.band()) {
      double floor = floor(band);
      for (int i = 0; i < standsOut.length; i++) {
        standsOut[i] |=
            !explained[i]
                && frames.level()[i] > NOTHING_TO_HEAR_DB
                && band[i] > Math.max(floor + ABOVE_FLOOR_DB, NOTHING_TO_HEAR_DB - 6);
      }
    }
  }

  /// By frame, whether it is neither a tone nor the even noise of the line.
  boolean[] standsOut() {
    return standsOut;
  }

  /// Whether all that does not stand out may be a line's own noise: quiet, even, and either without
  /// any note or the mains. A note held from the first moment to the last stands out of nothing.
  ///
  /// @param mostDb the level up to which it may be noise, -42 dBFS without any tone beside it
  boolean isNoise(double mostDb) {
    double[] levels = rest(frames.level(), false);
    if (levels.length < LEAST_FRAMES || Levels.quantile(levels, 0.9) < NOTHING_TO_HEAR_DB) {
      return true;
    }
    return Levels.quantile(levels, 0.5) < Math.max(mostDb, LOUDEST_NOISE_DB)
        && Levels.spread(levels, 0.1, 0.9) < MOST_NOISE_SPREAD_DB
        && (Levels.quantile(rest(peakShares(), false), 0.5) < MOST_PEAK_SHARE || isMains());
  }

  /// How much of the power the three strongest frequencies hold: of noise, an eighth; of a note or
  /// a vowel that is held, mostly more than half.
  private double[] peakShares() {
    double[] shares = new double[frames.count()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          peaks.count() == 0 ? 1 : peaks.share(Math.min(i, peaks.count() - 1), SpectralPeaks.RANKS);
    }
    return shares;
  }

  private double floor(double[] band) {
    double[] rest = rest(band, true);
    return rest.length == 0 ? -120 : Levels.quantile(rest, FLOOR_SHARE);
  }

  /// The values of the frames that no tone explains and in which the network delivered something.
  ///
  /// @param all or only those that neither stand out nor lie at the edge of a tone
  private double[] rest(double[] values, boolean all) {
    double[] rest = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (!explained[i] && !frames.isGap(i) && (all || (!standsOut[i] && !isEdge(i)))) {
        rest[count++] = values[i];
      }
    }
    return Arrays.copyOf(rest, count);
  }

  /// Whether the frame belongs to a stretch too short to be more than a tone's two edges.
  private boolean isEdge(int frame) {
    int from = frame;
    int to = frame;
    while (from >= 0 && frame - from <= 2 * EDGE && !explained[from]) {
      from--;
    }
    while (to < explained.length && to - frame <= 2 * EDGE && !explained[to]) {
      to++;
    }
    boolean tone = (from >= 0 && explained[from]) || (to < explained.length && explained[to]);
    return tone && to - from - 1 <= 2 * EDGE;
  }

  /// Whether half a second here and there is made of whole multiples of 50 or of 60 Hz, to 1 Hz,
  /// which a voice keeps for no half second.
  private boolean isMains() {
    int half = Narrowband.SAMPLE_RATE / 2;
    if (samples.length < half) {
      return false;
    }
    int stretches = Math.clamp(samples.length / half, 1, 20);
    double[] shares = new double[stretches];
    for (int i = 0; i < stretches; i++) {
      int start = (int) ((long) (samples.length - half) * i / Math.max(1, stretches - 1));
      shares[i] = Math.max(share(start, half, 50), share(start, half, 60));
    }
    return Levels.quantile(shares, 0.2) > LEAST_MAINS_SHARE;
  }

  private double share(int start, int length, int mains) {
    double mean = 0;
    double squares = 1e-9;
    for (int i = start; i < start + length; i++) {
      mean += (double) samples[i] / length;
    }
    for (int i = start; i < start + length; i++) {
      squares += (samples[i] - mean) * (samples[i] - mean);
    }
    double power = 0;
    for (int hertz = mains; hertz <= 900; hertz += mains) {
      double coefficient = 2 * Math.cos(2 * Math.PI * hertz / Narrowband.SAMPLE_RATE);
      double before = 0;
      double last = 0;
      for (int i = start; i < start + length; i++) {
        double now = samples[i] - mean + coefficient * last - before;
        before = last;
        last = now;
      }
      power += 2 * (before * before + last * last - coefficient * before * last) / length;
    }
    return power / squares;
  }
}
