package io.voicepost.transcoder.sound;

import java.util.Arrays;

/// Tells sound from silence by the energy of 20 ms frames.
///
/// A frame is loud if its level (RMS, without DC) is 6 dB above the noise floor, at least -55 dBFS
/// and, whatever the floor, if it is -40 dBFS: a held note has no pauses to find a floor in. The
/// noise floor is the level that a tenth of all frames stay below, frames of digital silence (the
/// network's gaps) left out. Loud stretches shorter than 60 ms are clicks and do not count; pauses
/// of up to 200 ms between two loud stretches are part of speech and do.
///
/// So a telephone's quietest speech (about -45 dBFS) counts on a quiet line, and steady noise or
/// comfort noise below -42 dBFS never does.
final class SoundMeter {
  private static final int FRAMES_PER_SECOND = 50;
  private static final int CLICK_FRAMES = 3;
  private static final int PAUSE_FRAMES = 10;

  private static final double FLOOR_SHARE = 0.1;
  private static final double ABOVE_FLOOR_DB = 6;
  private static final double QUIETEST_SOUND_DB = -55;
  private static final double ALWAYS_SOUND_DB = -40;
  private static final double DIGITAL_SILENCE_DB = -90;

  private SoundMeter() {}

  /// How many of the samples belong to sound.
  static long soundSamples(short[] samples, int sampleRate) {
    int frameLength = sampleRate / FRAMES_PER_SECOND;
    double[] levels = levels(samples, frameLength);
    double threshold =
        Math.max(QUIETEST_SOUND_DB, Math.min(noiseFloor(levels) + ABOVE_FLOOR_DB, ALWAYS_SOUND_DB));
    long frames = 0;
    int soundEnd = -1; // first frame after the last stretch of sound, -1 before any
    for (int frame = 0; frame < levels.length; ) {
      int start = frame;
      while (frame < levels.length && levels[frame] >= threshold) {
        frame++;
      }
      if (frame - start >= CLICK_FRAMES) {
        boolean spokenOn = soundEnd >= 0 && start - soundEnd <= PAUSE_FRAMES;
        frames += frame - (spokenOn ? soundEnd : start);
        soundEnd = frame;
      }
      frame++; // the frame that ended the stretch, or a silent one
    }
    return Math.min(frames * frameLength, samples.length);
  }

  private static double noiseFloor(double[] levels) {
    double[] audible = Arrays.stream(levels).filter(l -> l > DIGITAL_SILENCE_DB).sorted().toArray();
    return audible.length == 0 ? DIGITAL_SILENCE_DB : audible[(int) (audible.length * FLOOR_SHARE)];
  }

  /// The level of each frame in dBFS, a full-scale square wave being 0; the rest that does not fill
  /// a frame is left out.
  private static double[] levels(short[] samples, int frameLength) {
    double[] levels = new double[samples.length / frameLength];
    for (int frame = 0; frame < levels.length; frame++) {
      long sum = 0;
      long squares = 0;
      for (int i = frame * frameLength, end = i + frameLength; i < end; i++) {
        int sample = samples[i];
        sum += sample;
        squares += (long) sample * sample;
      }
      double mean = (double) sum / frameLength;
      double power = (double) squares / frameLength - mean * mean;
      levels[frame] = 10 * Math.log10(Math.max(power, 1e-9) / (32768.0 * 32768.0));
    }
    return levels;
  }
}
