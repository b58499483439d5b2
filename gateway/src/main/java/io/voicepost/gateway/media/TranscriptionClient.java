package io.voicepost.gateway.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a [TranscriptionConfig] what is said in a recording.
final class TranscriptionClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long LONGEST_ANSWER = 1 << 20;

  private final TranscriptionConfig service;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  TranscriptionClient(TranscriptionConfig service) {
    this.service = service;
  }

  /// What a file of audio says.
  ///
  /// @throws IOException the service did not answer in time, or refused
  /// @throws WebVttException its answer is no WebVTT file
  WebVtt transcribe(String name, ByteBuffer audio, String mediaType)
      throws IOException, WebVttException, InterruptedException {
    var boundary = UUID.randomUUID().toString();
    var request =
        HttpRequest.newBuilder(service.address())
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .header("Accept", "text/vtt, text/plain")
            .POST(BodyPublishers.ofByteArray(form(boundary, name, audio, mediaType)));
    service.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    var answer = send(request.build());
    if (answer.statusCode() != 200) {
      throw new IOException("the caption service answered " + answer.statusCode());
    }
    return WebVtt.parse(answer.body());
  }

  /// The client's own timeout ends with the head of the answer; this one with its last byte.
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    var text = BodyHandlers.ofString(StandardCharsets.UTF_8);
    var answer = client.sendAsync(request, BodyHandlers.limiting(text, LONGEST_ANSWER));
    try {
      return answer.get(service.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the caption service failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("the caption service took longer than " + service.patience(), e);
    } finally {
      answer.cancel(true);
    }
  }

  /// RFC 7578.
  private byte[] form(String boundary, String name, ByteBuffer audio, String mediaType) {
    var form = new ByteArrayOutputStream();
    field(form, boundary, "model", service.model());
    field(form, boundary, "response_format", "vtt");
    if (!service.language().isEmpty()) {
      field(form, boundary, "language", service.language());
    }
    write(
        form,
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(boundary, name, mediaType));
    byte[] bytes = new byte[audio.remaining()];
    audio.duplicate().get(bytes);
    form.writeBytes(bytes);
    write(form, "\r\n--" + boundary + "--\r\n");
    return form.toByteArray();
  }

  private static void field(
      ByteArrayOutputStream form, String boundary, String name, String value) {
    write(
        form,
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
            .formatted(boundary, name, value));
  }

  private static void write(ByteArrayOutputStream form, String text) {
    form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
