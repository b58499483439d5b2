package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.AccessToken;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.TokenId;
import java.time.Instant;
import java.util.Optional;

/// What whoever showed a valid token may do.
///
/// @param account for whom; empty where the app acts for itself alone
/// @param expiresAt when the token ends by itself; empty for never
public record Grant(
    TokenId token,
    App app,
    Optional<AccountId> account,
    Scopes scopes,
    Instant createdAt,
    Optional<Instant> expiresAt) {
  static Grant of(AccessToken token) {
    return new Grant(
        token.id(),
        token.app(),
        token.account(),
        Scopes.of(token.scopes()),
        token.createdAt(),
        token.expiresAt());
  }
}
