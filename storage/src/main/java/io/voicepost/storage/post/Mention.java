package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;

/// An account that is named in a post.
public record Mention(AccountId account, Handle handle) {}
