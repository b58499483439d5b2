package io.voicepost.gateway.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A visitor without a browser.
public record Client(TestSite site, HttpClient http) implements AutoCloseable {
  public Client(TestSite site) {
    this(site, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  /// Headers are names and values in turn.
  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  public Answer send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(site.url(path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  /// Posts a form.
  public Answer form(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return body("POST", path, "application/x-www-form-urlencoded", form, headers);
  }

  /// Sends a body.
  public Answer body(String method, String path, String type, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(site.url(path))
            .timeout(Duration.ofSeconds(20))
            .header("content-type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public byte[] bytes() {
      return response.body();
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /// All values of a header.
    public List<String> headers(String name) {
      return response.headers().allValues(name);
    }

    /// A header's value, or empty text.
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /// Ends what still streams, too.
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
