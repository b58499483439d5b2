package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.access.SignedUrls;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.AudioUrls;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.MediaEntity;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.CacheControl;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.MediaId;
import io.voicepost.transcoder.upload.RefusedUploadException;
import io.voicepost.transcoder.upload.UploadRefusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Uploads (docs, "media API methods"), and the captions of recordings, which the documentation
/// does not have. Audio is made after the answer: 202, and 206 until it can be posted.
final class MediaRoutes {

  /// A file of 100,000 characters, each of up to four bytes.
  private static final int LONGEST_CAPTIONS = 400 << 10;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// Apps of old do not ask again: they are answered when the sound can be played. That takes a
  /// second or two, and the wait holds no more than a virtual thread.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Duration STEP = Duration.ofMillis(100);

  private final MediaServices room;
  private final EntityMapper mapper;
  private final SignedUrls signed;

  MediaRoutes(MediaServices media, EntityMapper mapper, SignedUrls signed) {
    this.room = media;
    this.mapper = mapper;
    this.signed = signed;
  }

  List<Route> routes() {
    var write = RouteAccess.member("write:media");
    return List.of(
        upload("/api/v2/media", Duration.ZERO),
        upload("/api/v1/media", LONGEST_WAIT),
        Route.get("/api/v1/media/{id}", RouteAccess.member("write:media", "read"), this::show),
        Route.put("/api/v1/media/{id}", write, this::describe),
        Route.delete("/api/v1/media/{id}", write, this::delete),
        Route.get(AudioUrls.CAPTIONS + "{recording}", RouteAccess.anybody(), this::captions),
        Route.put(AudioUrls.CAPTIONS + "{recording}", write, this::caption)
            .reading(LONGEST_CAPTIONS));
  }

  private Route upload(String path, Duration wait) {
    return Route.post(path, RouteAccess.member("write:media"), request -> upload(request, wait))
        .counted(RateLimit.MEDIA)
        .taking(room.mostBytes(), PATIENCE);
  }

  /// @param wait how long at most until it can be played
  private ApiResponse upload(ApiRequest request, Duration wait)
      throws ApiException, RefusedException, IOException {
    try {
      var media = taken(request);
      long end = System.nanoTime() + wait.toNanos();
      while (media.state() instanceof MediaAttachment.Processing && System.nanoTime() < end) {
        Thread.sleep(STEP);
        media =
            room.uploads().media(request.member(), media.id()).orElseThrow(ApiException::notFound);
      }
      return reply(request, media, HttpStatus.ACCEPTED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while taking an upload in", e);
    }
  }

  private MediaAttachment taken(ApiRequest request)
      throws ApiException, RefusedException, IOException, InterruptedException {
    var file =
        request
            .params()
            .file("file")
            .orElseThrow(
                () -> ApiException.unprocessable("Validation failed: File can't be blank"));
    var description = request.params().lines("description").map(String::strip).orElse("");
    try {
      return room.uploads()
          .upload(request.member(), file.file(), description, request.idempotencyKey());
    } catch (RefusedUploadException e) {
      throw refused(e.refusal());
    }
  }

  private ApiException refused(UploadRefusal refusal) {
    return switch (refusal) {
      case TOO_BIG ->
          new ApiException(
              HttpStatus.REQUEST_ENTITY_TOO_LARGE,
              "The file is too big: at most %d MB".formatted(room.mostBytes() >> 20));
      case TOO_LONG ->
          ApiException.unprocessable(
              "Validation failed: File cannot be used: it is longer than %d seconds"
                  .formatted(room.longest().toSeconds()));
      default ->
          ApiException.unprocessable("Validation failed: File cannot be used: " + refusal.said());
    };
  }

  /// @param processing what is said of one that is not ready
  private ApiResponse reply(ApiRequest request, MediaAttachment media, HttpStatus processing)
      throws ApiException {
    var urls = mapper.audio(request.base(), request.viewer());
    var entity = MediaEntity.of(urls, media);
    return switch (media.state()) {
      case MediaAttachment.Ready _ -> ApiResponse.ok(entity);
      case MediaAttachment.Processing _ -> ApiResponse.of(processing, entity);
      case MediaAttachment.Failed _ ->
          throw ApiException.unprocessable("Error processing media: it cannot be played");
    };
  }

  private ApiResponse show(ApiRequest request) throws ApiException, IOException {
    var media =
        room.uploads()
            .media(request.member(), new MediaId(request.id("id")))
            .orElseThrow(ApiException::notFound);
    return reply(request, media, HttpStatus.PARTIAL_CONTENT);
  }

  private ApiResponse describe(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var text = request.params().lines("description").map(String::strip).orElse("");
    var media = room.uploads().describe(request.member(), new MediaId(request.id("id")), text);
    return reply(request, media, HttpStatus.OK);
  }

  private ApiResponse delete(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    room.uploads().delete(request.member(), new MediaId(request.id("id")));
    return ApiResponse.empty();
  }

  private static RecordingId recording(ApiRequest request) throws ApiException {
    try {
      return RecordingId.parse(request.part("recording"));
    } catch (IllegalArgumentException e) {
      throw ApiException.notFound();
    }
  }

  /// For who may hear the recording.
  private ApiResponse captions(ApiRequest request) throws ApiException, IOException {
    var recording = recording(request);
    var postQueries = mapper.microblog().postQueries();
    boolean open = postQueries.mayHear(Optional.empty(), recording);
    if (!open && !postQueries.mayHear(viewer(request, recording), recording)) {
      throw ApiException.notFound();
    }
    var found =
        room.captions()
            .of(recording)
            .filter(it -> it.state() != Captions.Progress.PENDING)
            .orElseThrow(ApiException::notFound);
    return ApiResponse.raw(
        HttpResponse.of(
            ResponseHeaders.of(
                HttpStatus.OK,
                HttpHeaderNames.CONTENT_TYPE,
                "text/vtt; charset=utf-8",
                HttpHeaderNames.CACHE_CONTROL,
                open ? "no-cache" : CacheControl.PRIVATE),
            HttpData.ofUtf8(found.content())));
  }

  private Optional<AccountId> viewer(ApiRequest request, RecordingId recording) {
    var query =
        request.context().queryParams().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
    return signed.viewer(recording, query).or(request::viewer);
  }

  /// What people wrote of a recording.
  record CaptionsEntity(String state, String language, String content) {}

  private ApiResponse caption(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var params = request.params();
    var made =
        room.captions()
            .edit(
                request.member(),
                recording(request),
                params.language("language").orElse(""),
                params.required("content"));
    return ApiResponse.ok(new CaptionsEntity("edited", made.language(), made.content()));
  }
}
