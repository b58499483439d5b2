package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.ListId;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.util.List;

/// Timelines (docs, "timelines API methods"). All posts are local: there are no other servers.
final class TimelineRoutes {
  private static final int USUAL = 20;
  private static final int MOST = 40;

  private final EntityMapper mapper;
  private final Microblog microblog;

  TimelineRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/timelines/public", RouteAccess.anybody(), this::everybody),
        Route.get("/api/v1/timelines/home", RouteAccess.member("read:statuses"), this::home),
        Route.get("/api/v1/timelines/tag/{tag}", RouteAccess.anybody(), this::tagged),
        Route.get("/api/v1/timelines/list/{id}", RouteAccess.member("read:lists"), this::list));
  }

  private ApiResponse everybody(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    if (request.params().flag("remote").orElse(false)) {
      return ApiResponse.ok(List.of());
    }
    boolean voices = request.params().flag("only_media").orElse(false);
    return page(paging, microblog.postQueries().everybody(request.viewer(), paging.page(), voices));
  }

  private ApiResponse home(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    return page(paging, microblog.postQueries().home(request.member(), paging.page()));
  }

  private ApiResponse tagged(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    var tag = ParsedText.tag(request.part("tag"));
    if (tag.isEmpty() || request.params().flag("remote").orElse(false)) {
      return ApiResponse.ok(List.of());
    }
    var found = microblog.postQueries().tagged(request.viewer(), tag.get(), paging.page());
    if (request.params().flag("only_media").orElse(false)) {
      var voices = found.entries().stream().filter(it -> it.voice().isPresent()).toList();
      return page(paging, new PostQueries.TimelineSlice<>(voices, found.newest(), found.oldest()));
    }
    return page(paging, found);
  }

  private ApiResponse list(ApiRequest request) throws ApiException, RefusedException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    var list = microblog.listCommands().one(request.member(), new ListId(request.id("id")));
    return page(paging, microblog.postQueries().list(request.member(), list.id(), paging.page()));
  }

  private <T extends TimelineEntry> ApiResponse page(
      Paging paging, PostQueries.TimelineSlice<T> found) throws IOException {
    return paging.reply(mapper.statuses(paging.request(), found.entries()), found);
  }
}
