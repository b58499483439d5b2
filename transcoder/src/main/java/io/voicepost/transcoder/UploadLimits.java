package io.voicepost.transcoder;

import java.time.Duration;

/// What one upload may cost.
///
/// @param bytes the largest file
/// @param longest the longest sound; a second more is forgiven, because recorders stop late
/// @param processor processor time of the decoder, whole seconds
/// @param memory writable memory of the decoder in bytes; its JVM takes 60 MB of it
/// @param patience how long the decoder may take by the clock before it is killed
public record UploadLimits(
    long bytes, Duration longest, Duration processor, long memory, Duration patience) {
  /// Recorders stop a little late, and codecs fill their last frame up.
  public static final Duration GRACE = Duration.ofSeconds(1);

  public UploadLimits {
    if (bytes < 1 || longest.toSeconds() < 1 || processor.toSeconds() < 1 || memory < 1) {
      throw new IllegalArgumentException("a limit of an upload is not positive");
    }
    if (longest.compareTo(WavAudio.LONGEST) >= 0) {
      throw new IllegalArgumentException("no voice is as long as " + WavAudio.LONGEST);
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("the decoder has no time at all");
    }
  }

  /// The limits of processor, memory and time that fit every honest file of this size and length.
  public static UploadLimits of(long bytes, Duration longest) {
    return new UploadLimits(
        bytes, longest, Duration.ofSeconds(20), 256L << 20, Duration.ofSeconds(60));
  }

  /// The largest file that the decoder may write: the longest sound at the highest rate, or one of
  /// FFmpeg's libraries, which JavaCPP unpacks when they are used for the first time.
  long writtenBytes() {
    return Math.max(64L << 20, (longest.toSeconds() + 2) * 48_000 * Short.BYTES);
  }
}
