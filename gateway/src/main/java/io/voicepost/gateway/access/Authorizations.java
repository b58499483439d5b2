package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.AuthorizationCode;
import io.voicepost.storage.access.GrantStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// How people allow apps to act for them: OAuth 2 authorization codes (RFC 6749, section 4.1) with
/// PKCE (RFC 7636), and tokens that apps get for themselves (section 4.4). Safe for many threads;
/// `IOException` means that it may be tried again.
public final class Authorizations {
  /// How long an app has to fetch its token, and a person to copy the code.
  static final Duration CODE_LIFE = Duration.ofMinutes(10);

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final Apps apps;
  private final Tokens tokens;
  private final GrantStore grants;
  private final Clock clock;

  Authorizations(Apps apps, Tokens tokens, GrantStore grants, Clock clock) {
    this.apps = apps;
    this.tokens = tokens;
    this.grants = grants;
    this.clock = clock;
  }

  /// An app and an address of its own: people may be sent there, with good news or bad.
  ///
  /// @param returnsTo empty where the person copies the code
  public record AuthorizationClient(App app, Optional<RedirectUri> returnsTo) {
    /// The address as the app registered it.
    public String redirectUri() {
      return returnsTo.map(RedirectUri::toString).orElse(Apps.OUT_OF_BAND);
    }
  }

  /// What an app asks a person for.
  public record AuthorizationRequest(
      AuthorizationClient authorizationClient, Scopes scopes, Optional<String> challenge) {}

  /// @throws OAuthException if there is no such app, or the address is not exactly one of its own:
  ///   then nobody may be sent anywhere
  public AuthorizationClient asker(String clientId, String redirectUri)
      throws OAuthException, IOException {
    var app = apps.find(clientId);
    if (app.isEmpty()) {
      throw new OAuthException("invalid_client", "There is no such app.");
    }
    var returnsTo = RedirectUri.of(redirectUri);
    // The rule may be stricter than when the app registered.
    boolean isOutOfBand = redirectUri.equals(Apps.OUT_OF_BAND);
    boolean isUsable = isOutOfBand || returnsTo.isPresent();
    if (!isUsable || !app.get().redirectUris().contains(redirectUri)) {
      throw new OAuthException(
          "invalid_redirect_uri", "The app did not register this address to return to.");
    }
    return new AuthorizationClient(app.get(), isOutOfBand ? Optional.empty() : returnsTo);
  }

  /// @param scopes words; empty stands for `read`
  /// @param challenge the PKCE challenge, empty where the app has none
  /// @param method how the challenge was made; `S256`
  /// @throws OAuthException for the app to be told
  public AuthorizationRequest request(
      AuthorizationClient authorizationClient,
      String responseType,
      String scopes,
      Optional<String> challenge,
      Optional<String> method)
      throws OAuthException {
    if (!responseType.equals("code")) {
      throw new OAuthException(
          "unsupported_response_type", "The authorization server supports response_type=code.");
    }
    var wanted = Apps.scopes(scopes);
    if (!Scopes.of(authorizationClient.app().scopes()).cover(wanted)) {
      throw new OAuthException(
          "invalid_scope", "The requested scope is wider than what the app registered for.");
    }
    if (challenge.isPresent()
        && !(method.equals(Optional.of("S256")) && CHALLENGE.matcher(challenge.get()).matches())) {
      throw new OAuthException(
          "invalid_request",
          "The code_challenge_method must be S256, and the code_challenge 43 characters of"
              + " Base64url.");
    }
    if (challenge.isEmpty() && method.isPresent()) {
      throw new OAuthException("invalid_request", "A code_challenge is missing.");
    }
    return new AuthorizationRequest(authorizationClient, wanted, challenge);
  }

  /// The person said yes: the code by which the app fetches its token.
  public Secret approve(AuthorizationRequest authorizationRequest, AccountId account)
      throws IOException {
    var code = Secret.fresh();
    grants.add(
        new AuthorizationCode(
            code.hash(),
            authorizationRequest.authorizationClient().app().id(),
            account,
            authorizationRequest.authorizationClient().redirectUri(),
            authorizationRequest.scopes().text(),
            authorizationRequest.challenge(),
            clock.instant().plus(CODE_LIFE).truncatedTo(ChronoUnit.MILLIS)));
    return code;
  }

  /// The app fetches its token. The code is of no use afterwards, whatever comes of it; who uses it
  /// again loses the token, too.
  ///
  /// @param verifier the PKCE verifier, empty where the app has none
  /// @throws OAuthException if the code is unknown, too old, used, another app's, or was asked for
  ///   from another address or with another secret
  public IssuedToken exchange(App app, Secret code, String redirectUri, Optional<String> verifier)
      throws OAuthException, IOException {
    var taken = grants.take(code.hash());
    if (taken.isEmpty()) {
      // Whoever used it first may have stolen it (RFC 6749, section 4.1.2).
      tokens.revokeOf(code);
      throw invalid();
    }
    if (!taken.get().app().equals(app.id())
        || !taken.get().redirectUri().equals(redirectUri)
        || !taken.get().expiresAt().isAfter(clock.instant())
        || !proves(verifier, taken.get().challenge())) {
      throw invalid();
    }
    var issuedToken =
        tokens.issue(app, Optional.of(taken.get().account()), Scopes.of(taken.get().scopes()));
    if (!grants.became(code.hash(), issuedToken.grant().token())) {
      tokens.revoke(app, issuedToken.token());
      throw invalid();
    }
    return issuedToken;
  }

  /// The app renews a token (RFC 6749, section 6). Its scopes stay as they are.
  ///
  /// @throws OAuthException as [#exchange], and if the refresh token was used before: then the
  ///   token is taken back
  public IssuedToken refresh(App app, Secret refresh) throws OAuthException, IOException {
    return tokens.renew(app, refresh);
  }

  static OAuthException invalid() {
    return new OAuthException(
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the"
            + " redirection URI used in the authorization request, or was issued to another"
            + " client.");
  }

  /// The app gets a token for itself.
  ///
  /// @throws OAuthException if it asks for more than it registered for
  public IssuedToken forItself(App app, String scopes) throws OAuthException, IOException {
    var wanted = Apps.scopes(scopes);
    if (!Scopes.of(app.scopes()).cover(wanted)) {
      throw new OAuthException(
          "invalid_scope", "The requested scope is wider than what the app registered for.");
    }
    return tokens.issue(app, Optional.empty(), wanted);
  }

  /// An app that asked without a challenge has nothing to prove; one that proves what nobody asked
  /// for mixed up its codes (RFC 9700, section 2.1.1).
  private static boolean proves(Optional<String> verifier, Optional<String> challenge) {
    if (challenge.isEmpty() || verifier.isEmpty()) {
      return challenge.isEmpty() && verifier.isEmpty();
    }
    var made = Base64.getUrlEncoder().withoutPadding().encode(Secret.sha256(verifier.get()));
    return VERIFIER.matcher(verifier.get()).matches()
        && MessageDigest.isEqual(
            made, challenge.get().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
