package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Posts and held messages; a recording is at most one of the two, and at most once. Safe for many
/// threads. `IOException` means the database did not answer: repeat the call later.
///
/// A deleted post leaves its recording id behind, so that a repeated [#publish] or [#hold] cannot
/// bring it back.
public interface PostStore {
  /// Publishes a recording, once: whoever repeats the call gets the post that stands there. Empty
  /// where the recording was deleted or is held.
  Optional<Post> publish(RecordingId recording, AccountId author, Voice voice, Instant postedAt)
      throws IOException;

  /// Keeps a recording until its owner proves who they are, once, like [#publish]. Empty where the
  /// recording was deleted or is published already.
  Optional<HeldMessage> hold(
      RecordingId recording, Optional<SealedPhone> phone, Voice voice, Instant heldAt)
      throws IOException;

  Optional<Post> byId(PostId id) throws IOException;

  Optional<Post> byRecording(RecordingId recording) throws IOException;

  /// The newest posts of all, newest first, at most `limit` of those older than `before`; empty
  /// starts at the newest. Costs the same on every page (keyset, not offset).
  List<Post> publicTimeline(Optional<PostId> before, int limit) throws IOException;

  /// The newest posts of one account, like [#publicTimeline].
  List<Post> accountTimeline(AccountId author, Optional<PostId> before, int limit)
      throws IOException;

  /// What came after `after`, oldest first, at most `limit`: for those who missed something.
  List<Post> newerThan(PostId after, int limit) throws IOException;

  long countOf(AccountId author) throws IOException;

  /// Held messages, oldest first, at most `limit` after `after`; empty starts at the oldest.
  List<HeldMessage> held(Optional<RecordingId> after, int limit) throws IOException;

  Optional<HeldMessage> heldMessage(RecordingId recording) throws IOException;

  /// Gives a held message to an account and publishes it; empty if no such message is held.
  Optional<Post> give(RecordingId recording, AccountId author, Instant postedAt) throws IOException;

  /// Deletes what a recording became, post or held message, and returns its voice, so that the
  /// audio can be deleted too; empty if there is nothing.
  Optional<Voice> delete(RecordingId recording) throws IOException;
}
