package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Recordings and what became of them, posts and reposts one by one; whole timelines are
/// [TimelineStore]'s. A recording is in at most one post or held message, and at most once. Safe
/// for many threads. `IOException` means the database did not answer: repeat the call later.
///
/// A deleted recording leaves its id behind, so that a repeated [#publish] or [#hold] cannot bring
/// it back.
public interface PostStore {
  /// Publishes, once: whoever repeats the call, with the same recording or the same request key,
  /// gets the post that stands there. Empty where the recording was deleted, is held or is another
  /// account's, and where the post that it answers is gone.
  Optional<Post> publish(NewPost post) throws IOException;

  /// The post of `author` that a request made.
  Optional<Post> byRequest(AccountId author, String requestKey) throws IOException;

  /// Keeps a voice for its owner, to be used by a post later; repeating it changes nothing. `false`
  /// where its recording was deleted, is held or is another account's.
  boolean keep(AccountId owner, Voice voice) throws IOException;

  /// Keeps a recording until its owner proves who they are, once, like [#publish]. Empty where the
  /// recording was deleted or has an owner already.
  Optional<HeldMessage> hold(Voice voice, Optional<SealedPhone> phone, Instant heldAt)
      throws IOException;

  /// A post, not a repost, whoever may see it.
  Optional<Post> byId(PostId id) throws IOException;

  /// A post or a repost, whoever may see it.
  Optional<TimelineEntry> entry(PostId id) throws IOException;

  /// Those of `ids` that a viewer may see, empty for a visitor, posts or reposts, in their order.
  List<TimelineEntry> entries(Optional<AccountId> viewer, Collection<PostId> ids)
      throws IOException;

  Optional<Post> byRecording(RecordingId recording) throws IOException;

  /// Whose recording it is, in a post or not; empty where it is held, deleted or unknown.
  Optional<AccountId> owner(RecordingId recording) throws IOException;

  /// What is heard of a recording that has an owner, in a post or not.
  Optional<Voice> voice(RecordingId recording) throws IOException;

  /// Changes what is written in a post; empty if there is none.
  Optional<Post> edit(PostId id, PostText text, PostIndex index, Instant editedAt)
      throws IOException;

  /// Turns a draft into a post, with a new id, for it is as old as the moment everybody can see it;
  /// empty if there is no such draft, or what it answers is gone: then the draft stays.
  Optional<Post> publishDraft(PostId draft, NewPost post) throws IOException;

  /// Pins a post to its author's page, or takes it off; a draft cannot be pinned.
  void pin(PostId id, boolean pinned, Instant at) throws IOException;

  /// Brings a post to the followers of `by`, once, and gives the repost's id; empty where it was
  /// brought before, or is gone.
  Optional<PostId> repost(AccountId by, PostId post, Visibility visibility, Instant at)
      throws IOException;

  /// The repost of a post by an account.
  Optional<Repost> repostBy(AccountId by, PostId post) throws IOException;

  /// Takes a repost back and gives its id; empty if there is none.
  Optional<PostId> unrepost(AccountId by, PostId post) throws IOException;

  /// Deletes a post with everything that hangs on it, and returns it; empty if there is none. Its
  /// audio is [#audioToRemove] from then on.
  Optional<Post> delete(PostId id) throws IOException;

  /// Deletes a recording that no post uses, and returns its voice; empty if there is nothing. Its
  /// audio is [#audioToRemove] from then on.
  Optional<Voice> discard(RecordingId recording) throws IOException;

  /// Sees to it that a recording that is on its way never becomes a post or a held message; `false`
  /// where it is one already, or was.
  boolean forbid(RecordingId recording) throws IOException;

  /// Audio of deleted recordings that may still be in the audio store, at most `limit`.
  List<AudioKey> audioToRemove(int limit) throws IOException;

  /// It is there no more.
  void audioRemoved(Collection<AudioKey> keys) throws IOException;

  /// Held messages, oldest first, at most `limit` after `after`; empty starts at the oldest.
  List<HeldMessage> held(Optional<RecordingId> after, int limit) throws IOException;

  Optional<HeldMessage> heldMessage(RecordingId recording) throws IOException;

  /// Gives a held message to an account and publishes it; empty if no such message is held.
  Optional<Post> give(
      RecordingId recording, AccountId author, Visibility visibility, Instant postedAt)
      throws IOException;

  /// The counts of those of `ids` that are posts.
  Map<PostId, PostCounts> counts(Collection<PostId> ids) throws IOException;
}
