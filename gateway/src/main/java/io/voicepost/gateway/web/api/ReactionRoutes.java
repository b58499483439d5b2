package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.util.List;

/// Reposts, likes, bookmarks and pins (docs, "statuses API methods", "favourites", "bookmarks").
final class ReactionRoutes {
  private static final int USUAL = 20;
  private static final int MOST = 40;
  private static final String STATUS = "/api/v1/statuses/{id}/";

  private final Entities entities;
  private final Microblog microblog;

  ReactionRoutes(Entities entities) {
    this.entities = entities;
    this.microblog = entities.microblog();
  }

  List<Route> routes() {
    var favourites = Who.member("write:favourites");
    var bookmarks = Who.member("write:bookmarks");
    var statuses = Who.member("write:statuses");
    var pins = Who.member("write:accounts");
    return List.of(
        Route.post(STATUS + "reblog", statuses, this::repost),
        Route.post(STATUS + "unreblog", statuses, this::unrepost).counted(Limit.DELETE),
        Route.get(STATUS + "reblogged_by", Who.anybody(), this::reposters),
        Route.post(STATUS + "favourite", favourites, this::like),
        Route.post(STATUS + "unfavourite", favourites, this::unlike),
        Route.get(STATUS + "favourited_by", Who.anybody(), this::likers),
        Route.post(STATUS + "bookmark", bookmarks, this::bookmark),
        Route.post(STATUS + "unbookmark", bookmarks, this::unbookmark),
        Route.post(STATUS + "pin", pins, it -> pin(it, true)),
        Route.post(STATUS + "unpin", pins, it -> pin(it, false)),
        Route.get("/api/v1/favourites", Who.member("read:favourites"), this::liked),
        Route.get("/api/v1/bookmarks", Who.member("read:bookmarks"), this::bookmarked));
  }

  private Post seen(ApiRequest request) throws ApiException, IOException {
    return microblog
        .reading()
        .post(request.viewer(), new PostId(request.id("id")))
        .orElseThrow(ApiException::notFound);
  }

  private Reply now(ApiRequest request, Post post) throws IOException {
    return Reply.ok(entities.status(request, post));
  }

  private Reply repost(ApiRequest request) throws ApiException, RefusedException, IOException {
    var visibility =
        Visibilities.of(
            request.params().text("visibility").filter(it -> !it.isBlank()).orElse("public"));
    if (visibility == Visibility.DRAFT) {
      throw ApiException.unprocessable("Validation failed: a repost is for others");
    }
    var repost = microblog.reacting().repost(request.member(), seen(request), visibility);
    return Reply.ok(entities.status(request, repost));
  }

  private Reply unrepost(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reacting().unrepost(request.member(), post);
    return now(request, post);
  }

  private Reply like(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reacting().like(request.member(), post);
    return now(request, post);
  }

  private Reply unlike(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reacting().unlike(request.member(), post);
    return now(request, post);
  }

  private Reply bookmark(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reacting().bookmark(request.member(), post.id());
    return now(request, post);
  }

  private Reply unbookmark(ApiRequest request) throws ApiException, IOException {
    var post = seen(request);
    microblog.reacting().unbookmark(request.member(), post.id());
    return now(request, post);
  }

  private Reply pin(ApiRequest request, boolean pinned)
      throws ApiException, RefusedException, IOException {
    var post = microblog.posting().own(request.member(), new PostId(request.id("id")));
    if (pinned && !post.pinned() && pins(request) >= InstanceRoutes.MOST_PINS) {
      throw ApiException.unprocessable("Validation failed: there are too many pinned posts");
    }
    microblog.posting().pin(request.member(), post.id(), pinned);
    return now(request, microblog.posting().own(request.member(), post.id()));
  }

  private int pins(ApiRequest request) throws IOException {
    return microblog.reading().pinned(request.viewer(), request.member()).size();
  }

  private Reply reposters(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, MOST, 80);
    var post = seen(request);
    return entities.page(paging, microblog.reacting().store().reposters(post.id(), paging.page()));
  }

  private Reply likers(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, MOST, 80);
    var post = seen(request);
    return entities.page(paging, microblog.reacting().store().likers(post.id(), paging.page()));
  }

  private Reply liked(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    return marked(paging, microblog.reacting().store().liked(request.member(), paging.page()));
  }

  private Reply bookmarked(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, USUAL, MOST);
    return marked(paging, microblog.reacting().store().bookmarked(request.member(), paging.page()));
  }

  /// What may not be seen any more is left out; the next page begins behind it all the same.
  private Reply marked(Paging paging, List<Listed<Post>> found) throws IOException {
    var posts = found.stream().map(Listed::item).toList();
    return paging.reply(entities.statuses(paging.request(), posts), found);
  }
}
