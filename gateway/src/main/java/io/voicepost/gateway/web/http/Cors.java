package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;

/// What pages of other sites may do: everything that takes a token, nothing that takes a cookie
/// (Fetch, "CORS protocol"). Without `Access-Control-Allow-Credentials` a browser sends none along.
public final class Cors {
  private static final String METHODS = "POST, PUT, DELETE, GET, PATCH, OPTIONS";
  private static final String EXPOSED =
      "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id, Retry-After,"
          + " Accept-Ranges, Content-Range, ETag";

  private Cors() {}

  public static HttpResponse preflight() {
    var headers =
        ResponseHeaders.builder(HttpStatus.NO_CONTENT)
            .add(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
            .add(
                HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, Idempotency-Key, Range")
            .add(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "7200");
    return HttpResponse.of(open(headers).build());
  }

  /// The same for what is no part of the API: pages of other sites may read what it answers.
  public static HttpService open(HttpService service) {
    return (context, request) ->
        request.method() == HttpMethod.OPTIONS
            ? preflight()
            : service
                .serve(context, request)
                .mapHeaders(headers -> open(headers.toBuilder()).build());
  }

  public static ResponseHeadersBuilder open(ResponseHeadersBuilder headers) {
    return headers
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
  }
}
