package io.voicepost.gateway.media;

import java.time.Duration;

/// A line of captions and when it is said, from the beginning of the recording; plain text, in
/// which lines may break.
public record Cue(Duration start, Duration end, String text) {
  public Cue {
    if (start.isNegative() || end.compareTo(start) <= 0) {
      throw new IllegalArgumentException("a cue ends after it starts");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("a cue has text");
    }
  }
}
