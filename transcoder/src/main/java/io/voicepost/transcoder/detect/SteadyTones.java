package io.voicepost.transcoder.detect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where on a message a machine's tone is, and nothing but that tone.
///
/// No throat, lip or string keeps a note as a tone generator does. So a stretch of 100 ms counts if
/// the tone's frequencies hold four fifths of its power, and a tone counts if in all its stretches
///
/// - each frequency stays within 1.5 Hz (a sung note strays by 1 % and more, a whistle further),
/// - its level, where it is on, stays within 1.5 dB,
/// - there are at least 200 ms of it,
/// - a tone of one frequency does not slide there and away again, as who hums with a vibrato is
///   steady for the moments where it turns.
///
/// The special information tone is three such tones, each 150 ms at least, in their order and close
/// together.
final class SteadyTones {
  private static final double LEAST_SHARE = 0.8;
  private static final double WEAKER_OF_TWO = 0.02;
  private static final double MOST_STRAY_HERTZ = 1.5;
  private static final double MOST_STRAY_DB = 1.5;
  private static final int LEAST_STRETCHES = 6;
  private static final int SPECIAL_PAUSE = 12;
  private static final double MOST_SLIDING = 0.2;
  private static final double FARTHEST_SLIDE_HERTZ = 40;
  private static final double SOFTEST_SLIDE_DB = 6;
  private static final int LOST_STRETCHES = 6;

  private final SpectralPeaks peaks;
  private final @Nullable MachineTone[] at;
  private int specialStart = -1;

  SteadyTones(SpectralPeaks peaks) {
    this.peaks = peaks;
    at = new MachineTone[peaks.count()];
    for (int i = 0; i < at.length; i++) {
      at[i] = tone(i);
    }
    Map<MachineTone, int[]> stretches = new EnumMap<>(MachineTone.class);
    for (MachineTone tone : MachineTone.values()) {
      stretches.put(tone, stretchesOf(tone::equals));
    }
    stretches.forEach((tone, where) -> {
      if (!tone.isSpecial() && !isSteady(tone, where)) {
        forget(where);
      }
    });
    stretches.forEach((tone, where) -> {
      if (tone.parts() == 1 && !tone.isSpecial() && where.length > 0 && slides(where)) {
        forget(where);
      }
    });
    forgetHummed();
    findSpecial();
  }

  private void forget(int[] where) {
    for (int i : where) {
      at[i] = null;
    }
  }

  /// Whether, close to a tone that lasts, there is as loud a note beside it.
  private boolean slides(int[] where) {
    double[] hertz = Arrays.stream(where).mapToDouble(i -> peaks.hertz()[0][i]).toArray();
    double[] power = Arrays.stream(where).mapToDouble(i -> peaks.power()[0][i]).toArray();
    double around = Levels.quantile(hertz, 0.5);
    double loud = Levels.db(Levels.quantile(power, 0.5)) - SOFTEST_SLIDE_DB;
    boolean[] near = new boolean[at.length];
    for (int i : where) {
      Arrays.fill(
          near,
          Math.max(0, i - SpectralPeaks.FRAMES),
          Math.min(at.length, i + SpectralPeaks.FRAMES + 1),
          true);
    }
    long sliding =
        IntStream.range(0, at.length)
            .filter(i -> near[i] && at[i] == null && peaks.share(i, 1) >= LEAST_SHARE)
            .filter(i -> Levels.db(peaks.power()[0][i]) > loud)
            .filter(i -> isBeside(around, peaks.hertz()[0][i]))
            .count();
    return sliding > MOST_SLIDING * where.length;
  }

  /// An exchange has one of these tones; who has two of them slides between.
  private void forgetHummed() {
    var hummable = stretchesOf(MachineTone::isHummable);
    if (Arrays.stream(hummable).mapToObj(i -> at[i]).distinct().count() > 1) {
      forget(hummable);
    }
  }

  private static boolean isBeside(double around, double hertz) {
    double distance = Math.abs(hertz - around);
    return distance > MOST_STRAY_HERTZ && distance < FARTHEST_SLIDE_HERTZ;
  }

  /// What machine each frame is full of, null for none.
  @Nullable MachineTone[] frames(int count) {
    @Nullable MachineTone[] frames = new MachineTone[count];
    for (int i = 0; i < at.length; i++) {
      if (at[i] != null) {
        Arrays.fill(frames, i, i + SpectralPeaks.FRAMES, at[i]);
      }
    }
    return frames;
  }

  /// The frame in which a special information tone begins, -1 without one.
  int specialStart() {
    return specialStart;
  }

  private @Nullable MachineTone tone(int i) {
    boolean two = peaks.power()[1][i] > WEAKER_OF_TWO * peaks.power()[0][i];
    MachineTone best = two ? nearest(i, 2) : null;
    return best == null ? nearest(i, 1) : best;
  }

  private @Nullable MachineTone nearest(int i, int parts) {
    MachineTone best = null;
    double least = Double.POSITIVE_INFINITY;
    if (peaks.share(i, parts) < LEAST_SHARE) {
      return null;
    }
    for (MachineTone tone : MachineTone.values()) {
      double distance = tone.parts() == parts ? tone.distance(peaks, i) : least;
      if (distance < least) {
        least = distance;
        best = tone;
      }
    }
    return best;
  }

  private int[] stretchesOf(Predicate<MachineTone> which) {
    return IntStream.range(0, at.length).filter(i -> at[i] != null && which.test(at[i])).toArray();
  }

  private boolean isSteady(MachineTone tone, int[] where) {
    if (where.length < LEAST_STRETCHES) {
      return false;
    }
    double[] power = new double[where.length];
    for (int part = 0; part < tone.parts(); part++) {
      double[] hertz = new double[where.length];
      for (int i = 0; i < where.length; i++) {
        int rank = tone.rank(part, peaks, where[i]);
        hertz[i] = peaks.hertz()[rank][where[i]];
        power[i] += peaks.power()[rank][where[i]];
      }
      if (Levels.spread(hertz, 0.1, 0.9) > 2 * MOST_STRAY_HERTZ) {
        return false;
      }
    }
    // The lower half may lie at the edges, where the tone fills a part of its stretch.
    return Levels.db(Levels.quantile(power, 0.95)) - Levels.db(Levels.quantile(power, 0.5))
        <= 2 * MOST_STRAY_DB;
  }

  /// Keeps the special tones that come as three and forgets the others.
  private void findSpecial() {
    boolean[] keep = new boolean[at.length];
    for (int i = 0; i < at.length; i++) {
      int end = i;
      for (MachineTone tone :
          new MachineTone[] {MachineTone.SPECIAL_1, MachineTone.SPECIAL_2, MachineTone.SPECIAL_3}) {
        end = end < 0 || (tone != MachineTone.SPECIAL_1 && end == i) ? -1 : runEnd(tone, end);
      }
      if (end > 0) {
        Arrays.fill(keep, i, end, true);
        specialStart = specialStart < 0 ? i : specialStart;
        i = end;
      }
    }
    for (int i = 0; i < at.length; i++) {
      if (at[i] != null && at[i].isSpecial() && !keep[i]) {
        at[i] = null;
      }
    }
  }

  /// Where a run of the tone that begins here, or soon, ends; -1 if there is none. A lost packet
  /// does not end it.
  private int runEnd(MachineTone tone, int from) {
    int start = from;
    int latest = tone == MachineTone.SPECIAL_1 ? from : from + SPECIAL_PAUSE;
    while (start < at.length && start < latest && at[start] != tone) {
      start++;
    }
    int end = start;
    for (int i = start; i < at.length && i - end <= LOST_STRETCHES; i++) {
      end = at[i] == tone ? i + 1 : end;
    }
    int[] where = IntStream.range(start, end).filter(i -> at[i] == tone).toArray();
    return where.length >= LEAST_STRETCHES && isSteady(tone, where) ? end : -1;
  }
}
