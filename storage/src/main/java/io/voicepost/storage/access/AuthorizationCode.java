package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.Optional;

/// What a person allowed an app, until the app fetches its token with the code (RFC 6749, section
/// 4.1).
///
/// @param scopes what was allowed, words with spaces between them
/// @param challenge what the app must prove to know the origin of (RFC 7636, always S256); empty
///   where it asked without
public record AuthorizationCode(
    SecretHash hash,
    AppId app,
    AccountId account,
    String redirectUri,
    String scopes,
    Optional<String> challenge,
    Instant expiresAt) {}
