package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.entity.AccountEntity;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.Visibilities;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Marker;
import io.voicepost.storage.post.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Marks of what was read, preferences, and reports to the operator (docs, "markers",
/// "preferences", "reports").
final class PreferenceRoutes {
  /// Forms write a character in up to nine bytes, JSON in six.
  private static final int LONGEST_REPORT = 9 * Report.MOST_COMMENT + (8 << 10);

  private final EntityMapper mapper;
  private final Microblog microblog;

  PreferenceRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/markers", RouteAccess.member("read:statuses"), this::markers),
        Route.post("/api/v1/markers", RouteAccess.member("write:statuses"), this::mark),
        Route.get("/api/v1/preferences", RouteAccess.member("read:accounts"), this::preferences),
        Route.post("/api/v1/reports", RouteAccess.member("write:reports"), this::report)
            .reading(LONGEST_REPORT));
  }

  /// Documented as `Marker`.
  record MarkerEntity(String lastReadId, int version, Instant updatedAt) {
    static MarkerEntity of(Marker marker) {
      return new MarkerEntity(
          Long.toString(marker.lastRead()), marker.version(), marker.updatedAt());
    }
  }

  private static String name(Marker.MarkedTimeline timeline) {
    return timeline.name().toLowerCase(Locale.ROOT);
  }

  private ApiResponse markers(ApiRequest request) throws IOException {
    var asked = request.params().all("timeline");
    var found = new LinkedHashMap<String, MarkerEntity>();
    for (var marker : microblog.markers().of(request.member())) {
      if (asked.contains(name(marker.timeline()))) {
        found.put(name(marker.timeline()), MarkerEntity.of(marker));
      }
    }
    return ApiResponse.ok(found);
  }

  private ApiResponse mark(ApiRequest request) throws ApiException, IOException {
    var moved = new LinkedHashMap<String, MarkerEntity>();
    for (var timeline : Marker.MarkedTimeline.values()) {
      var id = request.idParam(name(timeline) + "[last_read_id]");
      if (id.isPresent()) {
        var marker = microblog.markers().move(request.member(), timeline, id.get());
        moved.put(name(timeline), MarkerEntity.of(marker));
      }
    }
    return ApiResponse.ok(moved);
  }

  private ApiResponse preferences(ApiRequest request) throws IOException {
    var kept = microblog.accounts().preferences(request.member());
    var all = new LinkedHashMap<String, Optional<Object>>();
    all.put("posting:default:visibility", Optional.of(Visibilities.name(kept.visibility())));
    all.put("posting:default:sensitive", Optional.of(false));
    all.put("posting:default:language", kept.language().map(it -> it));
    all.put("reading:expand:media", Optional.of("default"));
    all.put("reading:expand:spoilers", Optional.of(false));
    all.put("reading:autoplay:gifs", Optional.of(false));
    return ApiResponse.ok(Map.copyOf(all));
  }

  /// Documented as `Report`.
  record ReportEntity(
      String id,
      boolean actionTaken,
      Optional<Instant> actionTakenAt,
      String category,
      String comment,
      boolean forwarded,
      Instant createdAt,
      List<PostId> statusIds,
      List<String> ruleIds,
      AccountEntity targetAccount) {}

  private ApiResponse report(ApiRequest request) throws ApiException, IOException {
    var target = target(request);
    var posts = posts(request, target);
    var category = category(request.params().text("category").orElse("other"));
    var comment = request.params().lines("comment").map(String::strip).orElse("");
    ApiException.valid(() ->
        new Report(1, request.member(), target.id(), category, comment, posts, request.now()));
    var kept = microblog.reports().add(request.member(), target.id(), category, comment, posts);
    return ApiResponse.ok(
        new ReportEntity(
            Long.toString(kept.id()),
            false,
            Optional.empty(),
            category.name().toLowerCase(Locale.ROOT),
            kept.comment(),
            false,
            kept.createdAt(),
            kept.posts(),
            List.of(),
            mapper.account(request, target)));
  }

  private Account target(ApiRequest request) throws ApiException, IOException {
    var id = request.idParam("account_id");
    if (id.isEmpty()) {
      throw ApiException.unprocessable("Validation failed: account_id can't be blank");
    }
    return microblog.accounts().byId(new AccountId(id.get())).orElseThrow(ApiException::notFound);
  }

  /// Those of the named posts that are the target's and that the reporter may see.
  private List<PostId> posts(ApiRequest request, Account target) throws IOException {
    var posts = new ArrayList<PostId>();
    var ids = request.params().ids("status_ids");
    for (var id : ids.subList(0, Math.min(ids.size(), Report.MOST_POSTS))) {
      microblog
          .postQueries()
          .post(request.viewer(), new PostId(id))
          .filter(it -> it.author().id().equals(target.id()))
          .ifPresent(it -> posts.add(it.id()));
    }
    return posts;
  }

  private static Report.Category category(String name) throws ApiException {
    return switch (name) {
      case "spam" -> Report.Category.SPAM;
      case "legal" -> Report.Category.LEGAL;
      case "violation" -> Report.Category.VIOLATION;
      case "other" -> Report.Category.OTHER;
      default ->
          throw ApiException.unprocessable(
              "Validation failed: Category is not included in the list");
    };
  }
}
