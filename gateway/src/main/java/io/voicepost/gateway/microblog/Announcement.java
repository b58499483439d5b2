package io.voicepost.gateway.microblog;

import io.voicepost.storage.Post;
import io.voicepost.storage.RecordingId;

/// Something that happened and that others may want to hear of. May be repeated, may be late.
public sealed interface Announcement {
  /// A post can be played from now on.
  record Posted(Post post) implements Announcement {}

  /// A post and its audio are gone.
  record Deleted(RecordingId recording) implements Announcement {}
}
