package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.netty.buffer.Unpooled;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.StoredRendition;
import java.io.IOException;
import java.util.Optional;

/// Serves audio, whole or in parts (RFC 9110, sections 13 and 14). A file never changes, so it may
/// be kept for ever; what no standing post has is not found.
final class AudioFiles {
  private final AudioShelf shelf;
  private final Pages pages;

  AudioFiles(AudioShelf shelf, Pages pages) {
    this.shelf = shelf;
    this.pages = pages;
  }

  HttpResponse serve(Visit visit) throws IOException {
    var recording = recording(visit.part("recording"));
    if (recording.isEmpty()) {
      return pages.notFound(visit);
    }
    var rendition = shelf.find(recording.get(), visit.part("extension"));
    return rendition.isEmpty() ? pages.notFound(visit) : answer(visit, rendition.get());
  }

  private HttpResponse answer(Visit visit, StoredRendition rendition) throws IOException {
    var etag = '"' + rendition.sha256() + '"';
    var conditions = Conditions.of(visit.headers());
    if (conditions.fails(etag)) {
      return HttpResponse.of(HttpStatus.PRECONDITION_FAILED);
    }
    if (conditions.unchanged(etag)) {
      return HttpResponse.of(headers(HttpStatus.NOT_MODIFIED, etag).build());
    }
    var range =
        conditions.rangeCounts(etag)
            ? ByteRange.of(visit.headers().get(HttpHeaderNames.RANGE, ""), rendition.bytes())
            : new ByteRange.Whole();
    return switch (range) {
      case ByteRange.Whole() ->
          bytes(visit, rendition, headers(HttpStatus.OK, etag), 0, rendition.bytes());
      case ByteRange.Part part ->
          bytes(
              visit,
              rendition,
              headers(HttpStatus.PARTIAL_CONTENT, etag)
                  .set(
                      HttpHeaderNames.CONTENT_RANGE,
                      "bytes " + part.first() + "-" + part.last() + "/" + rendition.bytes()),
              part.first(),
              part.length());
      case ByteRange.Unsatisfiable() ->
          HttpResponse.of(
              ResponseHeaders.of(
                  HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                  HttpHeaderNames.CONTENT_RANGE,
                  "bytes */" + rendition.bytes()));
    };
  }

  private HttpResponse bytes(
      Visit visit,
      StoredRendition rendition,
      ResponseHeadersBuilder headers,
      long first,
      long length)
      throws IOException {
    headers.set(HttpHeaderNames.CONTENT_TYPE, rendition.mediaType()).contentLength(length);
    if (visit.context().method() == HttpMethod.HEAD) {
      return HttpResponse.of(headers.build());
    }
    var file = shelf.open(rendition);
    if (file.isEmpty()) {
      return pages.notFound(visit);
    }
    var part = file.get().slice(Math.toIntExact(first), Math.toIntExact(length));
    return HttpResponse.of(headers.build(), HttpData.wrap(Unpooled.wrappedBuffer(part)));
  }

  private static ResponseHeadersBuilder headers(HttpStatus status, String etag) {
    return ResponseHeaders.builder(status)
        .set(HttpHeaderNames.ETAG, etag)
        .set(HttpHeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
  }

  private static Optional<RecordingId> recording(String text) {
    try {
      return Optional.of(RecordingId.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
