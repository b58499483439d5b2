package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.access.RedirectUri;
import java.util.Optional;

/// What a browser may do with what we send (Content Security Policy, level 3): load from this site
/// only, run no script and no style that stands in a page.
public final class ContentPolicy {
  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
          + " base-uri 'none'; form-action 'self'; connect-src 'self'";

  private ContentPolicy() {}

  /// A page of ours; it may call where the browser phone is, and nobody may frame it.
  public static String page(Optional<BrowserPhone> phone) {
    var calls =
        phone
            .map(BrowserPhone::websocket)
            .map(it -> " " + it.getScheme() + "://" + it.getRawAuthority())
            .orElse("");
    return PAGE + calls + "; frame-ancestors 'none'";
  }

  /// A page of ours whose form may end on a page of an app: Chromium wants to know of it
  /// beforehand.
  public static String page(Optional<BrowserPhone> phone, RedirectUri returnsTo) {
    return page(phone).replace("form-action 'self'", "form-action 'self' " + returnsTo.source());
  }

  /// A page that others may frame.
  public static String embedded() {
    return PAGE + "; frame-ancestors *";
  }

  /// Adds what belongs on every answer; what is not a page may do nothing at all.
  public static HttpResponse guard(HttpResponse response) {
    return response.mapHeaders(ContentPolicy::guarded);
  }

  /// As [#guard], for an answer that nobody need look at again.
  public static ResponseHeaders guarded(ResponseHeaders headers) {
    var guarded = headers.toBuilder();
    if (!headers.contains(HttpHeaderNames.CONTENT_SECURITY_POLICY)) {
      guarded.set(
          HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    }
    return guarded
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .set(HttpHeaderNames.REFERRER_POLICY, "strict-origin-when-cross-origin")
        .set("permissions-policy", "microphone=(self), camera=(), geolocation=()")
        .build();
  }
}
