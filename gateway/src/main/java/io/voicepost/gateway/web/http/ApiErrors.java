package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server itself refuses, before a route sees it, in the API's shape where the API was
/// asked: a body that is announced too long, a request that took too long. The rest is left to
/// others.
public final class ApiErrors implements ServerErrorHandler {
  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return isApi(context.path()) ? ResponseWriter.of(cause, context.path()) : null;
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    var path = headers == null ? "" : headers.path();
    if (!isApi(path)) {
      return null;
    }
    return AggregatedHttpResponse.of(
        ResponseWriter.json(status).build(),
        Json.bytes(Map.of("error", ResponseWriter.words(status))));
  }

  private static boolean isApi(String path) {
    return path.startsWith("/api/") || path.startsWith("/oauth/token");
  }
}
