package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Captions of recordings, one track each, and the work of the machine that writes them. They go
/// with their recording. Safe for many threads. `IOException` means the database did not answer:
/// repeat the call later.
public interface CaptionStore {
  /// A voice whose captions a machine is to write.
  ///
  /// @param attempt how often it was taken, this time included
  record Job(Voice voice, int attempt) {}

  /// Asks for captions by machine, once; nothing where there are some, or no such recording with an
  /// owner.
  void request(RecordingId recording, Instant at) throws IOException;

  /// Takes the pending captions that wait longest, and lets nobody else take them for `lease`.
  Optional<Job> take(Instant now, Duration lease) throws IOException;

  /// Puts a job back, to be taken from `due` on.
  void again(RecordingId recording, Instant due) throws IOException;

  /// No machine will write these captions.
  void giveUp(RecordingId recording) throws IOException;

  /// Writes what a machine heard; `false` where nobody waits for it any more.
  boolean heard(RecordingId recording, String language, String content, Instant at)
      throws IOException;

  /// Writes what the owner of a recording says; empty where there is no such recording of theirs.
  Optional<Captions> edit(
      AccountId owner, RecordingId recording, String language, String content, Instant at)
      throws IOException;

  Optional<Captions> of(RecordingId recording) throws IOException;

  /// The captions of those of `recordings` that have some.
  Map<RecordingId, Captions> of(Collection<RecordingId> recordings) throws IOException;
}
