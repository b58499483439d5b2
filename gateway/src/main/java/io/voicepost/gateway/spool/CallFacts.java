package io.voicepost.gateway.spool;

import io.voicepost.storage.RecordingId;
import java.time.Instant;
import java.util.Objects;

/// What is known of a message besides its sound; written before the recording starts.
///
/// @param line the service number that was called
public record CallFacts(RecordingId recording, String line, Instant answeredAt, Claim claim) {
  /// Also what a file must hold to be facts at all.
  public CallFacts {
    Objects.requireNonNull(recording, "recording");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(answeredAt, "answeredAt");
    Objects.requireNonNull(claim, "claim");
  }
}
