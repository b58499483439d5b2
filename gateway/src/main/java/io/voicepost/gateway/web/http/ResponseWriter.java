package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.CancellationException;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.multipart.MimeParsingException;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.transcoder.fence.FenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replies and failures as HTTP.
public final class ResponseWriter {
  private static final Logger log = LoggerFactory.getLogger(ResponseWriter.class);
  private static final Duration LATER = Duration.ofSeconds(5);

  private ResponseWriter() {}

  public static HttpResponse of(ApiResponse reply) {
    return switch (reply) {
      case ApiResponse.Raw(var response) -> response;
      case ApiResponse.Body(var status, var value, var headers) ->
          HttpResponse.of(json(status).add(headers).build(), Json.bytes(value));
    };
  }

  /// What a failure looks like to whoever asked; what they can do nothing about is logged.
  public static HttpResponse of(Throwable failure, String path) {
    return switch (cause(failure)) {
      case ApiException e -> error(json(e.status()), e.error(), e.description());
      case RefusedException e -> of(refused(e));
      case ContentTooLargeException _ -> ofStatus(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
      case MimeParsingException _ -> of(ApiException.badRequest("The multipart body is broken"));
      case HttpStatusException e -> ofStatus(e.httpStatus());
      case RequestTimeoutException _ -> ofStatus(HttpStatus.REQUEST_TIMEOUT);
      // Whoever asked is gone, or has an answer: nobody reads this one.
      case AbortedStreamException _ -> of(ApiException.badRequest("The body broke off"));
      case ClosedSessionException _ -> of(ApiException.badRequest("The body broke off"));
      case CancellationException _ -> of(ApiException.badRequest("The body broke off"));
      case FenceException e -> {
        log.error("upload refused url=\"{}\" reason=\"{}\"", path, e.getMessage());
        yield error(
            json(HttpStatus.SERVICE_UNAVAILABLE),
            "This server cannot take files: the fence for their decoder is missing",
            Optional.empty());
      }
      case IOException e -> {
        log.warn("request not answered url=\"{}\" error=\"{}\"", path, e.toString());
        yield later(words(HttpStatus.SERVICE_UNAVAILABLE), LATER);
      }
      case UncheckedIOException e -> {
        log.warn("request not answered url=\"{}\" error=\"{}\"", path, e.toString());
        yield later(words(HttpStatus.SERVICE_UNAVAILABLE), LATER);
      }
      case Throwable e -> {
        log.error("request failed url=\"{}\"", path, e);
        yield error(
            json(HttpStatus.INTERNAL_SERVER_ERROR),
            "We're sorry, but something went wrong on our end.",
            Optional.empty());
      }
    };
  }

  private static ApiException refused(RefusedException e) {
    return switch (e.reason()) {
      case MISSING -> ApiException.notFound();
      case FORBIDDEN -> ApiException.forbidden();
      case INVALID -> ApiException.unprocessable("Validation failed: " + e.getMessage());
    };
  }

  private static HttpResponse of(ApiException e) {
    return error(json(e.status()), e.error(), e.description());
  }

  private static Throwable cause(Throwable failure) {
    var cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof BodyReader.BodyRejectedException refused ? refused.why() : cause;
  }

  private static HttpResponse ofStatus(HttpStatus status) {
    return error(json(status), words(status), Optional.empty());
  }

  /// What the server itself has to say.
  static String words(HttpStatus status) {
    return switch (status.code()) {
      case 408 -> "The body took too long to come";
      case 413 -> "The body is too large";
      case 503 -> "The service cannot answer right now. Try again in a moment.";
      default -> status.reasonPhrase();
    };
  }

  public static HttpResponse tooMany(Duration wait) {
    return error(
        json(HttpStatus.TOO_MANY_REQUESTS)
            .add(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds(wait))),
        "Too many requests",
        Optional.empty());
  }

  private static HttpResponse later(String error, Duration wait) {
    return error(
        json(HttpStatus.SERVICE_UNAVAILABLE)
            .add(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds(wait))),
        error,
        Optional.empty());
  }

  public static HttpResponse error(
      ResponseHeadersBuilder headers, String error, Optional<String> description) {
    var body = new LinkedHashMap<String, String>();
    body.put("error", error);
    description.ifPresent(it -> body.put("error_description", it));
    if (headers.status().equals(HttpStatus.UNAUTHORIZED)) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"Voicepost\"");
    }
    return HttpResponse.of(headers.build(), Json.bytes(body));
  }

  public static ResponseHeadersBuilder json(HttpStatus status) {
    return Cors.open(ResponseHeaders.builder(status))
        .contentType(MediaType.JSON_UTF_8)
        .add(HttpHeaderNames.CACHE_CONTROL, "private, no-store")
        .add(HttpHeaderNames.VARY, "Authorization, Origin, Cookie")
        .add(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .add(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
  }

  /// Whole seconds, rounded up.
  static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
