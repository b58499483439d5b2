package io.voicepost.storage;

import java.util.Optional;

/// What a post answers; `post` is empty once that was deleted.
public record Parent(Optional<PostId> post, AccountId author) {}
