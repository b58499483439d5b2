package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.PostText;
import java.util.Optional;

/// What somebody wants to post on the web.
///
/// @param voice a recording that is kept for the author and in no post yet
/// @param requestKey names the request: of several with the same key only the first makes a post
public record PostRequest(
    AccountId author,
    PostText text,
    Optional<RecordingId> voice,
    Visibility visibility,
    Optional<PostId> replyTo,
    Optional<String> requestKey) {}
