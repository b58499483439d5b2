package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;

/// Sends visitors on.
final class Redirects {
  private Redirects() {}

  /// To another page, by GET (RFC 9110, section 15.4.4).
  static HttpResponse to(String where) {
    return HttpResponse.of(headers(where).build());
  }

  /// To another page, with a cookie.
  static HttpResponse to(String where, String cookie) {
    return to(where, List.of(cookie));
  }

  /// To another page, with cookies.
  static HttpResponse to(String where, List<String> cookies) {
    return HttpResponse.of(headers(where).add(HttpHeaderNames.SET_COOKIE, cookies).build());
  }

  private static ResponseHeadersBuilder headers(String where) {
    return ResponseHeaders.builder(HttpStatus.SEE_OTHER)
        .add(HttpHeaderNames.LOCATION, where)
        .add(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }

  /// A path of this site, as it was asked for; the first page where it is anything else: nobody is
  /// sent elsewhere by a link of ours.
  static String localPath(String wanted) {
    boolean ours =
        wanted.startsWith("/")
            && !wanted.startsWith("//")
            && wanted.length() <= 4000
            && wanted.chars().allMatch(it -> it > ' ' && it < 127 && it != '\\');
    if (!ours) {
      return "/";
    }
    try {
      return URI.create(wanted).getRawAuthority() == null ? wanted : "/";
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  static String signIn(String to) {
    return "/sign-in?to=" + encoded(to);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
