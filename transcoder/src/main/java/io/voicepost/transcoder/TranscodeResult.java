package io.voicepost.transcoder;

import java.time.Duration;
import java.util.List;

/// All that is made of one recording in one pass: its length, its waveform (1 to 200 peaks, each 0
/// to 100) and one rendition for each [AudioFormat], in that order.
public record TranscodeResult(Duration duration, List<Integer> peaks, List<Rendition> renditions) {
  public TranscodeResult {
    peaks = List.copyOf(peaks);
    renditions = List.copyOf(renditions);
  }
}
