package io.voicepost.gateway.call;

/// What became of a recording.
public sealed interface RecordingResult {
  /// There is a recording, and its file is closed.
  ///
  /// @param samples how many samples of 16 bits the recorder counted; the file may hold fewer
  record Recorded(Ending ending, long samples) implements RecordingResult {
    public Recorded {
      if (samples < 0) {
        throw new IllegalArgumentException("a recording has no " + samples + " samples");
      }
    }

    /// How much sound the file should hold, without its header.
    public long bytes() {
      return samples * Short.BYTES;
    }
  }

  /// The caller was gone before the recorder had started.
  record HungUp() implements RecordingResult {}

  /// The caller is there and nothing was recorded, because the recorder refused.
  record Refused(String reason) implements RecordingResult {}

  /// The recorder was lost in mid-message, and nobody knows yet what it wrote.
  record Lost() implements RecordingResult {}

  /// What ended a recording.
  enum Ending {
    KEY,
    HANG_UP,
    SILENCE,
    LIMIT
  }
}
