package io.voicepost.gateway.spool;

import io.voicepost.storage.RecordingId;
import java.time.Instant;

/// What is known of a message besides its sound; written before the recording starts.
///
/// @param line the service number that was called
public record CallFacts(RecordingId recording, String line, Instant answeredAt, Claim claim) {}
