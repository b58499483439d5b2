package io.voicepost.gateway.spool;

import java.util.ArrayList;
import java.util.List;

/// A time in which nothing arrived, and where in a recording without time it was.
///
/// @param at before this sample
/// @param length in samples
record Gap(int at, int length) {
  /// Samples around the place that the sound before a gap leads to, in which to look for silence
  /// that arrived: a part of the shortest gap.
  private static final int PLACE_SHARE = 3;

  /// A sound passes through zero, too.
  private static final int MERE_ZEROS = 80;

  /// Finds the gaps of a recording: silences of the timed one, less what of them the recording has
  /// itself. Both have the same sound, so a gap is where as much of it is over.
  ///
  /// @param least samples that a gap has at least
  static List<Gap> find(short[] recorded, short[] timed, int least) {
    var gaps = new ArrayList<Gap>();
    double scale = (double) amount(recorded) / Math.max(1, amount(timed));
    long heard = 0;
    int silent = 0;
    var position = new Position(recorded);
    for (short sample : timed) {
      if (sample == 0) {
        silent++;
        continue;
      }
      if (silent >= least && heard > 0) {
        position.goTo(Math.round(heard * scale));
        var quiet = position.quiet(least / PLACE_SHARE);
        if (silent - quiet.length() >= least) {
          gaps.add(new Gap(quiet.at(), silent - quiet.length()));
        }
      }
      silent = 0;
      heard += Math.abs(sample);
    }
    return gaps;
  }

  /// How much sound there is, as the sum of its amplitudes.
  private static long amount(short[] samples) {
    long sum = 0;
    for (short sample : samples) {
      sum += Math.abs(sample);
    }
    return sum;
  }

  /// A place in a recording that only goes forward.
  private static final class Position {
    private final short[] samples;
    private int at;
    private long passed;

    Position(short[] samples) {
      this.samples = samples;
    }

    void goTo(long amount) {
      while (at < samples.length && passed < amount) {
        passed += Math.abs(samples[at++]);
      }
    }

    /// The longest digital silence near it, which may be none.
    Gap quiet(int near) {
      int from = Math.max(0, at - near);
      while (from > 0 && samples[from - 1] == 0) {
        from--;
      }
      var longest = new Gap(at, 0);
      int run = 0;
      for (int i = from; i < samples.length && (run > 0 || i < at + near); i++) {
        run = samples[i] == 0 ? run + 1 : 0;
        longest = run > longest.length() && run > MERE_ZEROS ? new Gap(i + 1 - run, run) : longest;
      }
      return longest;
    }
  }
}
