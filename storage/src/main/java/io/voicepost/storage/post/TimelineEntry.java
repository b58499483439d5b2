package io.voicepost.storage.post;

import io.voicepost.storage.Account;
import io.voicepost.storage.PostId;
import java.time.Instant;

/// What a timeline consists of.
public sealed interface TimelineEntry permits Post, Repost {
  PostId id();

  /// Who brought it here.
  Account author();

  Instant postedAt();

  /// What there is to hear and read: the post itself, or the one that was reposted.
  Post post();
}
