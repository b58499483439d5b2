package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.util.Map;

/// What a route answers.
public sealed interface ApiResponse {
  /// A record, list or map as JSON.
  record Body(HttpStatus status, Object value, HttpHeaders headers) implements ApiResponse {
    /// The same with one more header, `Link` for example.
    public Body with(CharSequence header, String text) {
      return new Body(status, value, headers.toBuilder().add(header, text).build());
    }
  }

  /// Anything else: a stream, a file. Rate limit and CORS headers are added to it, too.
  record Raw(HttpResponse response) implements ApiResponse {}

  static Body ok(Object value) {
    return new Body(HttpStatus.OK, value, HttpHeaders.of());
  }

  /// `{}`, which is what the API says where there is nothing to say.
  static Body empty() {
    return ok(Map.of());
  }

  static Body of(HttpStatus status, Object value) {
    return new Body(status, value, HttpHeaders.of());
  }

  static ApiResponse raw(HttpResponse response) {
    return new Raw(response);
  }
}
