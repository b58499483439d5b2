package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Apps and what they were allowed: codes and access tokens. Safe for many threads. `IOException`
/// means the database did not answer: repeat the call later.
public interface GrantStore {
  /// Keeps an app; its id is given here.
  App register(NewApp app) throws IOException;

  Optional<App> app(String clientId) throws IOException;

  /// The app that knows this secret; empty where the name or the secret is wrong.
  Optional<App> app(String clientId, SecretHash secret) throws IOException;

  void add(AuthorizationCode code) throws IOException;

  /// Gives a code, once: of several who ask at once, one gets it.
  Optional<AuthorizationCode> take(SecretHash code) throws IOException;

  /// Remembers the token that a taken code became; `false` where it was used again meanwhile, or
  /// taken back, and the token must not stand.
  boolean became(SecretHash code, TokenId token) throws IOException;

  /// Somebody used a code that was taken: takes back the token that it became, if it did, and says
  /// what that was found by.
  Optional<SecretHash> usedAgain(SecretHash code) throws IOException;

  /// Keeps a token; its id is given here.
  AccessToken issue(NewToken token) throws IOException;

  Optional<AccessToken> token(SecretHash token) throws IOException;

  /// Remembers that a token was used.
  void used(TokenId token, Instant at) throws IOException;

  /// The account's tokens, last used first, at most `limit`.
  List<AccessToken> tokens(AccountId account, int limit) throws IOException;

  /// Takes back an account's token and says what it was found by; empty if it has none of that id.
  Optional<SecretHash> revoke(AccountId account, TokenId token) throws IOException;

  /// Takes back a token that was issued to `app`; `false` if there is none.
  boolean revoke(AppId app, SecretHash token) throws IOException;

  /// Takes back all tokens and codes of an account, save `kept`, and says what they were found by.
  List<SecretHash> revokeAll(AccountId account, Optional<TokenId> kept) throws IOException;

  /// Forgets codes that ended before `now`, and tokens of `app` that were not used since `idle`.
  void sweep(Instant now, AppId app, Instant idle) throws IOException;

  /// An app that is not kept yet, as [App].
  record NewApp(
      String clientId,
      SecretHash secret,
      String name,
      Optional<String> website,
      List<String> redirectUris,
      String scopes,
      Instant createdAt) {}

  /// A token that is not kept yet, as [AccessToken].
  record NewToken(
      SecretHash hash, App app, Optional<AccountId> account, String scopes, Instant createdAt) {}
}
