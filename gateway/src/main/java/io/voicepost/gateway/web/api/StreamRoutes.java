package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.access.Grant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Streams as server-sent events (docs, "streaming API methods"): a path for each, and one where
/// `stream` says which, as on a socket.
final class StreamRoutes {
  static final String ROOT = "/api/v1/streaming";

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

  private final Streaming streaming;

  StreamRoutes(Streaming streaming) {
    this.streaming = streaming;
  }

  List<Route> routes() {
    var routes = new ArrayList<Route>();
    routes.add(root());
    routes.add(Route.get(ROOT + "/health", Who.anybody(), _ -> Reply.raw(health())));
    PATHS.forEach((path, name) ->
        routes.add(Route.get(ROOT + path, Who.anybody(), request -> follow(request, name))));
    return routes;
  }

  /// Where sockets are opened, too.
  Route root() {
    return Route.get(
        ROOT,
        Who.anybody(),
        request -> follow(request, request.params().text("stream").orElse("")));
  }

  private static HttpResponse health() {
    return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "OK");
  }

  private Reply follow(ApiRequest request, String name) throws ApiException, IOException {
    var params = request.params();
    boolean voices = name.startsWith("public") && params.flag("only_media").orElse(false);
    var channel =
        Channel.of(
            voices ? name + ":media" : name,
            params.text("tag"),
            params.text("list"),
            request.grant());
    var out = HttpResponse.streaming();
    var outlet = Outlet.text(out, request.grant().map(Grant::token));
    if (!streaming.add(outlet, request.viewer(), request.address())) {
      throw new IOException("too many listeners");
    }
    request.context().clearRequestTimeout();
    out.write(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.EVENT_STREAM,
            HttpHeaderNames.CACHE_CONTROL,
            "private, no-store",
            "x-accel-buffering",
            "no"));
    try {
      streaming.follow(channel, request.viewer(), outlet, request.base());
    } catch (ApiException | IOException | RuntimeException e) {
      out.abort();
      throw e;
    }
    outlet.write(HttpData.ofUtf8(":)\n"));
    return Reply.raw(out);
  }
}
