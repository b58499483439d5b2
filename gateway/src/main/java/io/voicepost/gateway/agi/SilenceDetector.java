package io.voicepost.gateway.agi;

import java.nio.ShortBuffer;
import java.util.Arrays;

/// Tells silence from sound by the line's own noise, frame of 20 ms by frame.
///
/// The noise floor is the level that a tenth of the last frames stay below, digital silence (the
/// network's gaps) left out. Sound is what rises 9 dB above it for more than 40 ms: noise, hum and
/// hiss stay within 9 dB of their floor, speech in it does not, however soft. What is below -60
/// dBFS is never sound, and what is above -26 dBFS always is: no line is so noisy, and a held note
/// or music may be as even as noise. For one thread.
final class SilenceDetector {
  static final int FRAMES_PER_SECOND = 50;

  private static final double FLOOR_SHARE = 0.1;
  private static final double ABOVE_FLOOR_DB = 9;
  private static final double NEVER_SOUND_DB = -60;
  private static final double ALWAYS_SOUND_DB = -26;
  private static final double DIGITAL_SILENCE_DB = -90;

  /// Fewer frames than half a second's tell nothing of the noise.
  private static final int LEAST_FRAMES = FRAMES_PER_SECOND / 2;

  /// The median of five frames forgets a click of two.
  private static final int MEDIAN_OF = 5;

  private final int window;
  private float[] levels = new float[1024];
  private int heard;

  /// @param window how many of the last frames the noise floor is looked for in
  SilenceDetector(int window) {
    this.window = window;
  }

  /// Hears the next frame of 20 ms.
  void hear(ShortBuffer frame) {
    int samples = frame.remaining();
    double sum = 0;
    double squares = 0;
    while (frame.hasRemaining()) {
      double sample = frame.get() / 32768.0;
      sum += sample;
      squares += sample * sample;
    }
    double mean = sum / samples;
    double power = squares / samples - mean * mean;
    if (heard == levels.length) {
      levels = Arrays.copyOf(levels, 2 * heard);
    }
    levels[heard++] = (float) (10 * Math.log10(Math.max(power, 1e-12)));
  }

  /// How many frames were heard.
  int heard() {
    return heard;
  }

  /// How many frames there were up to the end of the last sound.
  int soundEnd() {
    double threshold = threshold();
    int end = heard;
    while (end > 0 && median(end - 1) <= threshold) {
      end--;
    }
    return end;
  }

  private double threshold() {
    float[] last = Arrays.copyOfRange(levels, Math.max(0, heard - window), heard);
    Arrays.sort(last);
    int gaps = 0;
    while (gaps < last.length && last[gaps] < DIGITAL_SILENCE_DB) {
      gaps++;
    }
    int noise = last.length - gaps;
    return noise < LEAST_FRAMES
        ? NEVER_SOUND_DB
        : Math.clamp(
            last[gaps + (int) (noise * FLOOR_SHARE)] + ABOVE_FLOOR_DB,
            NEVER_SOUND_DB,
            ALWAYS_SOUND_DB);
  }

  private float median(int frame) {
    int from = Math.max(0, Math.min(frame - MEDIAN_OF / 2, heard - MEDIAN_OF));
    float[] around = Arrays.copyOfRange(levels, from, Math.min(heard, from + MEDIAN_OF));
    Arrays.sort(around);
    return around[around.length / 2];
  }
}
