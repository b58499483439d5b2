package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Marker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What an account is told (docs, "notifications API methods").
final class NotificationRoutes {
  private static final String ROOT = "/api/v1/notifications";

  private final Entities entities;
  private final Microblog microblog;

  NotificationRoutes(Entities entities) {
    this.entities = entities;
    this.microblog = entities.microblog();
  }

  List<Route> routes() {
    var read = Who.member("read:notifications");
    var write = Who.member("write:notifications");
    return List.of(
        Route.get(ROOT, read, this::list),
        Route.get(ROOT + "/unread_count", read, this::unread),
        Route.post(ROOT + "/clear", write, this::clear),
        Route.get(ROOT + "/{id}", read, this::show),
        Route.post(ROOT + "/{id}/dismiss", write, this::dismiss));
  }

  private Reply list(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    var params = request.params();
    var types = NotificationEntity.types(params.all("types"), params.all("exclude_types"));
    var from = request.idParam("account_id").map(AccountId::new);
    var found = microblog.telling().list(request.member(), types, from, paging.page());
    var listed = found.stream().map(it -> new Listed<>(it.id(), it)).toList();
    return paging.reply(entities.notifications(request, found), listed);
  }

  /// Newer than the marker of notifications, which apps move when they were read.
  private Reply unread(ApiRequest request) throws ApiException, IOException {
    int most = request.params().limit(100, 1000);
    long read =
        microblog.markers().of(request.member()).stream()
            .filter(it -> it.timeline() == Marker.Timeline.NOTIFICATIONS)
            .mapToLong(Marker::lastRead)
            .findFirst()
            .orElse(0);
    return Reply.ok(Map.of("count", microblog.telling().countAfter(request.member(), read, most)));
  }

  private Reply clear(ApiRequest request) throws IOException {
    microblog.telling().clear(request.member());
    return Reply.empty();
  }

  private Reply show(ApiRequest request) throws ApiException, IOException {
    var found = microblog.telling().one(request.member(), request.id("id"));
    var one = found.orElseThrow(ApiException::notFound);
    return Reply.ok(entities.notifications(request, List.of(one)).getFirst());
  }

  private Reply dismiss(ApiRequest request) throws ApiException, IOException {
    if (!microblog.telling().dismiss(request.member(), request.id("id"))) {
      throw ApiException.notFound();
    }
    return Reply.empty();
  }
}
