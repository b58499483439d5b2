package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Uploads. One that is deleted, or whose post is deleted, goes with its recording. Safe for many
/// threads. `IOException` means the database did not answer: repeat the call later.
public interface MediaStore {
  /// Notes an upload, once: whoever repeats the call, with the same recording or the same request
  /// key, gets the one that stands there.
  MediaAttachment add(
      AccountId owner,
      RecordingId recording,
      String description,
      Optional<String> requestKey,
      Instant at)
      throws IOException;

  /// The same of an upload that no request is remembered of.
  default MediaAttachment add(
      AccountId owner, RecordingId recording, String description, Instant at) throws IOException {
    return add(owner, recording, description, Optional.empty(), at);
  }

  /// The upload of `owner` that a request made.
  Optional<MediaAttachment> byRequest(AccountId owner, String requestKey) throws IOException;

  /// An upload of `owner`; somebody else's is none.
  Optional<MediaAttachment> byId(AccountId owner, MediaId id) throws IOException;

  /// Those of `recordings` that were uploaded.
  Map<RecordingId, MediaAttachment> byRecordings(Collection<RecordingId> recordings)
      throws IOException;

  /// Changes the description; empty if there is no such upload of `owner`.
  Optional<MediaAttachment> describe(AccountId owner, MediaId id, String description)
      throws IOException;

  /// Notes that an upload can never become audio.
  void fail(RecordingId recording, MediaAttachment.Failed failure) throws IOException;

  /// Forgets an upload that has no recording; `false` if it has one, or is none.
  boolean forget(MediaId id) throws IOException;

  /// Uploads that were made before `before` and are in no post, oldest first.
  List<MediaAttachment> unused(Instant before, int limit) throws IOException;
}
