package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.AccountEntity;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.ListEntity;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Accounts and what they posted (docs, "accounts API methods").
final class AccountRoutes {
  private static final int MOST_OFFSET = 200;
  private static final String ACCOUNT = "/api/v1/accounts/{id}";

  private final EntityMapper mapper;
  private final Microblog microblog;

  AccountRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/accounts", RouteAccess.anybody(), this::many),
        Route.get("/api/v1/accounts/lookup", RouteAccess.anybody(), this::lookup),
        Route.get("/api/v1/accounts/search", RouteAccess.member("read:accounts"), this::search),
        Route.get(
            "/api/v1/accounts/familiar_followers",
            RouteAccess.member("read:follows"),
            AccountRoutes::familiar),
        Route.get(ACCOUNT, RouteAccess.anybody(), this::show),
        Route.get(ACCOUNT + "/statuses", RouteAccess.anybody(), this::statuses),
        Route.get(ACCOUNT + "/followers", RouteAccess.anybody(), this::followers),
        Route.get(ACCOUNT + "/following", RouteAccess.anybody(), this::following),
        Route.get(ACCOUNT + "/lists", RouteAccess.member("read:lists"), this::lists));
  }

  private ApiResponse many(ApiRequest request) throws IOException {
    var ids = request.params().ids("id").stream().limit(40).map(AccountId::new).toList();
    return ApiResponse.ok(mapper.accounts(request, mapper.byIds(ids)));
  }

  private ApiResponse lookup(ApiRequest request) throws ApiException, IOException {
    var handle = handle(request.params().required("acct"), request.base());
    var account =
        handle.isEmpty() ? Optional.<Account>empty() : microblog.accounts().byHandle(handle.get());
    return ApiResponse.ok(mapper.account(request, account.orElseThrow(ApiException::notFound)));
  }

  /// `faye`, `@faye` and `faye@this.site`; empty for what is no handle here.
  static Optional<Handle> handle(String text, String base) {
    var name = text.strip().toLowerCase(Locale.ROOT);
    var bare = name.startsWith("@") ? name.substring(1) : name;
    var site = SiteAddress.host(base).toLowerCase(Locale.ROOT);
    var local =
        bare.endsWith("@" + site) ? bare.substring(0, bare.length() - site.length() - 1) : bare;
    return local.matches("[a-z0-9_]{1,30}") ? Optional.of(new Handle(local)) : Optional.empty();
  }

  private ApiResponse search(ApiRequest request) throws ApiException, IOException {
    int limit = request.params().limit(40, 80);
    var found = search(microblog, request, request.params().required("q"), limit);
    return ApiResponse.ok(mapper.accounts(request, found));
  }

  /// Accounts that answer a query, from `offset` on; among those who are followed, if that is
  /// wished.
  static List<Account> search(Microblog microblog, ApiRequest request, String query, int limit)
      throws ApiException, IOException {
    int offset = Math.clamp(request.params().number("offset").orElse(0L), 0, MOST_OFFSET);
    var handle = handle(query, request.base());
    var sought = handle.map(Handle::value).filter(_ -> query.contains("@")).orElse(query);
    var found = microblog.accounts().search(sought, limit + offset).stream().skip(offset).toList();
    if (request.viewer().isPresent() && request.params().flag("following").orElse(false)) {
      var followed = microblog.followCommands().store().followees(request.viewer().get());
      return found.stream().filter(it -> followed.contains(it.id())).toList();
    }
    return found;
  }

  /// Documented as `FamiliarFollowers`.
  record Familiar(String id, List<AccountEntity> accounts) {}

  private static ApiResponse familiar(ApiRequest request) {
    return ApiResponse.ok(
        request.params().ids("id").stream()
            .limit(40)
            .map(it -> new Familiar(it.toString(), List.of()))
            .toList());
  }

  private ApiResponse show(ApiRequest request) throws ApiException, IOException {
    return ApiResponse.ok(mapper.account(request, mapper.account(request)));
  }

  private ApiResponse statuses(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 20, 40);
    var author = mapper.account(request).id();
    var params = request.params();
    if (params.flag("pinned").orElse(false)) {
      var pinned = microblog.postQueries().pinned(request.viewer(), author);
      return ApiResponse.ok(mapper.statuses(request, pinned));
    }
    var filter =
        new TimelineStore.Filter(
            params.flag("exclude_replies").orElse(false),
            params.flag("exclude_reblogs").orElse(false),
            params.flag("only_media").orElse(false),
            params
                .text("tagged")
                .filter(it -> !it.isBlank())
                .map(it -> it.toLowerCase(Locale.ROOT)));
    var found = microblog.postQueries().account(request.viewer(), author, filter, paging.page());
    return paging.reply(mapper.statuses(request, found.entries()), found);
  }

  private ApiResponse followers(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    var of = mapper.account(request).id();
    return mapper.page(paging, microblog.followCommands().store().followers(of, paging.page()));
  }

  private ApiResponse following(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 40, 80);
    var of = mapper.account(request).id();
    return mapper.page(paging, microblog.followCommands().store().following(of, paging.page()));
  }

  private ApiResponse lists(ApiRequest request) throws ApiException, RefusedException, IOException {
    var member = mapper.account(request).id();
    return ApiResponse.ok(
        microblog.listCommands().store().having(request.member(), member).stream()
            .map(ListEntity::of)
            .toList());
  }
}
