package io.voicepost.transcoder.detect;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is left of a message's tones far from their own frequencies: noise, or somebody who speaks
/// over them.
final class Residue {
  private static final int WORD_STRETCHES = 5;
  private static final double ABOVE_RESIDUE_DB = 3.5;
  private static final double LOUDER_DB = 1;
  private static final double NO_RESIDUE = 0.03;

  private final Frames frames;
  private final SpectralPeaks peaks;
  private final @Nullable MachineTone[] tones;

  /// @param tones by frame
  Residue(Frames frames, SpectralPeaks peaks, @Nullable MachineTone[] tones) {
    this.frames = frames;
    this.peaks = peaks;
    this.tones = tones;
  }

  /// Whether nobody speaks over the tones.
  boolean isNothing() {
    return isEven() && isNeverLouder();
  }

  /// Whether no tone is louder at times than it mostly is: a lost packet makes it softer, and what
  /// is said over it, louder.
  private boolean isNeverLouder() {
    for (MachineTone tone : MachineTone.values()) {
      double[] levels =
          IntStream.range(0, peaks.count())
              .filter(i -> tones[i] == tone && isWithinTone(i))
              .mapToDouble(i -> Levels.db(peaks.total()[i]))
              .toArray();
      double most = levels.length == 0 ? 0 : Levels.quantile(levels, 0.5) + LOUDER_DB;
      if (Arrays.stream(levels).filter(level -> level > most).count() >= WORD_STRETCHES) {
        return false;
      }
    }
    return true;
  }

  /// Whether it is next to nothing, or as even as noise, but for moments as short as those of a
  /// lost packet.
  private boolean isEven() {
    double[] far = new double[peaks.count()];
    int count = 0;
    for (int i = 0; i < far.length; i++) {
      if (isWithinTone(i)) {
        far[count++] = far(i);
      }
    }
    double even = count == 0 ? 0 : Levels.quantile(Arrays.copyOf(far, count), 0.3);
    int run = 0;
    for (int i = 0; i < far.length; i++) {
      boolean high =
          isWithinTone(i)
              && far(i) > NO_RESIDUE * peaks.total()[i]
              && Levels.db(far(i)) > Levels.db(even) + ABOVE_RESIDUE_DB;
      run = high ? run + 1 : 0;
      if (run >= WORD_STRETCHES) {
        return false;
      }
    }
    return true;
  }

  private double far(int at) {
    MachineTone tone = tones[at];
    return tone == null ? 0 : peaks.far()[tone.parts() - 1][at];
  }

  /// Whether the stretch lies in its tone, not at an edge of it.
  private boolean isWithinTone(int at) {
    for (int i = at; i < at + SpectralPeaks.FRAMES; i++) {
      if (tones[i] == null || tones[i] != tones[at] || frames.isGap(i)) {
        return false;
      }
    }
    return true;
  }
}
