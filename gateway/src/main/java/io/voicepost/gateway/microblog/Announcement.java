package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.access.TokenId;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Repost;
import java.util.Optional;

/// Something that happened and that others may want to hear of. May be repeated, may be late.
public sealed interface Announcement {
  /// A post can be played or read from now on, by those who may see it.
  record Posted(Post post) implements Announcement {}

  /// Somebody brought a post to their followers.
  record Reposted(Repost repost) implements Announcement {}

  /// What is written in a post changed.
  record Edited(Post post) implements Announcement {}

  /// A post and its audio, or a repost, are gone.
  ///
  /// @param readers who may be told
  record Deleted(PostId post, Optional<RecordingId> recording, Readers readers)
      implements Announcement {}

  /// A recording that was in no post is gone.
  record Discarded(RecordingId recording) implements Announcement {}

  /// Whom an account follows, lists or does not want to see changed.
  record Related(AccountId account) implements Announcement {}

  /// Somebody is to be told of something.
  record Notified(Notification notification) implements Announcement {}

  /// A token was taken back: what was opened with it ends.
  record Revoked(TokenId token) implements Announcement {}

  /// Something may have happened on another node that was not told here: what is remembered is to
  /// be asked for anew.
  record Missed() implements Announcement {}
}
