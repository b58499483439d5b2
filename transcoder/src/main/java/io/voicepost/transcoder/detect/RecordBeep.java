package io.voicepost.transcoder.detect;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Hears an answering machine: an announcement, the beep after which to speak, and then nothing.
///
/// The beep is a tone of one frequency, 250 ms to 1.5 s long, steady to 1 Hz and 1 dB; at least 2 s
/// of sound come before it, and after it 4 s of nothing, up to the end: the machine listens. A
/// phone beeps at its owner, too (a call that waits, a battery); then the owner goes on or hangs
/// up. The tones of waiting calls, 400 to 480 Hz, are no record beep.
final class RecordBeep {
  private static final int LEAST_BEFORE = 2 * Frames.A_SECOND;
  private static final int LEAST_AFTER = 4 * Frames.A_SECOND;
  private static final int LEAST_FRAMES = Frames.A_SECOND / 4;
  private static final int MOST_FRAMES = Frames.A_SECOND * 3 / 2;
  private static final double LEAST_SHARE = 0.7;

  /// A lost packet leaves as much.
  private static final double LEAST_SHARE_EVER = 0.4;

  private static final double LOWEST = 500;
  private static final double HIGHEST = 2600;
  private static final double MOST_STRAY_HERTZ = 2;
  private static final double MOST_STRAY_DB = 1.5;

  private RecordBeep() {}

  /// @param heard by frame, whether it stands out of the noise
  static boolean isLast(Frames frames, SpectralPeaks peaks, boolean[] heard) {
    int end = heard.length;
    while (end > 0 && !heard[end - 1]) {
      end--;
    }
    if (heard.length - end < LEAST_AFTER) {
      return false;
    }
    // The last stretch without a whisper of anything else, from its end backwards.
    int last = end - SpectralPeaks.FRAMES - 1;
    int first = last;
    while (first >= 0 && isBeep(peaks, first, last)) {
      first--;
    }
    int length = last - first + SpectralPeaks.FRAMES;
    if (length < LEAST_FRAMES || length > MOST_FRAMES) {
      return false;
    }
    int before = 0;
    for (int i = 0; i < first; i++) {
      before += heard[i] ? 1 : 0;
    }
    return before >= LEAST_BEFORE && isSteady(peaks, first + SpectralPeaks.FRAMES, last);
  }

  private static boolean isBeep(SpectralPeaks peaks, int at, int last) {
    double hertz = peaks.hertz()[0][at];
    return peaks.share(at, 1) >= LEAST_SHARE_EVER
        && hertz > LOWEST
        && hertz < HIGHEST
        && Math.abs(hertz - peaks.hertz()[0][last]) < 2 * MOST_STRAY_HERTZ;
  }

  private static boolean isSteady(SpectralPeaks peaks, int from, int to) {
    if (to - from < 4) {
      return false;
    }
    double[] hertz = Arrays.copyOfRange(peaks.hertz()[0], from, to);
    double[] power = Arrays.copyOfRange(peaks.power()[0], from, to);
    double[] shares = IntStream.range(from, to).mapToDouble(i -> peaks.share(i, 1)).toArray();
    return Levels.quantile(shares, 0.3) >= LEAST_SHARE
        && Levels.spread(hertz, 0.1, 0.9) <= MOST_STRAY_HERTZ
        && Levels.db(Levels.quantile(power, 0.9)) - Levels.db(Levels.quantile(power, 0.2))
            <= MOST_STRAY_DB;
  }
}
