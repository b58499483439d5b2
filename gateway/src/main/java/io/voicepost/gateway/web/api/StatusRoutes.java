package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostWish;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Entry;
import io.voicepost.storage.MediaId;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.PostText;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.Voice;
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

  private final Entities entities;
  private final Microblog microblog;
  private final Uploads uploads;

  StatusRoutes(Entities entities, Uploads uploads) {
    this.entities = entities;
    this.uploads = uploads;
    this.microblog = entities.microblog();
  }

  List<Route> routes() {
    var read = Who.anybody();
    var write = Who.member("write:statuses");
    return List.of(
        Route.post("/api/v1/statuses", write, this::create).reading(LONGEST_POST),
        Route.get("/api/v1/statuses", read, this::many),
        Route.get("/api/v1/drafts", Who.member("read:statuses"), this::drafts),
        Route.get("/api/v1/statuses/{id}", read, this::show),
        Route.put("/api/v1/statuses/{id}", write, this::edit).reading(LONGEST_POST),
        Route.delete("/api/v1/statuses/{id}", write, this::delete).counted(Limit.DELETE),
        Route.post("/api/v1/statuses/{id}/publish", write, this::publish),
        Route.get("/api/v1/statuses/{id}/context", read, this::context),
        Route.get("/api/v1/statuses/{id}/history", read, this::history),
        Route.get("/api/v1/statuses/{id}/source", Who.member("read:statuses"), this::source));
  }

  private Reply create(ApiRequest request) throws ApiException, RefusedException, IOException {
    var params = request.params();
    for (var missing : List.of("scheduled_at", "poll[options]", "quoted_status_id")) {
      if (params.text(missing).filter(it -> !it.isBlank()).isPresent()) {
        throw ApiException.unprocessable("Validation failed: " + missing + " is not offered here");
      }
    }
    var wish =
        new PostWish(
            request.member(),
            text(request, PostText.NONE),
            voice(request),
            visibility(request),
            answered(request),
            request.idempotencyKey());
    return Reply.ok(entities.status(request, microblog.posting().post(wish)));
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
            params.lines("status").map(String::strip).orElse(before.caption()),
            params.lines("spoiler_text").map(String::strip).orElse(before.warning()),
            params.text("language").orElse(before.language())));
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
    var id = request.idParam("in_reply_to_id");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    var post = microblog.reading().post(request.viewer(), new PostId(id.get()));
    return Optional.of(
        post.map(Post::id)
            .orElseThrow(() ->
                new ApiException(
                    HttpStatus.NOT_FOUND,
                    "The status you are trying to reply to does not appear to exist.")));
  }

  private Reply many(ApiRequest request) throws IOException {
    var ids = request.params().ids("id").stream().limit(MOST_AT_ONCE).map(PostId::new).toList();
    return Reply.ok(entities.statuses(request, microblog.reading().entries(request.viewer(), ids)));
  }

  private Reply drafts(ApiRequest request) throws ApiException, IOException {
    var paging = Paging.of(request, 20, 40);
    var found = microblog.reading().drafts(request.member(), paging.page());
    var more = found.size() >= paging.page().limit();
    return paging.linked(
        entities.statuses(request, found),
        found.stream().findFirst().map(it -> it.id().value()),
        more ? Optional.of(found.getLast().id().value()) : Optional.empty());
  }

  private Entry seen(ApiRequest request) throws ApiException, IOException {
    return microblog
        .reading()
        .entry(request.viewer(), new PostId(request.id("id")))
        .orElseThrow(ApiException::notFound);
  }

  private Post own(ApiRequest request) throws ApiException, RefusedException, IOException {
    return microblog.posting().own(request.member(), new PostId(request.id("id")));
  }

  private Reply show(ApiRequest request) throws ApiException, IOException {
    return Reply.ok(entities.status(request, seen(request)));
  }

  private Reply edit(ApiRequest request) throws ApiException, RefusedException, IOException {
    var post = own(request);
    var text = text(request, post.text());
    var edited = microblog.posting().edit(request.member(), post.id(), text);
    return Reply.ok(entities.status(request, edited));
  }

  /// What was written comes back, so that an app can offer it for writing it anew.
  private Reply delete(ApiRequest request) throws ApiException, RefusedException, IOException {
    var post = own(request);
    var last = entities.status(request, post).with(post.text().caption());
    microblog.posting().delete(post.id());
    return Reply.ok(last);
  }

  private Reply publish(ApiRequest request) throws ApiException, RefusedException, IOException {
    var draft = own(request);
    var visibility = visibility(request);
    if (draft.visibility() != Visibility.DRAFT || visibility == Visibility.DRAFT) {
      throw ApiException.unprocessable("Validation failed: only a draft can be published");
    }
    var wish =
        new PostWish(
            request.member(),
            text(request, draft.text()),
            draft.voice().map(Voice::recording),
            visibility,
            draft.replyTo().flatMap(Parent::post),
            Optional.empty());
    return Reply.ok(entities.status(request, microblog.posting().publishDraft(draft.id(), wish)));
  }

  private Reply context(ApiRequest request) throws ApiException, IOException {
    var post = seen(request).post();
    var around = microblog.reading().conversation(request.viewer(), post);
    return Reply.ok(
        new StatusEntity.Context(
            entities.statuses(request, around.before()),
            entities.statuses(request, around.after())));
  }

  /// Only what stands now is kept: one version.
  private Reply history(ApiRequest request) throws ApiException, IOException {
    var post = seen(request).post();
    var now = entities.status(request, post);
    return Reply.ok(
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

  private Reply source(ApiRequest request) throws ApiException, RefusedException, IOException {
    var post = own(request);
    return Reply.ok(
        new StatusEntity.Source(post.id(), post.text().caption(), post.text().warning()));
  }
}
