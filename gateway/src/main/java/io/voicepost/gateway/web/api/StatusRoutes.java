package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.StatusEntity;
import io.voicepost.gateway.web.api.entity.Visibilities;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.MediaId;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Posts: how they come, are read, change and go (docs, "statuses API methods"). A draft is a
/// `direct` status to nobody; `publish` makes it one for others, which the documentation does not
/// have.
final class StatusRoutes {
  private static final int MOST_AT_ONCE = 40;

  /// Forms write a character in up to nine bytes, JSON in six.
  private static final int LONGEST_POST =
      9 * (PostText.MOST_CAPTION + PostText.MOST_WARNING) + (4 << 10);

  private final EntityMapper mapper;
  private final Microblog microblog;
  private final Uploads uploads;

  StatusRoutes(EntityMapper mapper, Uploads uploads) {
    this.mapper = mapper;
    this.uploads = uploads;
    this.microblog = mapper.microblog();
  }

  List<Route> routes() {
    var read = RouteAccess.anybody();
    var write = RouteAccess.member("write:statuses");
    return List.of(
        Route.post("/api/v1/statuses", write, this::create).reading(LONGEST_POST),
        Route.get("/api/v1/statuses", read, this::many),
        Route.get("/api/v1/drafts", RouteAccess.member("read:statuses"), this::drafts),
        Route.get("/api/v1/statuses/{id}", read, this::show),
        Route.put("/api/v1/statuses/{id}", write, this::edit).reading(LONGEST_POST),
        Route.delete("/api/v1/statuses/{id}", write, this::delete).counted(RateLimit.DELETE),
        Route.post("/api/v1/statuses/{id}/publish", write, this::publish),
        Route.get("/api/v1/statuses/{id}/context", read, this::context),
        Route.get("/api/v1/statuses/{id}/history", read, this::history),
        Route.get(
            "/api/v1/statuses/{id}/source", RouteAccess.member("read:statuses"), this::source));
  }

  private ApiResponse create(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var params = request.params();
    for (var missing : List.of("scheduled_at", "poll[options]", "quoted_status_id")) {
      if (params.text(missing).filter(it -> !it.isBlank()).isPresent()) {
        throw ApiException.unprocessable("Validation failed: " + missing + " is not offered here");
      }
    }
    var wanted =
        new PostRequest(
            request.member(),
            text(request, PostText.NONE),
            voice(request),
            visibility(request),
            answered(request),
            request.idempotencyKey());
    return ApiResponse.ok(mapper.status(request, microblog.postCommands().post(wanted)));
  }

  private Visibility visibility(ApiRequest request) throws ApiException, IOException {
    var asked = request.params().text("visibility").filter(it -> !it.isBlank());
    return asked.isPresent()
        ? Visibilities.of(asked.get())
        : microblog.accounts().preferences(request.member()).visibility();
  }

  /// What is written, and what stood before where nothing is said of it.
  private static PostText text(ApiRequest request, PostText before) throws ApiException {
    var params = request.params();
    return ApiException.valid(() ->
        new PostText(
            params
                .lines("status")
                .map(it -> ParsedText.withoutHost(it.strip(), SiteAddress.host(request.base())))
                .orElse(before.caption()),
            params.lines("spoiler_text").map(String::strip).orElse(before.warning()),
            params.language("language").orElse(before.language())));
  }

  /// A post has one voice: an upload, or a recording of which nothing was made yet.
  private Optional<RecordingId> voice(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var ids = request.params().all("media_ids").stream().filter(it -> !it.isBlank()).toList();
    if (ids.size() > 1) {
      throw ApiException.unprocessable("Validation failed: Cannot attach more than 1 file");
    }
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    var id = ids.getFirst();
    return Optional.of(
        id.matches("[1-9][0-9]{0,17}")
            ? uploads.voice(request.member(), new MediaId(Long.parseLong(id))).recording()
            : ApiException.valid(() -> RecordingId.parse(id)));
  }

  private Optional<PostId> answered(ApiRequest request) throws ApiException, IOException {
    if (request.params().text("in_reply_to_id").filter(it -> !it.isBlank()).isEmpty()) {
      return Optional.empty();
    }
    var id = request.idParam("in_reply_to_id").map(PostId::new);
    var post =
        id.isEmpty()
            ? Optional.<Post>empty()
            : microblog.postQueries().post(request.viewer(), id.get());
    return Optional.of(
        post.map(Post::id)
            .orElseThrow(() ->
                new ApiException(
                    HttpStatus.NOT_FOUND,
                    "The status you are trying to reply to does not appear to exist.")));
  }

  private ApiResponse many(ApiRequest request) throws IOException {
    var ids = request.params().ids("id").stream().limit(MOST_AT_ONCE).map(PostId::new).toList();
    return ApiResponse.ok(
        mapper.statuses(request, microblog.postQueries().entries(request.viewer(), ids)));
  }

  private ApiResponse drafts(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 20, 40);
    var found = microblog.postQueries().drafts(request.member(), paging.page());
    var more = found.size() >= paging.page().limit();
    return paging.linked(
        mapper.statuses(request, found),
        found.stream().findFirst().map(it -> it.id().value()),
        more ? Optional.of(found.getLast().id().value()) : Optional.empty());
  }

  private TimelineEntry seen(ApiRequest request) throws ApiException, IOException {
    return microblog
        .postQueries()
        .entry(request.viewer(), new PostId(request.id("id")))
        .orElseThrow(ApiException::notFound);
  }

  private Post own(ApiRequest request) throws ApiException, RefusedException, IOException {
    return microblog.postCommands().own(request.member(), new PostId(request.id("id")));
  }

  private ApiResponse show(ApiRequest request) throws ApiException, IOException {
    return ApiResponse.ok(mapper.status(request, seen(request)));
  }

  private ApiResponse edit(ApiRequest request) throws ApiException, RefusedException, IOException {
    var post = own(request);
    var text = text(request, post.text());
    var edited = microblog.postCommands().edit(request.member(), post.id(), text);
    return ApiResponse.ok(mapper.status(request, edited));
  }

  /// What was written comes back, so that an app can offer it for writing it anew.
  private ApiResponse delete(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var post = own(request);
    var last = mapper.status(request, post).with(post.text().caption());
    microblog.postCommands().delete(post.id());
    return ApiResponse.ok(last);
  }

  private ApiResponse publish(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var draft = own(request);
    var visibility = visibility(request);
    if (draft.visibility() != Visibility.DRAFT || visibility == Visibility.DRAFT) {
      throw ApiException.unprocessable("Validation failed: only a draft can be published");
    }
    var wanted =
        new PostRequest(
            request.member(),
            text(request, draft.text()),
            draft.voice().map(Voice::recording),
            visibility,
            draft.replyTo().flatMap(Parent::post),
            Optional.empty());
    return ApiResponse.ok(
        mapper.status(request, microblog.postCommands().publishDraft(draft.id(), wanted)));
  }

  private ApiResponse context(ApiRequest request) throws ApiException, IOException {
    var post = seen(request).post();
    var around = microblog.postQueries().conversation(request.viewer(), post);
    return ApiResponse.ok(
        new StatusEntity.Context(
            mapper.statuses(request, around.before()), mapper.statuses(request, around.after())));
  }

  /// Only what stands now is kept: one version.
  private ApiResponse history(ApiRequest request) throws ApiException, IOException {
    var post = seen(request).post();
    var now = mapper.status(request, post);
    return ApiResponse.ok(
        List.of(
            new StatusEntity.Edit(
                now.content(),
                now.spoilerText(),
                now.sensitive(),
                post.editedAt().orElse(post.postedAt()),
                now.account(),
                now.mediaAttachments(),
                List.of())));
  }

  private ApiResponse source(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var post = own(request);
    return ApiResponse.ok(
        new StatusEntity.StatusSource(post.id(), post.text().caption(), post.text().warning()));
  }
}
