package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Instant;
import java.util.Optional;

/// One request by one visitor, who is signed in where there is a `session`. `choice` is the
/// language asked for with `?lang=` just now.
record Visit(
    ServiceRequestContext context,
    RequestHeaders headers,
    Language language,
    Optional<Language> choice,
    Optional<Session> session,
    Instant now) {
  private static final String COOKIE = "lang";

  static Visit of(ServiceRequestContext context, RequestHeaders headers, Instant now) {
    var choice = Optional.ofNullable(context.queryParam("lang")).flatMap(Language::ofCode);
    var language =
        choice
            .or(() -> remembered(headers))
            .orElseGet(() -> Language.preferred(headers.get(HttpHeaderNames.ACCEPT_LANGUAGE, "")));
    return new Visit(context, headers, language, choice, Optional.empty(), now);
  }

  private static Optional<Language> remembered(RequestHeaders headers) {
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(COOKIE))
        .findFirst()
        .flatMap(cookie -> Language.ofCode(cookie.value()));
  }

  /// The same by somebody who is signed in.
  Visit by(Optional<Session> session) {
    return new Visit(context, headers, language, choice, session, now);
  }

  Words words() {
    return new Words(language);
  }

  String path() {
    return context.path();
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  String part(String name) {
    return Optional.ofNullable(context.pathParam(name)).orElse("");
  }

  /// What stands in the browser's bar: a name, and a port where it is not the usual one.
  String host() {
    return headers.get(HttpHeaderNames.HOST, headers.get(HttpHeaderNames.AUTHORITY, ""));
  }

  /// The visitor sits at this machine and talks to it directly: the connection comes from loopback,
  /// the address in the browser's bar is a loopback address (else a page elsewhere could reach in
  /// by a name of its own), and no proxy says that it speaks for another.
  boolean fromThisMachine() {
    var name = host().replaceFirst(":[0-9]+$", "");
    return context.remoteAddress().getAddress().isLoopbackAddress()
        && (name.equals("localhost")
            || name.equals("[::1]")
            || name.matches("127(\\.[0-9]{1,3}){3}"))
        && !headers.contains(HttpHeaderNames.FORWARDED)
        && !headers.contains(HttpHeaderNames.X_FORWARDED_FOR);
  }

  /// Keeps the language that was asked for; a year, on this site only, out of scripts' reach.
  Optional<String> cookie() {
    return choice.map(
        it -> COOKIE + "=" + it.code() + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
  }
}
