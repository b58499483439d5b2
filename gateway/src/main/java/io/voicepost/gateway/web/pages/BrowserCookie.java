package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignInDevice;
import java.time.Duration;

/// Knows a browser again that signed in before, by a cookie of its own, out of scripts' reach. It
/// says nothing of who it is, and gives no right.
final class BrowserCookie {
  private static final String COOKIE = "browser";

  /// As long as browsers keep one (RFC 6265bis, section 5.5).
  private static final Duration AGE = Duration.ofDays(400);

  private BrowserCookie() {}

  /// Who asks; a browser that is not known gets a fresh name.
  static SignInDevice of(WebRequest request) {
    var browser =
        request.headers().cookies().stream()
            .filter(it -> it.name().equals(COOKIE) && it.value().matches("[A-Za-z0-9_-]{43}"))
            .findFirst()
            .map(it -> new Secret(it.value()))
            .orElseGet(Secret::fresh);
    return new SignInDevice(client(request), browser);
  }

  /// What the browser calls itself, as it is kept.
  static String client(WebRequest request) {
    return UserAgent.of(request.headers().get(HttpHeaderNames.USER_AGENT, "")).text();
  }

  /// The `Set-Cookie` that lets the browser be known again.
  static String keep(SignInDevice signInDevice, boolean secure) {
    return "%s=%s; Path=/; Max-Age=%d; SameSite=Lax; HttpOnly%s"
        .formatted(
            COOKIE, signInDevice.browser().value(), AGE.toSeconds(), secure ? "; Secure" : "");
  }
}
