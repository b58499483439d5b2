package io.voicepost.transcoder.upload;

import io.voicepost.transcoder.fence.FenceLimits;
import io.voicepost.transcoder.sound.WavAudio;
import java.time.Duration;

/// What one upload may cost.
///
/// @param bytes the largest file
/// @param longest the longest sound; a second more is forgiven, because recorders stop late
/// @param decoder memory and time of each of the two programs that a file meets
public record UploadLimits(long bytes, Duration longest, FenceLimits decoder) {
  public UploadLimits {
    if (bytes < 1 || longest.toSeconds() < 1) {
      throw new IllegalArgumentException("a limit of an upload is not positive");
    }
    if (longest.compareTo(WavAudio.LONGEST) >= 0) {
      throw new IllegalArgumentException("no voice is as long as " + WavAudio.LONGEST);
    }
  }

  /// The limits of processor, memory and time that fit every honest file of this size and length.
  public static UploadLimits of(long bytes, Duration longest) {
    return new UploadLimits(
        bytes,
        longest,
        new FenceLimits(256L << 20, Duration.ofSeconds(20), Duration.ofSeconds(60)));
  }
}
