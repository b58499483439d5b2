package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.Visibilities;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.Listed;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.util.List;

/// Reposts, likes, bookmarks and pins (docs, "statuses API methods", "favourites", "bookmarks").
final class ReactionRoutes {
  private static final int USUAL = 20;
  private static final int MOST = 40;
  private static final String STATUS = "/api/v1/statuses/{id}/";

  private final EntityMapper mapper;
  private final Microblog microblog;

  ReactionRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
  }

  List<Route> routes() {
    var favourites = RouteAccess.member("write:favourites");
    var bookmarks = RouteAccess.member("write:bookmarks");
    var statuses = RouteAccess.member("write:statuses");
    var pins = RouteAccess.member("write:accounts");
    return List.of(
        Route.post(STATUS + "reblog", statuses, this::repost),
        Route.post(STATUS + "unreblog", statuses, this::unrepost).counted(RateLimit.DELETE),
        Route.get(STATUS + "reblogged_by", RouteAccess.anybody(), this::reposters),
        Route.post(STATUS + "favourite", favourites, this::like),
        Route.post(STATUS + "unfavourite", favourites, this::unlike),
        Route.get(STATUS + "favourited_by", RouteAccess.anybody(), this::likers),
        Route.post(STATUS + "bookmark", bookmarks, this::bookmark),
        Route.post(STATUS + "unbookmark", bookmarks, this::unbookmark),
        Route.post(STATUS + "pin", pins, it -> pin(it, true)),
        Route.post(STATUS + "unpin", pins, it -> pin(it, false)),
        Route.get("/api/v1/favourites", RouteAccess.member("read:favourites"), this::liked),
        Route.get("/api/v1/bookmarks", RouteAccess.member("read:bookmarks"), this::bookmarked));
  }

  private Post seen(ApiRequest request) throws ApiException, IOException {
    return microblog
        .postQueries()
        .post(request.viewer(), new PostId(request.id("id")))
        .orElseThrow(ApiException::notFound);
  }

  private ApiResponse now(ApiRequest request, Post post) throws IOException {
    return ApiResponse.ok(mapper.status(request, post));
  }

  private ApiResponse repost(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var visibility =
        Visibilities.of(
            request.params().text("visibility").filter(it -> !it.isBlank()).orElse("public"));
    if (visibility == Visibility.DRAFT) {
      throw ApiException.unprocessable("Validation failed: a repost is for others");
    }
    var repost = microblog.reactionCommands().repost(request.member(), seen(request), visibility);
    return ApiResponse.ok(mapper.status(request, repost));
  }

  private ApiResponse unrepost(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reactionCommands().unrepost(request.member(), post);
    return now(request, post);
  }

  private ApiResponse like(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reactionCommands().like(request.member(), post);
    return now(request, post);
  }

  private ApiResponse unlike(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reactionCommands().unlike(request.member(), post);
    return now(request, post);
  }

  private ApiResponse bookmark(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reactionCommands().bookmark(request.member(), post.id());
    return now(request, post);
  }

  private ApiResponse unbookmark(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reactionCommands().unbookmark(request.member(), post.id());
    return now(request, post);
  }

  private ApiResponse pin(ApiRequest request, boolean pinned)
      throws ApiException, RefusedException, IOException {
    var post = microblog.postCommands().own(request.member(), new PostId(request.id("id")));
    if (pinned && !post.pinned() && pins(request) >= InstanceRoutes.MOST_PINS) {
      throw ApiException.unprocessable("Validation failed: there are too many pinned posts");
    }
    microblog.postCommands().pin(request.member(), post.id(), pinned);
    return now(request, microblog.postCommands().own(request.member(), post.id()));
  }

  private int pins(ApiRequest request) throws IOException {
    return microblog.postQueries().pinned(request.viewer(), request.member()).size();
  }

  private ApiResponse reposters(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, MOST, 80);
    var post = seen(request);
    return mapper.page(
        paging, microblog.reactionCommands().store().reposters(post.id(), paging.page()));
  }

  private ApiResponse likers(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, MOST, 80);
    var post = seen(request);
    return mapper.page(
        paging, microblog.reactionCommands().store().likers(post.id(), paging.page()));
  }

  private ApiResponse liked(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    return marked(
        paging, microblog.reactionCommands().store().liked(request.member(), paging.page()));
  }

  private ApiResponse bookmarked(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    return marked(
        paging, microblog.reactionCommands().store().bookmarked(request.member(), paging.page()));
  }

  /// What may not be seen any more is left out; the next page begins behind it all the same.
  private ApiResponse marked(Paging paging, List<Listed<Post>> found) throws IOException {
    var posts = found.stream().map(Listed::item).toList();
    return paging.reply(mapper.statuses(paging.request(), posts), found);
  }
}
