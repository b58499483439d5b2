package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Messages that wait for somebody to let them through; [PostStore] knows all held messages,
/// whatever they wait for. Safe for many threads. `IOException` means the database did not answer:
/// repeat the call later.
public interface WaitingStore {
  /// Holds a message, once, as [PostStore#hold] does. Empty where its recording was deleted or has
  /// an owner already.
  ///
  /// @param phone what it came from, empty where the number was withheld
  Optional<Waiting> hold(Voice voice, Optional<SealedPhone> phone, Holding holding, Instant heldAt)
      throws IOException;

  Optional<Waiting> of(RecordingId recording) throws IOException;

  /// What waits for an account's approval, oldest first, at most `limit` after `after`.
  List<Waiting> forApprover(AccountId approver, Optional<RecordingId> after, int limit)
      throws IOException;

  /// What waits for a moderator, oldest first, at most `limit` after `after`.
  List<Waiting> forModerators(Optional<RecordingId> after, int limit) throws IOException;

  /// Makes a waiting message its author's post; empty if none waits for `by` under that id, or it
  /// has no author. It answers what it was to answer, if that still stands.
  ///
  /// @param by who lets it through; empty: a moderator, who may let through what waits for one
  Optional<Post> approve(RecordingId recording, Optional<AccountId> by, Approval approval)
      throws IOException;

  /// How an approved message is published.
  record Approval(PostText text, PostIndex index, Visibility visibility, Instant postedAt) {}

  /// Deletes a waiting message and returns its voice, so that its audio can be deleted too; empty
  /// if none waits for `by` under that id.
  ///
  /// @param by as in [#approve]
  Optional<Voice> refuse(RecordingId recording, Optional<AccountId> by) throws IOException;

  /// What is held for a number that belongs to nobody is the account's from now on, and waits for
  /// it, or still for a moderator; how many messages that are.
  int claim(PhoneKey phone, AccountId account) throws IOException;

  /// What is to be deleted by `now`, at most `limit`.
  List<RecordingId> expired(Instant now, int limit) throws IOException;
}
