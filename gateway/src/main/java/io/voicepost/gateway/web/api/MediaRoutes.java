package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.access.SignedAddresses;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Captions;
import io.voicepost.storage.Media;
import io.voicepost.storage.MediaId;
import io.voicepost.storage.RecordingId;
import io.voicepost.transcoder.Refusal;
import io.voicepost.transcoder.RefusedUploadException;
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

  private final MediaRoom room;
  private final Entities entities;
  private final SignedAddresses signed;

  MediaRoutes(MediaRoom room, Entities entities, SignedAddresses signed) {
    this.room = room;
    this.entities = entities;
    this.signed = signed;
  }

  List<Route> routes() {
    var write = Who.member("write:media");
    return List.of(
        upload("/api/v2/media"),
        upload("/api/v1/media"),
        Route.get("/api/v1/media/{id}", Who.member("write:media", "read"), this::show),
        Route.put("/api/v1/media/{id}", write, this::describe),
        Route.delete("/api/v1/media/{id}", write, this::delete),
        Route.get(AudioAddresses.CAPTIONS + "{recording}", Who.anybody(), this::captions),
        Route.put(AudioAddresses.CAPTIONS + "{recording}", write, this::caption).reading(LONGEST_CAPTIONS));
  }

  private Route upload(String path) {
    return Route.post(path, Who.member("write:media"), this::upload)
        .counted(Limit.MEDIA)
        .taking(room.mostBytes(), PATIENCE);
  }

  private Reply upload(ApiRequest request) throws ApiException, RefusedException, IOException {
    var file =
        request
            .params()
            .file("file")
            .orElseThrow(
                () -> ApiException.unprocessable("Validation failed: File can't be blank"));
    var description = request.params().lines("description").map(String::strip).orElse("");
    try {
      var made =
          room.uploads()
              .upload(request.member(), file.file(), description, request.idempotencyKey());
      return reply(request, made, HttpStatus.ACCEPTED);
    } catch (RefusedUploadException e) {
      throw refused(e.refusal());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while taking an upload in", e);
    }
  }

  private static ApiException refused(Refusal refusal) {
    return refusal == Refusal.TOO_BIG
        ? new ApiException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too big")
        : ApiException.unprocessable("Validation failed: File cannot be used: " + refusal.said());
  }

  /// @param processing what is said of one that is not ready
  private Reply reply(ApiRequest request, Media media, HttpStatus processing) throws ApiException {
    var addresses = entities.audio(request.base(), request.viewer());
    var entity = MediaEntity.of(addresses, media);
    return switch (media.state()) {
      case Media.Ready _ -> Reply.ok(entity);
      case Media.Processing _ -> Reply.of(processing, entity);
      case Media.Failed _ ->
          throw ApiException.unprocessable("Error processing media: it cannot be played");
    };
  }

  private Reply show(ApiRequest request) throws ApiException, IOException {
    var media =
        room.uploads()
            .media(request.member(), new MediaId(request.id("id")))
            .orElseThrow(ApiException::notFound);
    return reply(request, media, HttpStatus.PARTIAL_CONTENT);
  }

  private Reply describe(ApiRequest request) throws ApiException, RefusedException, IOException {
    var text = request.params().lines("description").map(String::strip).orElse("");
    var media = room.uploads().describe(request.member(), new MediaId(request.id("id")), text);
    return reply(request, media, HttpStatus.OK);
  }

  private Reply delete(ApiRequest request) throws ApiException, RefusedException, IOException {
    room.uploads().delete(request.member(), new MediaId(request.id("id")));
    return Reply.empty();
  }

  private static RecordingId recording(ApiRequest request) throws ApiException {
    try {
      return RecordingId.parse(request.part("recording"));
    } catch (IllegalArgumentException e) {
      throw ApiException.notFound();
    }
  }

  /// For who may hear the recording.
  private Reply captions(ApiRequest request) throws ApiException, IOException {
    var recording = recording(request);
    var reading = entities.microblog().reading();
    boolean open = reading.mayHear(Optional.empty(), recording);
    if (!open && !reading.mayHear(viewer(request, recording), recording)) {
      throw ApiException.notFound();
    }
    var found =
        room.captioning()
            .of(recording)
            .filter(it -> it.state() != Captions.State.PENDING)
            .orElseThrow(ApiException::notFound);
    return Reply.raw(
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

  private Reply caption(ApiRequest request) throws ApiException, RefusedException, IOException {
    var params = request.params();
    var made =
        room.captioning()
            .edit(
                request.member(),
                recording(request),
                params.text("language").orElse(""),
                params.required("content"));
    return Reply.ok(new CaptionsEntity("edited", made.language(), made.content()));
  }
}
