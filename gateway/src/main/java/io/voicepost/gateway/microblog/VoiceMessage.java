package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.Voice;
import java.util.Optional;

/// What somebody said on the telephone, to be posted.
///
/// @param voice whose renditions are stored
/// @param text what is written beside it
/// @param replyTo the post that it answers
public record VoiceMessage(AccountId author, Voice voice, PostText text, Optional<PostId> replyTo) {
  /// A voice and nothing else.
  public VoiceMessage(AccountId author, Voice voice) {
    this(author, voice, PostText.NONE, Optional.empty());
  }

  /// The same as an answer to nothing.
  public VoiceMessage alone() {
    return new VoiceMessage(author, voice, text, Optional.empty());
  }
}
