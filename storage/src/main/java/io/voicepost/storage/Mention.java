package io.voicepost.storage;

/// An account that is named in a post.
public record Mention(AccountId account, Handle handle) {}
