package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.web.api.entity.AccountEntity;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.StatusEntity;
import io.voicepost.gateway.web.api.entity.TagEntity;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Search for accounts, posts and tags (docs, "search API methods"), and what tags are about. The
/// address of a post or an account of ours finds it; nothing is looked for elsewhere.
final class SearchRoutes {
  private static final int LONGEST = 500;

  private final EntityMapper mapper;
  private final Microblog microblog;
  private final Trends trends;

  SearchRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
    this.trends = new Trends(microblog);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v2/search", RouteAccess.anybody(), this::search),
        Route.get("/api/v1/tags/{tag}", RouteAccess.anybody(), SearchRoutes::tag),
        Route.get("/api/v1/trends", RouteAccess.anybody(), this::trending),
        Route.get("/api/v1/trends/tags", RouteAccess.anybody(), this::trending));
  }

  /// Documented as `Search`.
  record SearchResults(
      List<AccountEntity> accounts, List<StatusEntity> statuses, List<TagEntity> hashtags) {}

  private ApiResponse search(ApiRequest request) throws ApiException, IOException {
    var query = request.params().required("q").strip();
    if (query.length() > LONGEST) {
      throw ApiException.unprocessable("Validation failed: q is too long");
    }
    var type = request.params().text("type").orElse("");
    boolean all = type.isBlank();
    return ApiResponse.ok(
        new SearchResults(
            all || type.equals("accounts") ? accounts(request, query) : List.of(),
            all || type.equals("statuses") ? statuses(request, query) : List.of(),
            all || type.equals("hashtags") ? tags(request, query) : List.of()));
  }

  private List<AccountEntity> accounts(ApiRequest request, String query)
      throws ApiException, IOException {
    if (isAddress(query)) {
      var own = SiteAddress.of(query, request.base()).filter(it -> it.post().isEmpty());
      var found =
          own.isEmpty()
              ? Optional.<Account>empty()
              : microblog.accounts().byHandle(own.get().handle());
      return mapper.accounts(request, found.stream().toList());
    }
    var found = AccountRoutes.search(microblog, request, query, request.params().limit(20, 40));
    return mapper.accounts(request, found);
  }

  private List<StatusEntity> statuses(ApiRequest request, String query)
      throws ApiException, IOException {
    if (isAddress(query)) {
      var id = SiteAddress.of(query, request.base()).flatMap(SiteAddress::post);
      var found =
          id.isEmpty()
              ? Optional.<Post>empty()
              : microblog.postQueries().post(request.viewer(), id.get());
      return mapper.statuses(request, found.stream().toList());
    }
    int offset = Math.clamp(request.params().number("offset").orElse(0L), 0, 200);
    var paging = Paging.of(request, 20, 40);
    var page =
        new io.voicepost.storage.Page(
            paging.page().before(),
            paging.page().after(),
            paging.page().fromOldest(),
            paging.page().limit() + offset);
    var by = request.idParam("account_id").map(AccountId::new);
    var found =
        microblog.postQueries().search(request.viewer(), query, page).entries().stream()
            .filter(it -> by.isEmpty() || it.author().id().equals(by.get()))
            .skip(offset)
            .toList();
    return mapper.statuses(request, found);
  }

  private List<TagEntity> tags(ApiRequest request, String query) throws ApiException, IOException {
    var start = ParsedText.tag(query);
    if (start.isEmpty()) {
      return List.of();
    }
    return microblog.postQueries().tags(start.get(), request.params().limit(20, 40)).stream()
        .map(it -> TagEntity.of(request.base(), it.tag()))
        .toList();
  }

  private static boolean isAddress(String query) {
    return query.regionMatches(true, 0, "http://", 0, 7)
        || query.regionMatches(true, 0, "https://", 0, 8);
  }

  private static ApiResponse tag(ApiRequest request) throws ApiException {
    var tag = ParsedText.tag(request.part("tag")).orElseThrow(ApiException::notFound);
    return ApiResponse.ok(TagEntity.of(request.base(), tag));
  }

  private ApiResponse trending(ApiRequest request) throws ApiException, IOException {
    return ApiResponse.ok(
        trends.tags(request.params().limit(10, 20)).stream()
            .map(it -> TagEntity.of(request.base(), it))
            .toList());
  }
}
