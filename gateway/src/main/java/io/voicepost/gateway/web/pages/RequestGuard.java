package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.web.http.ClientAddresses;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.RateLimiter;
import io.voicepost.gateway.web.http.RequestAuthenticator;
import io.voicepost.gateway.web.http.SessionCookie;
import java.io.IOException;
import java.util.Optional;

/// Who stands before the pages: signed in or not, from where, and how often.
public record RequestGuard(
    AccessServices access,
    RequestAuthenticator authenticator,
    SessionCookie cookie,
    RateLimiter rateLimiter,
    ClientAddresses addresses) {

  /// Whose page it is to be; empty where nobody is signed in.
  public Optional<Session> session(RequestHeaders headers) throws IOException {
    var grant = authenticator.session(headers);
    var account = grant.flatMap(it -> it.account());
    return account.isEmpty()
        ? Optional.empty()
        : access.account(account.get()).map(it -> new Session(grant.orElseThrow(), it));
  }

  /// By what the visitor's address is counted.
  public String clientAddress(WebRequest request) {
    return addresses.of(request.context(), request.headers());
  }

  RateLimiter.Remaining count(
      RateLimit limit, ServiceRequestContext context, RequestHeaders headers) {
    return rateLimiter.take(limit, "address " + addresses.of(context, headers));
  }
}
