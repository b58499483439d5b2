package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What apps were allowed: codes and access tokens. Safe for many threads. `IOException` means the
/// database did not answer: repeat the call later.
public interface GrantStore {
  void add(AuthorizationCode code) throws IOException;

  /// Gives a code, once: of several who ask at once, one gets it.
  Optional<AuthorizationCode> take(SecretHash code) throws IOException;

  /// Remembers the token that a taken code became; `false` where it was used again meanwhile, or
  /// taken back, and the token must not stand.
  boolean became(SecretHash code, TokenId token) throws IOException;

  /// Somebody used a code that was taken: takes back the token that it became, if it did, and says
  /// which that was.
  Optional<TokenId> usedAgain(SecretHash code) throws IOException;

  /// Keeps a token; its id is given here.
  AccessToken issue(NewToken token) throws IOException;

  Optional<AccessToken> token(SecretHash token) throws IOException;

  /// Remembers that a token was used.
  void used(TokenId token, Instant at) throws IOException;

  /// Remembers that whoever has the token proved that they are the account's owner.
  void proved(TokenId token, Instant at) throws IOException;

  /// When that was last; empty if it never was, or the token is gone.
  Optional<Instant> provedAt(TokenId token) throws IOException;

  /// The account's tokens, last used first, at most `limit`.
  List<AccessToken> tokens(AccountId account, int limit) throws IOException;

  /// Takes back an account's token; `false` if it has none of that id.
  boolean revoke(AccountId account, TokenId token) throws IOException;

  /// Takes back a token that was issued to `app` and says which it was; empty if there is none.
  Optional<TokenId> revoke(AppId app, SecretHash token) throws IOException;

  /// Takes back what a refresh token of `app` renews, and says which token it was.
  Optional<TokenId> revokeByRefresh(AppId app, SecretHash refresh) throws IOException;

  /// Keeps what an app renews a token by.
  void keepRefresh(SecretHash refresh, TokenId token, Instant expiresAt) throws IOException;

  /// Renews a token by its refresh token, which is used up: both get new secrets. Of many who ask
  /// at once one is answered; a refresh token that is used again takes the token back, for one of
  /// the two who used it is a thief (RFC 9700, section 4.14.2).
  Renewed renew(AppId app, SecretHash refresh, Renewal renewal, Instant now) throws IOException;

  /// The secrets that take the place of the old ones, and their ends.
  record Renewal(SecretHash token, Instant tokenEnds, SecretHash refresh, Instant refreshEnds) {}

  /// How a renewal ended.
  sealed interface Renewed {
    /// @param old what the token was found by until now
    record Done(AccessToken token, SecretHash old) implements Renewed {}

    /// The refresh token was used before; the token is gone.
    ///
    /// @param token which it was
    record Reused(TokenId token, Optional<AccountId> account) implements Renewed {}

    /// No such refresh token, another app's, or too old.
    record Unknown() implements Renewed {}
  }

  /// Takes back all tokens and codes of an account, save `kept`, and says which tokens they were.
  List<TokenId> revokeAll(AccountId account, Optional<TokenId> kept) throws IOException;

  /// Those of `tokens` that were not taken back and did not end before `now`.
  Set<TokenId> standing(Collection<TokenId> tokens, Instant now) throws IOException;

  /// Forgets codes and refresh tokens that ended before `now`, tokens that ended and cannot be
  /// renewed any more, and tokens of `app` that were not used since `idle`.
  void sweep(Instant now, AppId app, Instant idle) throws IOException;

  /// A token that is not kept yet, as [AccessToken].
  record NewToken(
      SecretHash hash,
      App app,
      Optional<AccountId> account,
      String scopes,
      Instant createdAt,
      String client,
      Optional<Instant> expiresAt) {}
}
