package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.FollowCommands;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who follows, blocks and mutes whom (docs, "accounts API methods", "follow_requests", "blocks",
/// "mutes").
final class RelationshipRoutes {
  private static final String ACCOUNT = "/api/v1/accounts/{id}/";
  private static final String REQUEST = "/api/v1/follow_requests/{id}/";

  private final EntityMapper mapper;
  private final FollowCommands followCommands;

  RelationshipRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.followCommands = mapper.microblog().followCommands();
  }

  List<Route> routes() {
    var follows = RouteAccess.member("write:follows");
    var blocks = RouteAccess.member("write:blocks");
    var mutes = RouteAccess.member("write:mutes");
    return List.of(
        Route.get(
            "/api/v1/accounts/relationships",
            RouteAccess.member("read:follows"),
            this::relationships),
        Route.post(ACCOUNT + "follow", follows, this::follow),
        Route.post(ACCOUNT + "unfollow", follows, this::unfollow),
        Route.post(ACCOUNT + "remove_from_followers", follows, this::remove),
        Route.post(ACCOUNT + "block", blocks, this::block),
        Route.post(ACCOUNT + "unblock", blocks, this::unblock),
        Route.post(ACCOUNT + "mute", mutes, this::mute),
        Route.post(ACCOUNT + "unmute", mutes, this::unmute),
        Route.get("/api/v1/follow_requests", RouteAccess.member("read:follows"), this::requests),
        Route.post(REQUEST + "authorize", follows, it -> answer(it, true)),
        Route.post(REQUEST + "reject", follows, it -> answer(it, false)),
        Route.get("/api/v1/blocks", RouteAccess.member("read:blocks"), this::blocks),
        Route.get("/api/v1/mutes", RouteAccess.member("read:mutes"), this::mutes));
  }

  private ApiResponse relationships(ApiRequest request) throws IOException {
    var ids = request.params().ids("id").stream().limit(80).map(AccountId::new).toList();
    var known = mapper.byIds(ids).stream().map(Account::id).toList();
    return ApiResponse.ok(mapper.relationships(request.member(), known));
  }

  private ApiResponse now(ApiRequest request, Account other) throws IOException {
    return ApiResponse.ok(mapper.relationship(request.member(), other.id()));
  }

  private ApiResponse follow(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var other = mapper.account(request);
    var now = followCommands.store().between(request.member(), other.id());
    var options =
        new FollowStore.FollowOptions(
            request.params().flag("reblogs").orElse(!now.following() || now.reposts()),
            request.params().flag("notify").orElse(now.told()));
    followCommands.follow(request.member(), other, options);
    return now(request, other);
  }

  private ApiResponse unfollow(ApiRequest request) throws ApiException, IOException {
    var other = mapper.account(request);
    followCommands.unfollow(request.member(), other.id());
    return now(request, other);
  }

  private ApiResponse remove(ApiRequest request) throws ApiException, IOException {
    var other = mapper.account(request);
    followCommands.unfollow(other.id(), request.member());
    return now(request, other);
  }

  private ApiResponse block(ApiRequest request) throws ApiException, RefusedException, IOException {
    var other = mapper.account(request);
    followCommands.block(request.member(), other.id());
    return now(request, other);
  }

  private ApiResponse unblock(ApiRequest request) throws ApiException, IOException {
    var other = mapper.account(request);
    followCommands.unblock(request.member(), other.id());
    return now(request, other);
  }

  private ApiResponse mute(ApiRequest request) throws ApiException, RefusedException, IOException {
    var other = mapper.account(request);
    // For ever is what no number, and 0, say; a century is as long as anybody waits.
    long seconds = Math.clamp(request.params().number("duration").orElse(0L), 0, 3_155_760_000L);
    followCommands.mute(
        request.member(),
        other.id(),
        request.params().flag("notifications").orElse(true),
        seconds == 0
            ? Optional.empty()
            : Optional.of(request.now().plus(Duration.ofSeconds(seconds))));
    return now(request, other);
  }

  private ApiResponse unmute(ApiRequest request) throws ApiException, IOException {
    var other = mapper.account(request);
    followCommands.unmute(request.member(), other.id());
    return now(request, other);
  }

  private ApiResponse requests(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    return mapper.page(paging, followCommands.store().requests(request.member(), paging.page()));
  }

  private ApiResponse answer(ApiRequest request, boolean accept)
      throws ApiException, RefusedException, IOException {
    var other = mapper.account(request);
    followCommands.answer(request.member(), other.id(), accept);
    return now(request, other);
  }

  private ApiResponse blocks(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    return mapper.page(paging, followCommands.store().blocked(request.member(), paging.page()));
  }

  private ApiResponse mutes(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    return mapper.page(paging, followCommands.store().muted(request.member(), paging.page()));
  }
}
