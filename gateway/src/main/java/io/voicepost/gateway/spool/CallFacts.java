package io.voicepost.gateway.spool;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What is known of a message besides its sound; written before the recording starts.
///
/// @param line the service number that was called
/// @param author under whom it is to be published; in the file it is called `claim`
/// @param disposition in the file called `fate`: what becomes of it unless its caller says
///   otherwise
/// @param origin how it came
/// @param replyTo the post that it answers
public record CallFacts(
    RecordingId recording,
    String line,
    Instant answeredAt,
    @JsonProperty("claim") MessageAuthor author,
    @JsonProperty("fate") Disposition disposition,
    Origin origin,
    Optional<PostId> replyTo) {
  /// Also what a file must hold to be facts at all.
  public CallFacts {
    Objects.requireNonNull(recording, "recording");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(answeredAt, "answeredAt");
    Objects.requireNonNull(author, "claim");
    Objects.requireNonNull(disposition, "fate");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(replyTo, "replyTo");
  }

  /// As they are read: older facts have neither fate nor origin, and answer nothing.
  @JsonCreator
  static CallFacts read(
      @JsonProperty("recording") RecordingId recording,
      @JsonProperty("line") String line,
      @JsonProperty("answeredAt") Instant answeredAt,
      @JsonProperty("claim") MessageAuthor author,
      @JsonProperty("fate") Optional<Disposition> disposition,
      @JsonProperty("origin") Optional<Origin> origin,
      @JsonProperty("replyTo") Optional<PostId> replyTo) {
    return new CallFacts(
        recording,
        line,
        answeredAt,
        author,
        disposition.orElse(Disposition.PUBLISH),
        origin.orElse(Origin.UNSIGNED),
        replyTo);
  }

  /// A message to be published, of a call that nobody signed.
  public CallFacts(RecordingId recording, String line, Instant answeredAt, MessageAuthor author) {
    this(
        recording,
        line,
        answeredAt,
        author,
        Disposition.PUBLISH,
        Origin.UNSIGNED,
        Optional.empty());
  }

  /// The same with another fate.
  CallFacts to(Disposition other) {
    return as(author, other);
  }

  /// The same message as more is known of it.
  public CallFacts as(MessageAuthor known, Disposition decided) {
    return new CallFacts(recording, line, answeredAt, known, decided, origin, replyTo);
  }
}
