package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.NotificationEntity;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.post.Marker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What an account is told (docs, "notifications API methods").
final class NotificationRoutes {
  private static final String ROOT = "/api/v1/notifications";

  private final EntityMapper mapper;
  private final Microblog microblog;

  NotificationRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
  }

  List<Route> routes() {
    var read = RouteAccess.member("read:notifications");
    var write = RouteAccess.member("write:notifications");
    return List.of(
        Route.get(ROOT, read, this::list),
        Route.get(ROOT + "/unread_count", read, this::unread),
        Route.post(ROOT + "/clear", write, this::clear),
        Route.get(ROOT + "/{id}", read, this::show),
        Route.post(ROOT + "/{id}/dismiss", write, this::dismiss));
  }

  private ApiResponse list(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    var params = request.params();
    var types = NotificationEntity.types(params.all("types"), params.all("exclude_types"));
    var from = request.idParam("account_id").map(AccountId::new);
    var found = microblog.notifier().list(request.member(), types, from, paging.page());
    var listed = found.stream().map(it -> new Listed<>(it.id(), it)).toList();
    return paging.reply(mapper.notifications(request, found), listed);
  }

  /// Newer than the marker of notifications, which apps move when they were read.
  private ApiResponse unread(ApiRequest request) throws ApiException, IOException {
    int most = request.params().limit(100, 1000);
    long read =
        microblog.markers().of(request.member()).stream()
            .filter(it -> it.timeline() == Marker.MarkedTimeline.NOTIFICATIONS)
            .mapToLong(Marker::lastRead)
            .findFirst()
            .orElse(0);
    return ApiResponse.ok(
        Map.of("count", microblog.notifier().countAfter(request.member(), read, most)));
  }

  private ApiResponse clear(ApiRequest request) throws IOException {
    microblog.notifier().clear(request.member());
    return ApiResponse.empty();
  }

  private ApiResponse show(ApiRequest request) throws ApiException, IOException {
    var found = microblog.notifier().one(request.member(), request.id("id"));
    var one = found.orElseThrow(ApiException::notFound);
    return ApiResponse.ok(mapper.notifications(request, List.of(one)).getFirst());
  }

  private ApiResponse dismiss(ApiRequest request) throws ApiException, IOException {
    if (!microblog.notifier().dismiss(request.member(), request.id("id"))) {
      throw ApiException.notFound();
    }
    return ApiResponse.empty();
  }
}
