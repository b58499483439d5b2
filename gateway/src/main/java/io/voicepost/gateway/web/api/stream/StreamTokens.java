package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;

/// Where else a token stands on a stream: scripts can send no header with an `EventSource` or a
/// `WebSocket` (docs, "streaming API methods").
public final class StreamTokens {
  private static final String PROTOCOL = "sec-websocket-protocol";

  private StreamTokens() {}

  /// The same headers, with the token as the bearer that it is.
  public static RequestHeaders gathered(ServiceRequestContext context, RequestHeaders headers) {
    if (!context.path().startsWith(StreamRoutes.ROOT)
        || headers.contains(HttpHeaderNames.AUTHORIZATION)) {
      return headers;
    }
    return Optional.ofNullable(context.queryParam("access_token"))
        .or(() -> Optional.ofNullable(headers.get(PROTOCOL)))
        .filter(it -> !it.isBlank())
        .map(it -> headers.toBuilder().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + it).build())
        .orElse(headers);
  }
}
