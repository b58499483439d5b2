package io.voicepost.gateway.spool;

import java.nio.file.Path;
import java.util.List;

/// A message in the spool: its facts, and the WAV files that Asterisk wrote, which nobody changes.
///
/// @param audio in the order of speaking, one or more; not all of them need exist before it is
///   captured
public record SpooledRecording(CallFacts facts, List<Path> audio) {
  public SpooledRecording {
    audio = List.copyOf(audio);
  }

  /// The first and mostly the only file.
  public Path first() {
    return audio.getFirst();
  }
}
