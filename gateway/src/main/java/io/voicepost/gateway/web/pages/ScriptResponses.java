package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.web.http.Json;
import java.util.Map;

/// Answers to the scripts of our pages, as JSON.
final class ScriptResponses {
  private ScriptResponses() {}

  static HttpResponse answer(Object value) {
    return of(HttpStatus.OK, value);
  }

  static HttpResponse refusal(HttpStatus status, String error) {
    return of(status, Map.of("error", error));
  }

  private static HttpResponse of(HttpStatus status, Object value) {
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.JSON_UTF_8)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build(),
        Json.bytes(value));
  }
}
