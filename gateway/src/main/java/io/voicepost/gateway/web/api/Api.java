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
public final class Api {
  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Askers askers;
  private final RateLimits limits;
  private final Addresses addresses;
  private final Turns turns;
  private final Function<ServiceRequestContext, String> base;
  private final Clock clock;

  /// @param base the site's address without a slash at its end, as the sender of a request knows it
  public Api(
      Askers askers,
      RateLimits limits,
      Addresses addresses,
      Turns turns,
      Function<ServiceRequestContext, String> base,
      Clock clock) {
    this.askers = askers;
    this.limits = limits;
    this.addresses = addresses;
    this.turns = turns;
    this.base = base;
    this.clock = clock;
  }

  /// Files are worked on elsewhere; all else waits for its turn.
  private CompletableFuture<HttpResponse> turn(
      ServiceRequestContext context,
      RequestHeaders headers,
      Route route,
      Admitted admitted,
      Params body) {
    return route.fileBytes() > 0
        ? CompletableFuture.completedFuture(answer(context, headers, route, admitted, body))
        : turns.take(
            admitted.left().used(),
            () -> answer(context, headers, route, admitted, body),
            () -> Answers.tooMany(BUSY));
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
            .maxRequestLength(all.stream().mapToLong(Route::bodyBytes).max().orElse(0))
            .requestTimeout(
                all.stream().map(Route::patience).max(Duration::compareTo).orElseThrow())
            .build(service(all)));
    builder.serviceUnder(
        "/api", (context, _) -> guarded(Answers.of(ApiException.notFound(), context.path())));
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
    return Answers.error(
        Answers.json(HttpStatus.METHOD_NOT_ALLOWED).add(HttpHeaderNames.ALLOW, allowed),
        "The method is not allowed here",
        Optional.empty());
  }

  /// Who asks, and what their count says.
  private record Admitted(Optional<Grant> grant, String address, RateLimits.Left left) {}

  private CompletableFuture<HttpResponse> serve(
      ServiceRequestContext context, HttpRequest request, Route route) {
    var worker = context.blockingTaskExecutor();
    var files = new ArrayList<Path>();
    return CompletableFuture.supplyAsync(() -> admit(context, request.headers(), route), worker)
        .thenCompose(admitted -> {
          if (admitted.left().refused()) {
            return CompletableFuture.completedFuture(
                counted(Answers.tooMany(admitted.left().retryAfter()), admitted.left()));
          }
          return body(context, request, route, files)
              .thenComposeAsync(
                  body -> turn(context, request.headers(), route, admitted, body), worker)
              .exceptionally(e -> Answers.of(e, context.path()))
              .thenApply(response -> counted(response, admitted.left()));
        })
        .exceptionally(e -> Answers.of(e, context.path()))
        .thenApply(Api::guarded)
        .whenComplete((_, _) -> delete(files));
  }

  /// Binds a route where sockets are opened, too.
  void bind(ServerBuilder builder, Route route, StreamSocket sockets) {
    builder
        .route()
        .path(route.path())
        .build(
            sockets.service(
                (context, headers) -> upgrading(context, headers, route), service(List.of(route))));
  }

  /// A page of another site can open a socket, and the browser sends the cookie along.
  private StreamSocket.Listener upgrading(
      ServiceRequestContext context, RequestHeaders headers, Route route)
      throws ApiException, IOException {
    var address = addresses.of(context, headers);
    var grant = admitted(route, address, () -> askers.admitSocket(shown(context, headers)));
    if (grant.left().refused()) {
      throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "Too many requests");
    }
    return new StreamSocket.Listener(grant.grant(), address);
  }

  private static RequestHeaders shown(ServiceRequestContext context, RequestHeaders headers) {
    return StreamTokens.gathered(context, headers);
  }

  /// Finds who asks.
  private interface Asking {
    Optional<Grant> of() throws ApiException, IOException;
  }

  /// Who shows what is no token is counted by their address, as who shows none.
  private Admitted admitted(Route route, String address, Asking asking)
      throws ApiException, IOException {
    try {
      var grant = asking.of();
      return new Admitted(grant, address, limits.take(route.limit(), who(route, grant, address)));
    } catch (ApiException e) {
      var left = limits.take(route.limit(), who(route, Optional.empty(), address));
      if (left.refused()) {
        return new Admitted(Optional.empty(), address, left);
      }
      throw e;
    }
  }

  private Admitted admit(ServiceRequestContext context, RequestHeaders headers, Route route) {
    try {
      var address = addresses.of(context, headers);
      return admitted(route, address, () -> askers.admit(route.who(), shown(context, headers)));
    } catch (ApiException e) {
      throw new Bodies.Refused(e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String who(Route route, Optional<Grant> grant, String address) {
    boolean byAddress = route.limit() == Limit.SIGN_IN || route.limit() == Limit.SIGN_UP;
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
        : Bodies.read(context, request, route, files);
  }

  private HttpResponse answer(
      ServiceRequestContext context,
      RequestHeaders headers,
      Route route,
      Admitted admitted,
      Params body) {
    try {
      var params = Params.of(context.queryParams()).and(body);
      var asked =
          new ApiRequest(
              context,
              headers,
              admitted.grant(),
              params,
              admitted.address(),
              base.apply(context),
              clock.instant());
      return Answers.of(route.handler().answer(asked));
    } catch (ApiException | RefusedException | IOException | RuntimeException e) {
      return Answers.of(e, context.path());
    }
  }

  private static HttpResponse counted(HttpResponse response, RateLimits.Left left) {
    return response.mapHeaders(headers ->
        headers.toBuilder()
            .set("x-ratelimit-limit", Integer.toString(left.most()))
            .set("x-ratelimit-remaining", Long.toString(left.left()))
            .set("x-ratelimit-reset", Json.time(left.fullAt()))
            .build());
  }

  private static HttpResponse guarded(HttpResponse response) {
    return response.mapHeaders(Api::guarded);
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
        log.warn("An uploaded file stays behind in the temporary folder: {}", e.toString());
      }
    }
  }
}
