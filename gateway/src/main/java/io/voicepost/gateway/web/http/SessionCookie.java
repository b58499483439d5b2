package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.voicepost.gateway.access.Secret;
import java.net.URI;
import java.util.Optional;

/// The cookie that keeps a browser signed in, out of scripts' reach; and the proof that a request
/// which it came with was made by a page of ours.
///
/// @param secure the site is reached by HTTPS: the cookie goes over nothing else
/// @param origin where the site is; empty where only the request knows
public record SessionCookie(boolean secure, Optional<String> origin) {
  private static final String NAME = "session";
  private static final long A_YEAR = 31_536_000;

  public static SessionCookie of(Optional<URI> publicUrl) {
    return new SessionCookie(
        publicUrl.filter(it -> "https".equals(it.getScheme())).isPresent(),
        publicUrl.map(it -> it.getScheme() + "://" + it.getRawAuthority()));
  }

  public Optional<Secret> read(RequestHeaders headers) {
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(NAME) && !cookie.value().isEmpty())
        .findFirst()
        .map(cookie -> new Secret(cookie.value()));
  }

  /// The `Set-Cookie` that keeps a session.
  public String keep(Secret token) {
    return cookie(token.value(), A_YEAR);
  }

  /// The `Set-Cookie` that ends it.
  public String end() {
    return cookie("", 0);
  }

  private String cookie(String value, long seconds) {
    return "%s=%s; Path=/; Max-Age=%d; SameSite=Lax; HttpOnly%s"
        .formatted(NAME, value, seconds, secure ? "; Secure" : "");
  }

  /// Whether the request changes nothing, or a page of ours made it: browsers say so themselves
  /// (Fetch Metadata), older ones by `Origin`. Who says neither is no browser of today, and has no
  /// business with a cookie.
  public boolean isOurs(RequestHeaders headers) {
    if (headers.method() == HttpMethod.GET || headers.method() == HttpMethod.HEAD) {
      return true;
    }
    return isFromOurs(headers);
  }

  /// Whether a page of ours made the request, whatever it does.
  boolean isFromOurs(RequestHeaders headers) {
    var site = headers.get("sec-fetch-site");
    if (site != null) {
      return site.equals("same-origin");
    }
    var from = headers.get(HttpHeaderNames.ORIGIN, "");
    return !from.isEmpty() && origins(headers).contains(from);
  }

  private java.util.Set<String> origins(RequestHeaders headers) {
    var host = headers.get(HttpHeaderNames.HOST, headers.get(HttpHeaderNames.AUTHORITY, ""));
    return origin.map(java.util.Set::of).orElseGet(() -> java.util.Set.of("http://" + host));
  }
}
