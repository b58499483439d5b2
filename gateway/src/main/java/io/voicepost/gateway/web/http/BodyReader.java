package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.multipart.BodyPart;
import com.linecorp.armeria.common.multipart.Multipart;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Reads the bodies of requests without holding a thread: forms, JSON, and multipart, whose files
/// go to disk as they come. All that is held in memory is as long as the route allows; files are
/// taken where it takes some.
public final class BodyReader {
  private static final int MOST_PARTS = 64;
  private final Route route;
  private final List<Path> files;
  private final AtomicInteger parts = new AtomicInteger();
  private final AtomicLong fieldBytes = new AtomicLong();

  private BodyReader(Route route, List<Path> files) {
    this.route = route;
    this.files = Collections.synchronizedList(files);
  }

  /// What the body says; the future ends in [ApiException] if that is nothing we read. `files` gets
  /// every file that was begun, also where the rest never came: the caller deletes them.
  public static CompletableFuture<Params> read(
      ServiceRequestContext context, HttpRequest request, Route route, List<Path> files) {
    var bodyReader = new BodyReader(route, files);
    var type = request.contentType();
    if (type != null && type.is(MediaType.MULTIPART_FORM_DATA)) {
      return bodyReader.multipart(request);
    }
    context.setMaxRequestLength(route.fieldBytes());
    return request
        .aggregate()
        .thenApply(whole -> bodyReader.fields(type == null ? MediaType.OCTET_STREAM : type, whole));
  }

  private Params fields(MediaType type, AggregatedHttpRequest whole) {
    if (whole.content().isEmpty()) {
      return Params.none();
    }
    try {
      // What came before the limit was set.
      if (whole.content().length() > route.fieldBytes()) {
        throw tooLarge();
      }
      return parse(type, whole.content().toString(StandardCharsets.UTF_8));
    } catch (ApiException e) {
      throw new BodyRejectedException(e);
    }
  }

  private static Params parse(MediaType type, String text) throws ApiException {
    if (type.is(MediaType.FORM_DATA)) {
      return Params.of(QueryParams.fromQueryString(text, Params.MOST_VALUES + 1));
    }
    if (type.isJson()) {
      return Params.ofJson(text);
    }
    throw new ApiException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be a form, JSON or multipart/form-data");
  }

  private record Field(String name, Optional<String> text, Optional<UploadedFile> file) {}

  private CompletableFuture<Params> multipart(HttpRequest request) {
    Multipart body;
    try {
      body = Multipart.from(request);
    } catch (IllegalStateException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new BodyRejectedException(ApiException.badRequest("The multipart body has no boundary")));
    }
    return body.collect(this::field).thenApply(BodyReader::params);
  }

  private CompletableFuture<Field> field(BodyPart part) {
    if (parts.incrementAndGet() > MOST_PARTS) {
      return CompletableFuture.failedFuture(
          new BodyRejectedException(
              ApiException.badRequest("The multipart body has too many parts")));
    }
    var name = Optional.ofNullable(part.name()).orElse("");
    var fileName = part.filename();
    if (fileName == null) {
      return text(part).thenApply(it -> new Field(name, Optional.of(it), Optional.empty()));
    }
    if (fileName.isEmpty()) {
      // A form whose file nobody chose (HTML, "constructing the entry list").
      return text(part).thenApply(_ -> new Field(name, Optional.empty(), Optional.empty()));
    }
    if (route.fileBytes() == 0) {
      return CompletableFuture.failedFuture(
          new BodyRejectedException(ApiException.badRequest("No file is taken here")));
    }
    return file(part)
        .thenApply(it ->
            new Field(
                name, Optional.empty(), Optional.of(new UploadedFile(fileName, type(part), it))));
  }

  private CompletableFuture<String> text(BodyPart part) {
    return part.content()
        .peek(piece -> {
          if (fieldBytes.addAndGet(piece.length()) > route.fieldBytes()) {
            throw new BodyRejectedException(tooLarge());
          }
        })
        .collect()
        .thenApply(BodyReader::joined);
  }

  private static String joined(List<HttpData> pieces) {
    var bytes = new ByteArrayOutputStream();
    pieces.forEach(piece -> bytes.writeBytes(piece.array()));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private CompletableFuture<Path> file(BodyPart part) {
    Path file;
    try {
      file = Files.createTempFile("voicepost-upload", "");
    } catch (IOException e) {
      return CompletableFuture.failedFuture(new UncheckedIOException(e));
    }
    files.add(file);
    return part.writeTo(file).thenApply(_ -> file);
  }

  private static MediaType type(BodyPart part) {
    return Optional.ofNullable(part.headers().contentType()).orElse(MediaType.OCTET_STREAM);
  }

  private static Params params(List<Field> fields) {
    Map<String, List<String>> texts = new HashMap<>();
    Map<String, UploadedFile> files = new HashMap<>();
    for (var field : fields) {
      field
          .text()
          .ifPresent(it -> texts.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(it));
      field.file().ifPresent(it -> files.put(field.name(), it));
    }
    try {
      return Params.of(texts, files);
    } catch (ApiException e) {
      throw new BodyRejectedException(e);
    }
  }

  private static ApiException tooLarge() {
    return new ApiException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large");
  }

  /// Carries an [ApiException] out of a future.
  public static final class BodyRejectedException extends RuntimeException {
    private final ApiException why;

    public BodyRejectedException(ApiException why) {
      super(why);
      this.why = why;
    }

    ApiException why() {
      return why;
    }
  }
}
