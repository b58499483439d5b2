package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Messages that wait for somebody to let them through; [PostStore] knows all held messages,
/// whatever they wait for. Safe for many threads. `IOException` means the database did not answer:
/// repeat the call later.
public interface ApprovalStore {
  /// Holds a message, once, as [PostStore#hold] does. Empty where its recording was deleted or has
  /// an owner already.
  ///
  /// @param phone what it came from, empty where the number was withheld
  Optional<PendingApproval> hold(
      Voice voice, Optional<SealedPhone> phone, Hold hold, Instant heldAt) throws IOException;

  Optional<PendingApproval> of(RecordingId recording) throws IOException;

  /// What waits for an account's approval, oldest first, at most `limit` after `after`.
  List<PendingApproval> forApprover(AccountId approver, Optional<RecordingId> after, int limit)
      throws IOException;

  /// What waits for a moderator, oldest first, at most `limit` after `after`.
  List<PendingApproval> forModerators(Optional<RecordingId> after, int limit) throws IOException;

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
