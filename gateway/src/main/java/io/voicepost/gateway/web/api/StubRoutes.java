package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What apps ask for and we do not have, answered in the documented shape with nothing in it, so
/// that they go on (decision 110).
final class StubRoutes {
  private static final List<String> EMPTY_FOR_ALL =
      List.of(
          "/api/v1/custom_emojis",
          "/api/v1/instance/peers",
          "/api/v1/instance/activity",
          "/api/v1/instance/rules",
          "/api/v1/instance/domain_blocks",
          "/api/v1/trends/statuses",
          "/api/v1/trends/links",
          "/api/v1/directory",
          "/api/v1/accounts/{id}/featured_tags",
          "/api/v1/accounts/{id}/endorsements",
          "/api/v1/accounts/{id}/identity_proofs");

  private static final Map<String, String> EMPTY_FOR_MEMBERS =
      Map.ofEntries(
          Map.entry("/api/v1/announcements", ""),
          Map.entry("/api/v1/conversations", "read:statuses"),
          Map.entry("/api/v1/suggestions", "read"),
          Map.entry("/api/v2/suggestions", "read"),
          Map.entry("/api/v1/endorsements", "read:accounts"),
          Map.entry("/api/v1/domain_blocks", "read:blocks"),
          Map.entry("/api/v1/filters", "read:filters"),
          Map.entry("/api/v2/filters", "read:filters"),
          Map.entry("/api/v1/followed_tags", "read:follows"),
          Map.entry("/api/v1/featured_tags", "read:accounts"),
          Map.entry("/api/v1/featured_tags/suggestions", "read:accounts"),
          Map.entry("/api/v1/scheduled_statuses", "read:statuses"));

  private StubRoutes() {}

  static List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (var path : EMPTY_FOR_ALL) {
      routes.add(Route.get(path, RouteAccess.anybody(), _ -> ApiResponse.ok(List.of())));
    }
    EMPTY_FOR_MEMBERS.forEach((path, scope) ->
        routes.add(
            Route.get(
                path,
                scope.isEmpty() ? RouteAccess.member() : RouteAccess.member(scope),
                _ -> ApiResponse.ok(List.of()))));
    routes.add(
        Route.get(
            "/api/v1/instance/translation_languages",
            RouteAccess.anybody(),
            _ -> ApiResponse.ok(Map.of())));
    Stream.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
        .map(StubRoutes::push)
        .forEach(routes::add);
    return routes;
  }

  /// Apps that are told so do without.
  private static Route push(HttpMethod method) {
    var path = "/api/v1/push/subscription";
    Route.Handler none =
        _ -> {
          throw new ApiException(HttpStatus.NOT_FOUND, "Push notifications are not offered here");
        };
    var access = RouteAccess.member("push");
    return switch (method) {
      case POST -> Route.post(path, access, none);
      case PUT -> Route.put(path, access, none);
      case DELETE -> Route.delete(path, access, none);
      default -> Route.get(path, access, none);
    };
  }
}
