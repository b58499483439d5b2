package io.voicepost.gateway.web.audio;

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
import io.voicepost.gateway.web.http.CacheControl;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.post.StoredRendition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Serves audio, whole or in parts (RFC 9110, sections 13 and 14). What everybody may hear is kept
/// for a while; what some may hear is for who asks, by a session or a signed address, and is kept
/// by nobody; for the others it is not found, as what was deleted.
public final class AudioFiles {
  private final AudioCache audioCache;
  private final PageRenderer renderer;
  private final AudioAccess audioAccess;

  public AudioFiles(AudioCache audioCache, PageRenderer renderer, AudioAccess audioAccess) {
    this.audioCache = audioCache;
    this.renderer = renderer;
    this.audioAccess = audioAccess;
  }

  HttpResponse serve(WebRequest request) throws IOException {
    var recording = WebRequest.recording(request.part("recording"));
    if (recording.isEmpty()) {
      return renderer.notFound(request);
    }
    var found = audioCache.find(recording.get(), request.part("extension"));
    if (found.isEmpty()) {
      return renderer.notFound(request);
    }
    if (found.get().open()) {
      return serve(request, found.get().rendition(), CacheControl.PUBLIC);
    }
    return audioAccess.mayHear(request, recording.get())
        ? serveAlone(request, found.get().rendition())
        : renderer.notFound(request);
  }

  /// The same for this visitor alone, who was found to be let in: nobody keeps it.
  HttpResponse serveAlone(WebRequest request, StoredRendition rendition) throws IOException {
    return serve(request, rendition, CacheControl.PRIVATE);
  }

  private HttpResponse serve(WebRequest request, StoredRendition rendition, String keeping)
      throws IOException {
    return switch (answer(request.context().method(), request.headers(), rendition, keeping)) {
      case Response.Headers(var headers) -> HttpResponse.of(headers);
      case Response.Bytes bytes ->
          audioCache.open(rendition).map(bytes::of).orElseGet(() -> renderer.notFound(request));
    };
  }

  /// The same of a file that is in memory, for which nobody has to wait.
  Optional<HttpResponse> inMemory(ServiceRequestContext context, RequestHeaders headers) {
    return WebRequest.recording(String.valueOf(context.pathParam("recording")))
        .flatMap(it -> audioCache.inMemory(it, String.valueOf(context.pathParam("extension"))))
        .map(hot ->
            switch (answer(context.method(), headers, hot.rendition(), CacheControl.PUBLIC)) {
              case Response.Headers(var alone) -> HttpResponse.of(alone);
              case Response.Bytes bytes -> bytes.of(hot.bytes());
            });
  }

  /// What is answered, before the file is opened for it.
  private sealed interface Response {
    record Headers(ResponseHeaders headers) implements Response {}

    /// @param first of the bytes that are sent, counted from 0
    record Bytes(ResponseHeaders headers, long first, long length) implements Response {
      HttpResponse of(ByteBuffer file) {
        var part = file.slice(Math.toIntExact(first), Math.toIntExact(length));
        return HttpResponse.of(headers, HttpData.wrap(Unpooled.wrappedBuffer(part)));
      }
    }
  }

  private static Response answer(
      HttpMethod method, RequestHeaders request, StoredRendition rendition, String keeping) {
    var etag = '"' + rendition.sha256() + '"';
    var conditions = ConditionalHeaders.of(request);
    if (conditions.fails(etag)) {
      return new Response.Headers(guarded(ResponseHeaders.builder(HttpStatus.PRECONDITION_FAILED)));
    }
    if (conditions.unchanged(etag)) {
      return new Response.Headers(guarded(headers(HttpStatus.NOT_MODIFIED, etag, keeping)));
    }
    var range =
        conditions.rangeCounts(etag)
            ? ByteRange.of(request.get(HttpHeaderNames.RANGE, ""), rendition.bytes())
            : new ByteRange.Whole();
    return switch (range) {
      case ByteRange.Whole() ->
          bytes(method, rendition, headers(HttpStatus.OK, etag, keeping), 0, rendition.bytes());
      case ByteRange.Partial part ->
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
          new Response.Headers(
              guarded(
                  ResponseHeaders.builder(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                      .set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + rendition.bytes())));
    };
  }

  private static Response bytes(
      HttpMethod method,
      StoredRendition rendition,
      ResponseHeadersBuilder headers,
      long first,
      long length) {
    var all =
        guarded(
            headers.set(HttpHeaderNames.CONTENT_TYPE, rendition.mediaType()).contentLength(length));
    return method == HttpMethod.HEAD
        ? new Response.Headers(all)
        : new Response.Bytes(all, first, length);
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
