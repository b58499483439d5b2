package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.Tokens;
import io.voicepost.storage.access.App;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Finds who asks: by a bearer token (RFC 6750, section 2.1) or by the cookie of a session.
public final class RequestAuthenticator {
  private static final String BEARER = "bearer ";

  private final Tokens tokens;
  private final SessionCookie cookie;

  public RequestAuthenticator(Tokens tokens, SessionCookie cookie) {
    this.tokens = tokens;
    this.cookie = cookie;
  }

  /// Who asks, if anybody does who may.
  ///
  /// @throws ApiException 401 for a token that is none, that ended or that is needed and missing;
  ///   403 for one that does not reach so far, or a cookie that a page of another site sent along
  public Optional<Grant> admit(RouteAccess access, RequestHeaders headers)
      throws ApiException, IOException {
    var grant = find(headers);
    switch (access) {
      case RouteAccess.Anybody _ -> {}
      case RouteAccess.AnyToken(var scopes) -> expect(grant, scopes);
      case RouteAccess.MemberToken(var scopes) -> {
        expect(grant, scopes);
        if (grant.flatMap(Grant::account).isEmpty()) {
          throw new ApiException(
              HttpStatus.UNPROCESSABLE_ENTITY, "This method requires an authenticated user");
        }
      }
    }
    return grant;
  }

  /// Who opens a socket, if anybody does who is known: by a token, or by a session from a page of
  /// ours.
  public Optional<Grant> admitSocket(RequestHeaders headers) throws ApiException, IOException {
    var grant = find(headers);
    boolean byCookie = grant.isPresent() && !headers.contains(HttpHeaderNames.AUTHORIZATION);
    if (byCookie && !cookie.isFromOurs(headers)) {
      throw new ApiException(HttpStatus.FORBIDDEN, "A page of another site may not do this");
    }
    return grant;
  }

  /// The session that a browser shows, if it is still one. An app's token is none: what it may not
  /// do by the API it may not do by the pages either.
  public Optional<Grant> session(RequestHeaders headers) throws IOException {
    var token = cookie.read(headers);
    return token.isEmpty()
        ? Optional.empty()
        : tokens.verify(token.get()).filter(it -> it.app().id().equals(App.PAGES));
  }

  private Optional<Grant> find(RequestHeaders headers) throws ApiException, IOException {
    var authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      var grant = tokens.verify(new Secret(authorization.substring(BEARER.length()).strip()));
      if (grant.isEmpty()) {
        throw ApiException.unauthorized("The access token is invalid");
      }
      return grant;
    }
    var session = session(headers);
    if (session.isPresent() && !cookie.isOurs(headers)) {
      throw new ApiException(HttpStatus.FORBIDDEN, "A page of another site may not do this");
    }
    return session;
  }

  private static void expect(Optional<Grant> grant, List<String> scopes) throws ApiException {
    if (grant.isEmpty()) {
      throw ApiException.unauthorized("The access token is invalid");
    }
    if (!scopes.isEmpty() && scopes.stream().noneMatch(grant.get().scopes()::allow)) {
      throw new ApiException(HttpStatus.FORBIDDEN, "This action is outside the authorized scopes");
    }
  }
}
