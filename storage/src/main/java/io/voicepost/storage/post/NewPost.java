package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.TextRules;
import io.voicepost.storage.Visibility;
import java.time.Instant;
import java.util.Optional;

/// A post before it is one.
///
/// @param voice what is heard in it; its recording becomes a post at most once
/// @param requestKey names the request that makes it: of several with the same key only the first
///   makes a post
public record NewPost(
    AccountId author,
    Optional<Voice> voice,
    PostText text,
    PostIndex index,
    Visibility visibility,
    Optional<PostId> replyTo,
    Optional<String> requestKey,
    Instant postedAt) {
  public NewPost {
    if (voice.isEmpty() && text.caption().isBlank()) {
      throw new IllegalArgumentException("a post has a voice or a caption");
    }
    requestKey.ifPresent(key -> TextRules.check(key, 200, "a request key"));
  }

  /// A voice and nothing else.
  public static NewPost spoken(
      AccountId author, Voice voice, Visibility visibility, Instant postedAt) {
    return new NewPost(
        author,
        Optional.of(voice),
        PostText.NONE,
        PostIndex.NONE,
        visibility,
        Optional.empty(),
        Optional.empty(),
        postedAt);
  }
}
