package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import java.util.Optional;

/// What a post answers; `post` is empty once that was deleted.
public record Parent(Optional<PostId> post, AccountId author) {}
