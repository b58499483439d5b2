package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.Optional;

/// That an app may act, without the secret by which it proves so.
///
/// @param account for whom; empty where the app acts for itself alone
/// @param scopes how far, words with spaces between them
/// @param usedAt when it was last known to be used, roughly
/// @param client what it was issued to, as the store was given it; empty where that is not known
/// @param expiresAt when it ends by itself; empty for never
public record AccessToken(
    TokenId id,
    App app,
    Optional<AccountId> account,
    String scopes,
    Instant createdAt,
    Instant usedAt,
    String client,
    Optional<Instant> expiresAt) {}
