package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.multipart.BodyPart;
import com.linecorp.armeria.common.multipart.Multipart;
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

/// Reads the bodies of requests without holding a thread: forms, JSON, and multipart, whose files
/// go to disk as they come. How long a body may be is the server's business.
final class Bodies {
  private static final int MOST_PARTS = 64;

  private Bodies() {}

  /// What the body says; the future ends in [ApiException] if that is nothing we read. `files` gets
  /// every file that was begun, also where the rest never came: the caller deletes them.
  static CompletableFuture<Params> read(HttpRequest request, List<Path> files) {
    var type = request.contentType();
    if (type != null && type.is(MediaType.MULTIPART_FORM_DATA)) {
      return multipart(request, files);
    }
    return request
        .aggregate()
        .thenApply(whole -> {
          if (whole.content().isEmpty()) {
            return Params.none();
          }
          var text = whole.content().toString(StandardCharsets.UTF_8);
          try {
            return parse(type == null ? MediaType.OCTET_STREAM : type, text);
          } catch (ApiException e) {
            throw new Refused(e);
          }
        });
  }

  private static Params parse(MediaType type, String text) throws ApiException {
    if (type.is(MediaType.FORM_DATA)) {
      return Params.of(QueryParams.fromQueryString(text));
    }
    if (type.isJson()) {
      return Params.ofJson(text);
    }
    throw new ApiException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be a form, JSON or multipart/form-data");
  }

  private record Field(String name, Optional<String> text, Optional<Upload> file) {}

  private static CompletableFuture<Params> multipart(HttpRequest request, List<Path> files) {
    Multipart parts;
    try {
      parts = Multipart.from(request);
    } catch (IllegalStateException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new Refused(ApiException.badRequest("The multipart body has no boundary")));
    }
    var begun = Collections.synchronizedList(files);
    return parts.collect(part -> field(part, begun)).thenApply(Bodies::params);
  }

  private static CompletableFuture<Field> field(BodyPart part, List<Path> files) {
    var name = Optional.ofNullable(part.name()).orElse("");
    if (files.size() >= MOST_PARTS) {
      return CompletableFuture.failedFuture(
          new Refused(ApiException.badRequest("The multipart body has too many parts")));
    }
    var fileName = part.filename();
    if (fileName == null) {
      return part.aggregate()
          .thenApply(whole -> new Field(name, Optional.of(whole.contentUtf8()), Optional.empty()));
    }
    Path file;
    try {
      file = Files.createTempFile("voicepost-upload", "");
    } catch (IOException e) {
      return CompletableFuture.failedFuture(new UncheckedIOException(e));
    }
    files.add(file);
    var type = Optional.ofNullable(part.headers().contentType()).orElse(MediaType.OCTET_STREAM);
    return part.writeTo(file)
        .thenApply(
            _ -> new Field(name, Optional.empty(), Optional.of(new Upload(fileName, type, file))));
  }

  private static Params params(List<Field> fields) {
    Map<String, List<String>> texts = new HashMap<>();
    Map<String, Upload> files = new HashMap<>();
    for (var field : fields) {
      field
          .text()
          .ifPresent(it -> texts.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(it));
      field.file().ifPresent(it -> files.put(field.name(), it));
    }
    return Params.of(texts, files);
  }

  /// Carries an [ApiException] out of a future.
  static final class Refused extends RuntimeException {
    private final ApiException why;

    Refused(ApiException why) {
      super(why);
      this.why = why;
    }

    ApiException why() {
      return why;
    }
  }
}
