package io.voicepost.gateway.spool;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.voicepost.storage.RecordingId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What is known of a message besides its sound; written before the recording starts.
///
/// @param line the service number that was called
/// @param fate what becomes of it unless its caller says otherwise
public record CallFacts(
    RecordingId recording, String line, Instant answeredAt, Claim claim, Fate fate) {
  /// Also what a file must hold to be facts at all.
  public CallFacts {
    Objects.requireNonNull(recording, "recording");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(answeredAt, "answeredAt");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(fate, "fate");
  }

  /// As they are read: facts written before there were fates have none.
  @JsonCreator
  static CallFacts read(
      @JsonProperty("recording") RecordingId recording,
      @JsonProperty("line") String line,
      @JsonProperty("answeredAt") Instant answeredAt,
      @JsonProperty("claim") Claim claim,
      @JsonProperty("fate") Optional<Fate> fate) {
    return new CallFacts(recording, line, answeredAt, claim, fate.orElse(Fate.PUBLISH));
  }

  /// A message to be published.
  public CallFacts(RecordingId recording, String line, Instant answeredAt, Claim claim) {
    this(recording, line, answeredAt, claim, Fate.PUBLISH);
  }

  /// The same with another fate.
  CallFacts to(Fate other) {
    return new CallFacts(recording, line, answeredAt, claim, other);
  }
}
