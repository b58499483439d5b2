package io.voicepost.storage.post;

import io.voicepost.storage.RecordingId;
import java.time.Duration;
import java.util.List;

/// What is heard of a recording: its length, its waveform (1 to 200 peaks from 0 to 100) and its
/// renditions, at least one, the one that every browser plays first.
public record Voice(
    RecordingId recording,
    Duration duration,
    List<Integer> peaks,
    List<StoredRendition> renditions) {
  public Voice {
    peaks = List.copyOf(peaks);
    renditions = List.copyOf(renditions);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("a voice has a length, not " + duration);
    }
    if (peaks.isEmpty()
        || peaks.size() > 200
        || peaks.stream().anyMatch(peak -> peak < 0 || peak > 100)) {
      throw new IllegalArgumentException("a waveform is 1 to 200 peaks from 0 to 100");
    }
    if (renditions.isEmpty()) {
      throw new IllegalArgumentException("a voice has at least one rendition");
    }
  }
}
