package io.voicepost.storage.post;

import io.voicepost.storage.Account;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message that stands, with its author as they are now.
///
/// @param thread the post that the conversation began with; its own id where it began one
public record Post(
    PostId id,
    Account author,
    Optional<Voice> voice,
    PostText text,
    Visibility visibility,
    Optional<Parent> replyTo,
    PostId thread,
    List<Mention> mentions,
    boolean pinned,
    Instant postedAt,
    Optional<Instant> editedAt)
    implements TimelineEntry {
  public Post {
    mentions = List.copyOf(mentions);
  }

  @Override
  public Post post() {
    return this;
  }
}
