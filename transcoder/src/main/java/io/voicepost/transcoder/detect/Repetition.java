package io.voicepost.transcoder.detect;

/// Hears that a message is one recording played again and again.
///
/// It is the same sound, sample by sample, after 3 s to a minute, for all that is heard after the
/// first pass, and every pass has a pause of 400 ms. Nobody says a thing twice with the same waves
/// of the same lengths. The pause is there because loops of music are a person's choice and have
/// none, a machine that starts over has one.
final class Repetition {
  private static final int LEAST_LAG = 3 * Frames.A_SECOND;
  private static final int MOST_LAG = 60 * Frames.A_SECOND;
  private static final int LEAST_AGAIN = 5 * Frames.A_SECOND / 2;
  private static final int PAUSE = Frames.A_SECOND * 2 / 5;
  private static final double ALIKE = 0.6;
  private static final double SAME = 0.7;
  private static final double LEAST_SHARE_SAME = 0.9;
  private static final int PIECE = Narrowband.SAMPLE_RATE / 4;

  private final short[] samples;
  private final Frames frames;
  private final boolean[] heard;

  Repetition(short[] samples, Frames frames, boolean[] heard) {
    this.samples = samples;
    this.frames = frames;
    this.heard = heard;
  }

  boolean isOne() {
    if (!hasPauses()) {
      return false;
    }
    double[] shape = shape();
    int most = Math.min(MOST_LAG, shape.length - LEAST_AGAIN);
    int best = -1;
    double most1 = ALIKE;
    for (int lag = LEAST_LAG; lag <= most; lag++) {
      double alike = correlation(shape, lag);
      if (alike > most1) {
        most1 = alike;
        best = lag;
      }
    }
    return best > 0 && isSame(best);
  }

  private boolean hasPauses() {
    int quiet = 0;
    for (boolean sound : heard) {
      quiet = sound ? 0 : quiet + 1;
      if (quiet >= PAUSE) {
        return true;
      }
    }
    return false;
  }

  /// How loud each frame is, around 0.
  private double[] shape() {
    double[] shape = new double[frames.count()];
    double mean = 0;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.max(frames.level()[i], -60);
      mean += shape[i] / shape.length;
    }
    for (int i = 0; i < shape.length; i++) {
      shape[i] -= mean;
    }
    return shape;
  }

  private static double correlation(double[] shape, int lag) {
    double both = 0;
    double first = 1e-9;
    double second = 1e-9;
    for (int i = lag; i < shape.length; i++) {
      both += shape[i] * shape[i - lag];
      first += shape[i] * shape[i];
      second += shape[i - lag] * shape[i - lag];
    }
    return both / Math.sqrt(first * second);
  }

  /// Whether the waves are the same, at one shift to the sample for the whole message.
  private boolean isSame(int frameLag) {
    int loudest = loudestPiece(frameLag * Frames.SAMPLES + 2 * Frames.SAMPLES);
    int lag = 0;
    double best = -1;
    for (int shift = -2 * Frames.SAMPLES; shift <= 2 * Frames.SAMPLES; shift++) {
      double alike = waves(loudest, frameLag * Frames.SAMPLES + shift);
      if (alike > best) {
        best = alike;
        lag = frameLag * Frames.SAMPLES + shift;
      }
    }
    int same = 0;
    int all = 0;
    for (int at = lag; best > SAME && at + PIECE <= samples.length; at += PIECE) {
      if (isHeard(at)) {
        all++;
        same += waves(at, lag) > SAME ? 1 : 0;
      }
    }
    return all >= 6 && same >= LEAST_SHARE_SAME * all;
  }

  private int loudestPiece(int from) {
    int loudest = from;
    double most = -1;
    for (int at = from; at + PIECE <= samples.length; at += PIECE) {
      double squares = 0;
      for (int i = at; i < at + PIECE; i++) {
        squares += (double) samples[i] * samples[i];
      }
      if (squares > most) {
        most = squares;
        loudest = at;
      }
    }
    return loudest;
  }

  private boolean isHeard(int at) {
    int count = 0;
    for (int i = at / Frames.SAMPLES;
        i < Math.min(heard.length, (at + PIECE) / Frames.SAMPLES);
        i++) {
      count += heard[i] ? 1 : 0;
    }
    return count >= PIECE / Frames.SAMPLES / 2;
  }

  private double waves(int at, int lag) {
    double both = 0;
    double first = 1e-9;
    double second = 1e-9;
    for (int i = Math.max(at, lag); i < Math.min(samples.length, at + PIECE); i++) {
      both += (double) samples[i] * samples[i - lag];
      first += (double) samples[i] * samples[i];
      second += (double) samples[i - lag] * samples[i - lag];
    }
    return both / Math.sqrt(first * second);
  }
}
