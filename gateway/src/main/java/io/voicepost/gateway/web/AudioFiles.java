package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.buffer.Unpooled;
import io.voicepost.gateway.web.api.CacheControl;
import io.voicepost.storage.StoredRendition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Serves audio, whole or in parts (RFC 9110, sections 13 and 14). What everybody may hear is kept
/// for a while; what some may hear is for who asks, by a session or a signed address, and is kept
/// by nobody; for the others it is not found, as what was deleted.
final class AudioFiles {
  private final AudioShelf shelf;
  private final Pages pages;
  private final Listeners listeners;

  AudioFiles(AudioShelf shelf, Pages pages, Listeners listeners) {
    this.shelf = shelf;
    this.pages = pages;
    this.listeners = listeners;
  }

  HttpResponse serve(Visit visit) throws IOException {
    var recording = Visit.recording(visit.part("recording"));
    if (recording.isEmpty()) {
      return pages.notFound(visit);
    }
    var found = shelf.find(recording.get(), visit.part("extension"));
    if (found.isEmpty()) {
      return pages.notFound(visit);
    }
    if (found.get().open()) {
      return serve(visit, found.get().rendition(), CacheControl.PUBLIC);
    }
    return listeners.mayHear(visit, recording.get())
        ? serveAlone(visit, found.get().rendition())
        : pages.notFound(visit);
  }

  /// The same for this visitor alone, who was found to be let in: nobody keeps it.
  HttpResponse serveAlone(Visit visit, StoredRendition rendition) throws IOException {
    return serve(visit, rendition, CacheControl.PRIVATE);
  }

  private HttpResponse serve(Visit visit, StoredRendition rendition, String keeping)
      throws IOException {
    return switch (answer(visit.context().method(), visit.headers(), rendition, keeping)) {
      case Answer.Headers(var headers) -> HttpResponse.of(headers);
      case Answer.Bytes bytes ->
          shelf.open(rendition).map(bytes::of).orElseGet(() -> pages.notFound(visit));
    };
  }

  /// The same of a file that is in memory, for which nobody has to wait.
  Optional<HttpResponse> atHand(ServiceRequestContext context, RequestHeaders headers) {
    return Visit.recording(String.valueOf(context.pathParam("recording")))
        .flatMap(it -> shelf.atHand(it, String.valueOf(context.pathParam("extension"))))
        .map(hot ->
            switch (answer(context.method(), headers, hot.rendition(), CacheControl.PUBLIC)) {
              case Answer.Headers(var alone) -> HttpResponse.of(alone);
              case Answer.Bytes bytes -> bytes.of(hot.bytes());
            });
  }

  /// What is answered, before the file is opened for it.
  private sealed interface Answer {
    record Headers(ResponseHeaders headers) implements Answer {}

    /// @param first of the bytes that are sent, counted from 0
    record Bytes(ResponseHeaders headers, long first, long length) implements Answer {
      HttpResponse of(ByteBuffer file) {
        var part = file.slice(Math.toIntExact(first), Math.toIntExact(length));
        return HttpResponse.of(headers, HttpData.wrap(Unpooled.wrappedBuffer(part)));
      }
    }
  }

  private static Answer answer(
      HttpMethod method, RequestHeaders request, StoredRendition rendition, String keeping) {
    var etag = '"' + rendition.sha256() + '"';
    var conditions = Conditions.of(request);
    if (conditions.fails(etag)) {
      return new Answer.Headers(guarded(ResponseHeaders.builder(HttpStatus.PRECONDITION_FAILED)));
    }
    if (conditions.unchanged(etag)) {
      return new Answer.Headers(guarded(headers(HttpStatus.NOT_MODIFIED, etag, keeping)));
    }
    var range =
        conditions.rangeCounts(etag)
            ? ByteRange.of(request.get(HttpHeaderNames.RANGE, ""), rendition.bytes())
            : new ByteRange.Whole();
    return switch (range) {
      case ByteRange.Whole() ->
          bytes(method, rendition, headers(HttpStatus.OK, etag, keeping), 0, rendition.bytes());
      case ByteRange.Part part ->
          bytes(
              method,
              rendition,
              headers(HttpStatus.PARTIAL_CONTENT, etag, keeping)
                  .set(
                      HttpHeaderNames.CONTENT_RANGE,
                      "bytes " + part.first() + "-" + part.last() + "/" + rendition.bytes()),
              part.first(),
              part.length());
      case ByteRange.Unsatisfiable() ->
          new Answer.Headers(
              guarded(
                  ResponseHeaders.builder(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                      .set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + rendition.bytes())));
    };
  }

  private static Answer bytes(
      HttpMethod method,
      StoredRendition rendition,
      ResponseHeadersBuilder headers,
      long first,
      long length) {
    var all =
        guarded(
            headers.set(HttpHeaderNames.CONTENT_TYPE, rendition.mediaType()).contentLength(length));
    return method == HttpMethod.HEAD
        ? new Answer.Headers(all)
        : new Answer.Bytes(all, first, length);
  }

  private static ResponseHeaders guarded(ResponseHeadersBuilder headers) {
    return ContentPolicy.guarded(headers.build());
  }

  private static ResponseHeadersBuilder headers(HttpStatus status, String etag, String keeping) {
    return ResponseHeaders.builder(status)
        .set(HttpHeaderNames.ETAG, etag)
        .set(HttpHeaderNames.CACHE_CONTROL, keeping)
        .set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
  }
}
