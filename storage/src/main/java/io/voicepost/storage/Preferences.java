package io.voicepost.storage;

import java.util.Optional;

/// What an account prefers for itself: the language of pages and posts (BCP 47; empty for the
/// browser's) and who sees a new post.
public record Preferences(Optional<String> language, Visibility visibility) {}
