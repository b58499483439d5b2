package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Following;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who follows, blocks and mutes whom (docs, "accounts API methods", "follow_requests", "blocks",
/// "mutes").
final class RelationRoutes {
  private static final String ACCOUNT = "/api/v1/accounts/{id}/";
  private static final String REQUEST = "/api/v1/follow_requests/{id}/";

  private final Entities entities;
  private final Following following;

  RelationRoutes(Entities entities) {
    this.entities = entities;
    this.following = entities.microblog().following();
  }

  List<Route> routes() {
    var follows = Who.member("write:follows");
    var blocks = Who.member("write:blocks");
    var mutes = Who.member("write:mutes");
    return List.of(
        Route.get(
            "/api/v1/accounts/relationships", Who.member("read:follows"), this::relationships),
        Route.post(ACCOUNT + "follow", follows, this::follow),
        Route.post(ACCOUNT + "unfollow", follows, this::unfollow),
        Route.post(ACCOUNT + "remove_from_followers", follows, this::remove),
        Route.post(ACCOUNT + "block", blocks, this::block),
        Route.post(ACCOUNT + "unblock", blocks, this::unblock),
        Route.post(ACCOUNT + "mute", mutes, this::mute),
        Route.post(ACCOUNT + "unmute", mutes, this::unmute),
        Route.get("/api/v1/follow_requests", Who.member("read:follows"), this::requests),
        Route.post(REQUEST + "authorize", follows, it -> answer(it, true)),
        Route.post(REQUEST + "reject", follows, it -> answer(it, false)),
        Route.get("/api/v1/blocks", Who.member("read:blocks"), this::blocks),
        Route.get("/api/v1/mutes", Who.member("read:mutes"), this::mutes));
  }

  private Reply relationships(ApiRequest request) throws IOException {
    var ids = request.params().ids("id").stream().limit(80).map(AccountId::new).toList();
    var known = entities.byIds(ids).stream().map(Account::id).toList();
    return Reply.ok(entities.relationships(request.member(), known));
  }

  private Reply now(ApiRequest request, Account other) throws IOException {
    return Reply.ok(entities.relationship(request.member(), other.id()));
  }

  private Reply follow(ApiRequest request) throws ApiException, RefusedException, IOException {
    var other = entities.account(request);
    var now = following.store().between(request.member(), other.id());
    var wishes =
        new FollowStore.Wishes(
            request.params().flag("reblogs").orElse(!now.following() || now.reposts()),
            request.params().flag("notify").orElse(now.told()));
    following.follow(request.member(), other, wishes);
    return now(request, other);
  }

  private Reply unfollow(ApiRequest request) throws ApiException, IOException {
    var other = entities.account(request);
    following.unfollow(request.member(), other.id());
    return now(request, other);
  }

  private Reply remove(ApiRequest request) throws ApiException, IOException {
    var other = entities.account(request);
    following.unfollow(other.id(), request.member());
    return now(request, other);
  }

  private Reply block(ApiRequest request) throws ApiException, RefusedException, IOException {
    var other = entities.account(request);
    following.block(request.member(), other.id());
    return now(request, other);
  }

  private Reply unblock(ApiRequest request) throws ApiException, IOException {
    var other = entities.account(request);
    following.unblock(request.member(), other.id());
    return now(request, other);
  }

  private Reply mute(ApiRequest request) throws ApiException, RefusedException, IOException {
    var other = entities.account(request);
    // For ever is what no number, and 0, say; a century is as long as anybody waits.
    long seconds = Math.clamp(request.params().number("duration").orElse(0L), 0, 3_155_760_000L);
    following.mute(
        request.member(),
        other.id(),
        request.params().flag("notifications").orElse(true),
        seconds == 0
            ? Optional.empty()
            : Optional.of(request.now().plus(Duration.ofSeconds(seconds))));
    return now(request, other);
  }

  private Reply unmute(ApiRequest request) throws ApiException, IOException {
    var other = entities.account(request);
    following.unmute(request.member(), other.id());
    return now(request, other);
  }

  private Reply requests(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    return entities.page(paging, following.store().requests(request.member(), paging.page()));
  }

  private Reply answer(ApiRequest request, boolean accept)
      throws ApiException, RefusedException, IOException {
    var other = entities.account(request);
    following.answer(request.member(), other.id(), accept);
    return now(request, other);
  }

  private Reply blocks(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    return entities.page(paging, following.store().blocked(request.member(), paging.page()));
  }

  private Reply mutes(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    return entities.page(paging, following.store().muted(request.member(), paging.page()));
  }
}
