package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpMethod;
import io.voicepost.gateway.microblog.RefusedException;
import java.io.IOException;
import java.time.Duration;

/// One method on one path of the API.
///
/// @param path as in the documentation, with `{id}` for what varies
/// @param bodyBytes the longest body; files in it go to disk
/// @param patience how long the body may take to come and the answer to be made
public record Route(
    HttpMethod method,
    String path,
    Who who,
    Limit limit,
    long bodyBytes,
    Duration patience,
    Handler handler) {
  private static final long SMALL = 64 << 10;
  private static final Duration SOON = Duration.ofSeconds(20);

  /// Answers one request on a virtual thread; may block. `IOException` becomes 503, an unchecked
  /// exception 500, a refusal what its reason is called in HTTP.
  @FunctionalInterface
  public interface Handler {
    Reply answer(ApiRequest request) throws ApiException, RefusedException, IOException;
  }

  public static Route get(String path, Who who, Handler handler) {
    return new Route(HttpMethod.GET, path, who, Limit.USUAL, 1024, SOON, handler);
  }

  public static Route post(String path, Who who, Handler handler) {
    return new Route(HttpMethod.POST, path, who, Limit.USUAL, SMALL, SOON, handler);
  }

  public static Route put(String path, Who who, Handler handler) {
    return new Route(HttpMethod.PUT, path, who, Limit.USUAL, SMALL, SOON, handler);
  }

  public static Route patch(String path, Who who, Handler handler) {
    return new Route(HttpMethod.PATCH, path, who, Limit.USUAL, SMALL, SOON, handler);
  }

  public static Route delete(String path, Who who, Handler handler) {
    return new Route(HttpMethod.DELETE, path, who, Limit.USUAL, SMALL, SOON, handler);
  }

  /// The same, counted otherwise.
  public Route counted(Limit as) {
    return new Route(method, path, who, as, bodyBytes, patience, handler);
  }

  /// The same for longer bodies, which may take longer.
  public Route taking(long bytes, Duration upTo) {
    return new Route(method, path, who, limit, bytes, upTo, handler);
  }
}
