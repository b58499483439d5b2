package io.voicepost.storage;

import java.time.Instant;

/// Brings a post to one's own followers: a reference, never a copy.
public record Repost(PostId id, Account author, Visibility visibility, Post post, Instant postedAt)
    implements Entry {}
