package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.stream.StreamConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Streams as server-sent events (docs, "streaming API methods"): a path for each, and one where
/// `stream` says which, as on a socket.
public final class StreamRoutes {
  public static final String ROOT = "/api/v1/streaming";

  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("/user", "user"),
          Map.entry("/user/notification", "user:notification"),
          Map.entry("/public", "public"),
          Map.entry("/public/local", "public:local"),
          Map.entry("/public/remote", "public:remote"),
          Map.entry("/hashtag", "hashtag"),
          Map.entry("/hashtag/local", "hashtag:local"),
          Map.entry("/list", "list"),
          Map.entry("/direct", "direct"));

  private final StreamDispatcher dispatcher;

  public StreamRoutes(StreamDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  public List<Route> routes() {
    var routes = new ArrayList<Route>();
    routes.add(root());
    routes.add(Route.get(ROOT + "/health", RouteAccess.anybody(), _ -> ApiResponse.raw(health())));
    PATHS.forEach((path, name) ->
        routes.add(
            Route.get(ROOT + path, RouteAccess.anybody(), request -> follow(request, name))));
    return routes;
  }

  /// Where sockets are opened, too.
  public Route root() {
    return Route.get(
        ROOT,
        RouteAccess.anybody(),
        request -> follow(request, request.params().text("stream").orElse("")));
  }

  private static HttpResponse health() {
    return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "OK");
  }

  private ApiResponse follow(ApiRequest request, String name) throws ApiException, IOException {
    var params = request.params();
    boolean voices = name.startsWith("public") && params.flag("only_media").orElse(false);
    var channel =
        StreamChannel.of(
            voices ? name + ":media" : name,
            params.text("tag"),
            params.text("list"),
            request.grant());
    var out = HttpResponse.streaming();
    var stream = StreamConnection.events(out, request.grant().map(Grant::token));
    var connection = SubscriberConnection.events(stream);
    if (!dispatcher.add(connection, request.viewer(), request.address())) {
      throw new IOException("too many listeners");
    }
    request.context().clearRequestTimeout();
    // It may have ended meanwhile.
    var _ = out.tryWrite(StreamConnection.EVENT_STREAM);
    try {
      dispatcher.follow(channel, request.viewer(), connection, request.base());
    } catch (ApiException | IOException | RuntimeException e) {
      out.abort();
      throw e;
    }
    stream.write(HttpData.ofUtf8(":)\n"));
    return ApiResponse.raw(out);
  }
}
