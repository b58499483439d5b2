package io.voicepost.transcoder.sound;

import java.util.ArrayList;
import java.util.List;

/// The outline of a message as a row of bars, each 0 to 100.
///
/// A bar is the level (RMS) of its stretch of time, relative to the loudest bar and compressed by a
/// power so that the eye sees what the ear hears: 12 dB below the loudest stands at 44, 30 dB below
/// at 13. Quiet messages are raised, but none whose loudest bar is below -30 dBFS to the full
/// height, so that mere line noise stays low. Digital silence is 0.
final class WaveformPeaks {
  private static final int MOST_BARS = 200;

  /// Finer bars would follow the voice's own pitch.
  private static final int BARS_PER_SECOND = 50;

  private static final double FULL_HEIGHT_RMS = 32768 * Math.pow(10, -30 / 20.0);
  private static final double COMPRESSION = 0.6;

  private WaveformPeaks() {}

  /// At most 200 bars, one for each 20 ms of a short message, at least one.
  static List<Integer> peaks(short[] samples, int sampleRate) {
    int bars = Math.clamp((long) samples.length * BARS_PER_SECOND / sampleRate, 1, MOST_BARS);
    double[] levels = new double[bars];
    double loudest = FULL_HEIGHT_RMS;
    for (int bar = 0; bar < bars; bar++) {
      int from = (int) ((long) samples.length * bar / bars);
      int to = (int) ((long) samples.length * (bar + 1) / bars);
      levels[bar] = rms(samples, from, to);
      loudest = Math.max(loudest, levels[bar]);
    }
    List<Integer> peaks = new ArrayList<>(bars);
    for (double level : levels) {
      peaks.add((int) Math.round(100 * Math.pow(level / loudest, COMPRESSION)));
    }
    return peaks;
  }

  private static double rms(short[] samples, int from, int to) {
    long squares = 0;
    for (int i = from; i < to; i++) {
      squares += (long) samples[i] * samples[i];
    }
    return Math.sqrt((double) squares / (to - from));
  }
}
