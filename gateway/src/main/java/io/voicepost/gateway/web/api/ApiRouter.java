package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.stream.StreamSocket;
import io.voicepost.gateway.web.api.stream.StreamTokens;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.BodyReader;
import io.voicepost.gateway.web.http.ClientAddresses;
import io.voicepost.gateway.web.http.Cors;
import io.voicepost.gateway.web.http.Json;
import io.voicepost.gateway.web.http.Params;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.RateLimiter;
import io.voicepost.gateway.web.http.RequestAuthenticator;
import io.voicepost.gateway.web.http.RequestQueue;
import io.voicepost.gateway.web.http.ResponseWriter;
import io.voicepost.gateway.web.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the routes of the API. Of each request it finds first, on a virtual thread, who asks and
/// whether they may; then it reads the body, which holds no thread; then the route answers, again
/// on a virtual thread.
public final class ApiRouter {
  private static final Logger log = LoggerFactory.getLogger(ApiRouter.class);

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final RequestAuthenticator authenticator;
  private final RateLimiter rateLimiter;
  private final ClientAddresses addresses;
  private final RequestQueue queue;
  private final Function<ServiceRequestContext, String> base;
  private final Clock clock;

  /// @param base the site's address without a slash at its end, as the sender of a request knows it
  public ApiRouter(
      RequestAuthenticator authenticator,
      RateLimiter rateLimiter,
      ClientAddresses addresses,
      RequestQueue queue,
      Function<ServiceRequestContext, String> base,
      Clock clock) {
    this.authenticator = authenticator;
    this.rateLimiter = rateLimiter;
    this.addresses = addresses;
    this.queue = queue;
    this.base = base;
    this.clock = clock;
  }

  /// Files are worked on elsewhere; all else waits for its turn.
  private CompletableFuture<HttpResponse> turn(
      ServiceRequestContext context,
      RequestHeaders headers,
      Route route,
      Authorized authorized,
      Params body) {
    return route.fileBytes() > 0
        ? CompletableFuture.completedFuture(answer(context, headers, route, authorized, body))
        : queue.take(
            authorized.left().used(),
            () -> answer(context, headers, route, authorized, body),
            () -> ResponseWriter.tooMany(BUSY));
  }

  /// Adds the routes to a server, and an answer for what is none of them.
  public void bind(ServerBuilder builder, List<Route> routes) {
    var byPath =
        routes.stream()
            .collect(Collectors.groupingBy(Route::path, LinkedHashMap::new, Collectors.toList()));
    byPath.forEach((path, all) ->
        builder
            .route()
            .path(path)
            .path(slashed(path))
            .maxRequestLength(all.stream().mapToLong(Route::bodyBytes).max().orElse(0))
            .requestTimeout(
                all.stream().map(Route::patience).max(Duration::compareTo).orElseThrow())
            .build(service(all)));
    builder.serviceUnder("/api", ApiRouter::nothing);
  }

  /// The same path as apps write it that put a slash at the end of each.
  private static String slashed(String path) {
    return path + "/";
  }

  private static HttpResponse nothing(ServiceRequestContext context, HttpRequest request) {
    return request.method() == HttpMethod.OPTIONS
        ? Cors.preflight()
        : guarded(ResponseWriter.of(ApiException.notFound(), context.path()));
  }

  private HttpService service(List<Route> routes) {
    var byMethod = new EnumMap<HttpMethod, Route>(HttpMethod.class);
    routes.forEach(route -> byMethod.put(route.method(), route));
    if (byMethod.containsKey(HttpMethod.GET)) {
      byMethod.put(HttpMethod.HEAD, byMethod.get(HttpMethod.GET));
    }
    return (context, request) -> {
      if (request.method() == HttpMethod.OPTIONS) {
        return Cors.preflight();
      }
      var route = byMethod.get(request.method());
      return route == null
          ? guarded(notAllowed(byMethod))
          : HttpResponse.of(serve(context, request, route));
    };
  }

  private static HttpResponse notAllowed(Map<HttpMethod, Route> routes) {
    var allowed = routes.keySet().stream().map(Enum::name).collect(Collectors.joining(", "));
    return ResponseWriter.error(
        ResponseWriter.json(HttpStatus.METHOD_NOT_ALLOWED).add(HttpHeaderNames.ALLOW, allowed),
        "The method is not allowed here",
        Optional.empty());
  }

  /// Who asks, and what their count says.
  private record Authorized(Optional<Grant> grant, String address, RateLimiter.Remaining left) {}

  private CompletableFuture<HttpResponse> serve(
      ServiceRequestContext context, HttpRequest request, Route route) {
    var worker = context.blockingTaskExecutor();
    var files = new ArrayList<Path>();
    return CompletableFuture.supplyAsync(() -> admit(context, request.headers(), route), worker)
        .thenCompose(authorized -> {
          if (authorized.left().refused()) {
            return CompletableFuture.completedFuture(
                counted(ResponseWriter.tooMany(authorized.left().retryAfter()), authorized.left()));
          }
          return body(context, request, route, files)
              .thenComposeAsync(
                  body -> turn(context, request.headers(), route, authorized, body), worker)
              .exceptionally(e -> ResponseWriter.of(e, context.path()))
              .thenApply(response -> counted(response, authorized.left()));
        })
        .exceptionally(e -> ResponseWriter.of(e, context.path()))
        .thenApply(ApiRouter::guarded)
        .whenComplete((_, _) -> delete(files));
  }

  /// Binds a route where sockets are opened, too.
  void bind(ServerBuilder builder, Route route, StreamSocket sockets) {
    builder
        .route()
        .path(route.path())
        .path(slashed(route.path()))
        .build(
            sockets.service(
                (context, headers) -> upgrading(context, headers, route), service(List.of(route))));
  }

  /// A page of another site can open a socket, and the browser sends the cookie along.
  private StreamSocket.SocketClient upgrading(
      ServiceRequestContext context, RequestHeaders headers, Route route)
      throws ApiException, IOException {
    var address = addresses.of(context, headers);
    var grant = admitted(route, address, () -> authenticator.admitSocket(shown(context, headers)));
    if (grant.left().refused()) {
      throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "Too many requests");
    }
    return new StreamSocket.SocketClient(grant.grant(), address);
  }

  private static RequestHeaders shown(ServiceRequestContext context, RequestHeaders headers) {
    return StreamTokens.gathered(context, headers);
  }

  /// Finds who asks.
  private interface GrantLookup {
    Optional<Grant> of() throws ApiException, IOException;
  }

  /// Who shows what is no token is counted by their address, as who shows none.
  private Authorized admitted(Route route, String address, GrantLookup lookup)
      throws ApiException, IOException {
    try {
      var grant = lookup.of();
      return new Authorized(
          grant, address, rateLimiter.take(route.limit(), who(route, grant, address)));
    } catch (ApiException e) {
      var left = rateLimiter.take(route.limit(), who(route, Optional.empty(), address));
      if (left.refused()) {
        return new Authorized(Optional.empty(), address, left);
      }
      throw e;
    }
  }

  private Authorized admit(ServiceRequestContext context, RequestHeaders headers, Route route) {
    try {
      var address = addresses.of(context, headers);
      return admitted(
          route, address, () -> authenticator.admit(route.access(), shown(context, headers)));
    } catch (ApiException e) {
      throw new BodyReader.BodyRejectedException(e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String who(Route route, Optional<Grant> grant, String address) {
    boolean byAddress = route.limit() == RateLimit.SIGN_IN || route.limit() == RateLimit.SIGN_UP;
    return grant
        .flatMap(Grant::account)
        .filter(_ -> !byAddress)
        .map(it -> "account " + it)
        .orElse("address " + address);
  }

  private static CompletableFuture<Params> body(
      ServiceRequestContext context, HttpRequest request, Route route, List<Path> files) {
    return route.method() == HttpMethod.GET
        ? CompletableFuture.completedFuture(Params.none())
        : BodyReader.read(context, request, route, files);
  }

  private HttpResponse answer(
      ServiceRequestContext context,
      RequestHeaders headers,
      Route route,
      Authorized authorized,
      Params body) {
    try {
      var params = Params.of(context.queryParams()).and(body);
      var asked =
          new ApiRequest(
              context,
              headers,
              authorized.grant(),
              params,
              authorized.address(),
              base.apply(context),
              clock.instant());
      return ResponseWriter.of(route.handler().answer(asked));
    } catch (ApiException | RefusedException | IOException | RuntimeException e) {
      return ResponseWriter.of(e, context.path());
    }
  }

  private static HttpResponse counted(HttpResponse response, RateLimiter.Remaining left) {
    return response.mapHeaders(headers ->
        headers.toBuilder()
            .set("x-ratelimit-limit", Integer.toString(left.most()))
            .set("x-ratelimit-remaining", Long.toString(left.left()))
            .set("x-ratelimit-reset", Json.time(left.fullAt()))
            .build());
  }

  private static HttpResponse guarded(HttpResponse response) {
    return response.mapHeaders(ApiRouter::guarded);
  }

  private static ResponseHeaders guarded(ResponseHeaders headers) {
    return Cors.open(headers.toBuilder())
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .build();
  }

  private static void delete(List<Path> files) {
    for (var file : List.copyOf(files)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        log.warn("upload not removed path={} error=\"{}\"", file, e.toString());
      }
    }
  }
}
