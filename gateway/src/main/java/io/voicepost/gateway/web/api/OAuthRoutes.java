package io.voicepost.gateway.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Apps;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.access.IssuedToken;
import io.voicepost.gateway.access.OAuthException;
import io.voicepost.gateway.access.Scopes;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Params;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.access.App;
import io.voicepost.storage.access.AppId;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Apps and their tokens (docs, "apps API methods", "oauth API methods"). The page on which people
/// allow an app is among the pages.
public final class OAuthRoutes {
  private final AccessServices access;

  public OAuthRoutes(AccessServices access) {
    this.access = access;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/apps", RouteAccess.anybody(), this::register)
            .counted(RateLimit.SIGN_UP),
        Route.get("/api/v1/apps/verify_credentials", RouteAccess.anyToken(), OAuthRoutes::verify),
        Route.post("/oauth/token", RouteAccess.anybody(), this::token).counted(RateLimit.SIGN_IN),
        Route.post("/oauth/revoke", RouteAccess.anybody(), this::revoke),
        Route.get(
            "/oauth/userinfo", RouteAccess.member("profile", "read:accounts"), this::userInfo),
        Route.get(
            "/.well-known/oauth-authorization-server", RouteAccess.anybody(), this::metadata));
  }

  /// Documented as `Application`.
  record Application(
      String name,
      Optional<String> website,
      List<String> scopes,
      List<String> redirectUris,
      String redirectUri) {
    static Application of(App app) {
      return new Application(
          app.name(),
          app.website(),
          Scopes.of(app.scopes()).names(),
          app.redirectUris(),
          String.join("\n", app.redirectUris()));
    }
  }

  /// Documented as `CredentialApplication`. The secret does not expire: 0.
  record CredentialApplication(
      AppId id,
      String name,
      Optional<String> website,
      List<String> scopes,
      List<String> redirectUris,
      String redirectUri,
      String clientId,
      String clientSecret,
      long clientSecretExpiresAt) {
    static CredentialApplication of(Apps.Registered made) {
      var app = Application.of(made.app());
      return new CredentialApplication(
          made.app().id(),
          app.name(),
          app.website(),
          app.scopes(),
          app.redirectUris(),
          app.redirectUri(),
          made.app().clientId(),
          made.secret().value(),
          0);
    }
  }

  /// Documented as `Token`. Seconds since 1970. Those that end are told so (RFC 6749, section 5.1).
  record Token(
      String accessToken,
      String tokenType,
      String scope,
      long createdAt,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> expiresIn,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> refreshToken) {
    static Token of(IssuedToken issuedToken) {
      return new Token(
          issuedToken.token().value(),
          "Bearer",
          issuedToken.grant().scopes().text(),
          issuedToken.grant().createdAt().getEpochSecond(),
          issuedToken.life().map(Duration::toSeconds),
          issuedToken.refresh().map(Secret::value));
    }

    @Override
    public String toString() {
      return "token";
    }
  }

  private ApiResponse register(ApiRequest request) throws ApiException, IOException {
    var params = request.params();
    var redirects = new ArrayList<String>();
    for (var text : params.all("redirect_uris")) {
      text.lines().map(String::strip).filter(it -> !it.isEmpty()).forEach(redirects::add);
    }
    try {
      var made =
          access
              .apps()
              .register(
                  params.required("client_name"),
                  redirects,
                  String.join(" ", params.all("scopes")),
                  params.text("website").filter(it -> !it.isBlank()));
      return ApiResponse.ok(CredentialApplication.of(made));
    } catch (OAuthException e) {
      throw ApiException.unprocessable("Validation failed: " + e.description());
    }
  }

  private static ApiResponse verify(ApiRequest request) throws ApiException {
    return ApiResponse.ok(Application.of(grant(request).app()));
  }

  private static Grant grant(ApiRequest request) throws ApiException {
    return request
        .grant()
        .orElseThrow(() -> ApiException.unauthorized("The access token is invalid"));
  }

  private ApiResponse token(ApiRequest request) throws ApiException, IOException {
    var params = request.params();
    try {
      var app = client(request);
      var issuedToken =
          switch (params.text("grant_type").orElse("")) {
            case "authorization_code" ->
                access
                    .authorizations()
                    .exchange(
                        app,
                        new Secret(needed(params, "code")),
                        needed(params, "redirect_uri"),
                        params.text("code_verifier"));
            case "refresh_token" ->
                access.authorizations().refresh(app, new Secret(needed(params, "refresh_token")));
            case "client_credentials" ->
                access.authorizations().forItself(app, params.text("scope").orElse(""));
            case "" -> throw missing("grant_type");
            default ->
                throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "unsupported_grant_type",
                    Optional.of(
                        "The authorization grant type is not supported by the authorization"
                            + " server."));
          };
      return ApiResponse.ok(Token.of(issuedToken));
    } catch (OAuthException e) {
      throw refused(e);
    }
  }

  private ApiResponse revoke(ApiRequest request) throws ApiException, IOException {
    try {
      var app = client(request);
      access.tokens().revoke(app, new Secret(needed(request.params(), "token")));
      return ApiResponse.empty();
    } catch (OAuthException e) {
      throw new ApiException(
          HttpStatus.FORBIDDEN,
          "unauthorized_client",
          Optional.of("You are not authorized to revoke this token"));
    }
  }

  /// The app proves itself in the body or by Basic authentication (RFC 6749, section 2.3.1).
  private App client(ApiRequest request) throws ApiException, OAuthException, IOException {
    var authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (authorization.regionMatches(true, 0, "basic ", 0, 6)) {
      try {
        var pair =
            new String(Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8)
                .split(":", 2);
        if (pair.length == 2) {
          return access
              .apps()
              .prove(
                  URLDecoder.decode(pair[0], UTF_8), new Secret(URLDecoder.decode(pair[1], UTF_8)));
        }
      } catch (IllegalArgumentException e) {
        // Refused below, like every other wrong secret.
      }
      return access.apps().prove("", new Secret(""));
    }
    var params = request.params();
    return access
        .apps()
        .prove(
            params.text("client_id").orElse(""),
            new Secret(params.text("client_secret").orElse("")));
  }

  private static String needed(Params params, String name) throws ApiException {
    return params.text(name).filter(it -> !it.isEmpty()).orElseThrow(() -> missing(name));
  }

  private static ApiException missing(String name) {
    return new ApiException(
        HttpStatus.BAD_REQUEST,
        "invalid_request",
        Optional.of("Missing required parameter: " + name + "."));
  }

  private static ApiException refused(OAuthException e) {
    var status =
        e.error().equals("invalid_client") ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST;
    return new ApiException(status, e.error(), Optional.of(e.description()));
  }

  /// OpenID Connect's user info, as far as documented.
  record UserInfo(String iss, String sub, String name, String preferredUsername, String profile) {}

  private ApiResponse userInfo(ApiRequest request) throws ApiException, IOException {
    var account = access.account(request.member()).orElseThrow(ApiException::notFound);
    var profile = request.base() + "/@" + account.handle();
    return ApiResponse.ok(
        new UserInfo(
            request.base() + "/",
            profile,
            account.displayName(),
            account.handle().value(),
            profile));
  }

  /// RFC 8414.
  record Metadata(
      String issuer,
      String serviceDocumentation,
      String authorizationEndpoint,
      String tokenEndpoint,
      String appRegistrationEndpoint,
      String revocationEndpoint,
      String userinfoEndpoint,
      List<String> scopesSupported,
      List<String> responseTypesSupported,
      List<String> responseModesSupported,
      List<String> grantTypesSupported,
      List<String> tokenEndpointAuthMethodsSupported,
      List<String> codeChallengeMethodsSupported) {}

  private ApiResponse metadata(ApiRequest request) {
    var base = request.base();
    return ApiResponse.ok(
        new Metadata(
            base + "/",
            "https://docs.joinmastodon.org/",
            base + "/oauth/authorize",
            base + "/oauth/token",
            base + "/api/v1/apps",
            base + "/oauth/revoke",
            base + "/oauth/userinfo",
            Scopes.all(),
            List.of("code"),
            List.of("query"),
            access.tokens().expire()
                ? List.of("authorization_code", "client_credentials", "refresh_token")
                : List.of("authorization_code", "client_credentials"),
            List.of("client_secret_basic", "client_secret_post"),
            List.of("S256")));
  }
}
