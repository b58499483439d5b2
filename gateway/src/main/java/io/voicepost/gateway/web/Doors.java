package io.voicepost.gateway.web;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.web.api.Addresses;
import io.voicepost.gateway.web.api.Askers;
import io.voicepost.gateway.web.api.Limit;
import io.voicepost.gateway.web.api.RateLimits;
import io.voicepost.gateway.web.api.SessionCookie;
import java.io.IOException;
import java.util.Optional;

/// Who stands before the pages: signed in or not, from where, and how often.
record Doors(
    Access access, Askers askers, SessionCookie cookie, RateLimits limits, Addresses addresses) {

  /// Whose page it is to be; empty where nobody is signed in.
  Optional<Session> session(RequestHeaders headers) throws IOException {
    var grant = askers.session(headers);
    var account = grant.flatMap(it -> it.account());
    return account.isEmpty()
        ? Optional.empty()
        : access.account(account.get()).map(it -> new Session(grant.orElseThrow(), it));
  }

  /// By what the visitor's address is counted.
  String address(Visit visit) {
    return addresses.of(visit.context(), visit.headers());
  }

  RateLimits.Left count(Limit limit, ServiceRequestContext context, RequestHeaders headers) {
    return limits.take(limit, "address " + addresses.of(context, headers));
  }
}
