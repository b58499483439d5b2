package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Reading;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Entry;
import io.voicepost.storage.ListId;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Timelines (docs, "timelines API methods"). All posts are local: there are no other servers.
final class TimelineRoutes {
  private static final int USUAL = 20;
  private static final int MOST = 40;

  private final Entities entities;
  private final Microblog microblog;

  TimelineRoutes(Entities entities) {
    this.entities = entities;
    this.microblog = entities.microblog();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/timelines/public", Who.anybody(), this::everybody),
        Route.get("/api/v1/timelines/home", Who.member("read:statuses"), this::home),
        Route.get("/api/v1/timelines/tag/{tag}", Who.anybody(), this::tagged),
        Route.get("/api/v1/timelines/list/{id}", Who.member("read:lists"), this::list));
  }

  private Reply everybody(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    if (request.params().flag("remote").orElse(false)) {
      return Reply.ok(List.of());
    }
    boolean voices = request.params().flag("only_media").orElse(false);
    return page(paging, microblog.reading().everybody(request.viewer(), paging.page(), voices));
  }

  private Reply home(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    return page(paging, microblog.reading().home(request.member(), paging.page()));
  }

  private Reply tagged(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    var tag = request.part("tag").toLowerCase(Locale.ROOT);
    if (request.params().flag("remote").orElse(false)) {
      return Reply.ok(List.of());
    }
    var found = microblog.reading().tagged(request.viewer(), tag, paging.page());
    if (request.params().flag("only_media").orElse(false)) {
      var voices = found.entries().stream().filter(it -> it.voice().isPresent()).toList();
      return page(paging, new Reading.Stretch<>(voices, found.newest(), found.oldest()));
    }
    return page(paging, found);
  }

  private Reply list(ApiRequest request) throws ApiException, RefusedException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    var list = microblog.listing().one(request.member(), new ListId(request.id("id")));
    return page(paging, microblog.reading().list(request.member(), list.id(), paging.page()));
  }

  private <T extends Entry> Reply page(Paging paging, Reading.Stretch<T> found) throws IOException {
    return paging.reply(entities.statuses(paging.request(), found.entries()), found);
  }
}
