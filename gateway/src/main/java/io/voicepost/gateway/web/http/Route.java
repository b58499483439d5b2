package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpMethod;
import io.voicepost.gateway.microblog.RefusedException;
import java.io.IOException;
import java.time.Duration;

/// One method on one path of the API.
///
/// @param path as in the documentation, with `{id}` for what varies
/// @param fieldBytes the longest names and values of a body together, which are held in memory
/// @param fileBytes the longest files in it together, which go to disk; 0 where there are none
/// @param patience how long the body may take to come and the answer to be made
public record Route(
    HttpMethod method,
    String path,
    RouteAccess access,
    RateLimit limit,
    int fieldBytes,
    long fileBytes,
    Duration patience,
    Handler handler) {
  private static final int SMALL = 8 << 10;

  /// What stands between the parts of a multipart body.
  private static final int FRAMING = 16 << 10;

  private static final Duration SOON = Duration.ofSeconds(20);

  /// Answers one request on a virtual thread; may block. `IOException` becomes 503, an unchecked
  /// exception 500, a refusal what its reason is called in HTTP.
  @FunctionalInterface
  public interface Handler {
    ApiResponse answer(ApiRequest request) throws ApiException, RefusedException, IOException;
  }

  public static Route get(String path, RouteAccess access, Handler handler) {
    return new Route(HttpMethod.GET, path, access, RateLimit.USUAL, 1024, 0, SOON, handler);
  }

  public static Route post(String path, RouteAccess access, Handler handler) {
    return new Route(HttpMethod.POST, path, access, RateLimit.USUAL, SMALL, 0, SOON, handler);
  }

  public static Route put(String path, RouteAccess access, Handler handler) {
    return new Route(HttpMethod.PUT, path, access, RateLimit.USUAL, SMALL, 0, SOON, handler);
  }

  public static Route patch(String path, RouteAccess access, Handler handler) {
    return new Route(HttpMethod.PATCH, path, access, RateLimit.USUAL, SMALL, 0, SOON, handler);
  }

  public static Route delete(String path, RouteAccess access, Handler handler) {
    return new Route(HttpMethod.DELETE, path, access, RateLimit.USUAL, SMALL, 0, SOON, handler);
  }

  /// The same, counted otherwise.
  public Route counted(RateLimit as) {
    return new Route(method, path, access, as, fieldBytes, fileBytes, patience, handler);
  }

  /// The same for longer names and values.
  public Route reading(int bytes) {
    return new Route(method, path, access, limit, bytes, fileBytes, patience, handler);
  }

  /// The same with files, which may take longer.
  public Route taking(long bytes, Duration upTo) {
    return new Route(method, path, access, limit, fieldBytes, bytes, upTo, handler);
  }

  /// The longest body, whatever is in it.
  public long bodyBytes() {
    return fieldBytes + FRAMING + fileBytes;
  }
}
