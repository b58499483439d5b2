package io.voicepost.storage.post;

import io.voicepost.storage.Account;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import java.time.Instant;

/// Brings a post to one's own followers: a reference, never a copy.
public record Repost(PostId id, Account author, Visibility visibility, Post post, Instant postedAt)
    implements TimelineEntry {}
