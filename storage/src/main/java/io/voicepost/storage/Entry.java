package io.voicepost.storage;

import java.time.Instant;

/// What a timeline consists of.
public sealed interface Entry permits Post, Repost {
  PostId id();

  /// Who brought it here.
  Account author();

  Instant postedAt();

  /// What there is to hear and read: the post itself, or the one that was reposted.
  Post post();
}
