package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebServerTest {
  @TempDir private Path folder;

  private static HttpResponse<String> operator(TestSite site, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(site.operatorUrl(path)).build(), BodyHandlers.ofString());
    }
  }

  private static WebConfig config() {
    return TestSite.config(WebLimits.usual(), Optional.empty());
  }

  @Test
  void healthNamesEachPart() throws Exception {
    try (var site = TestSite.start(folder)) {
      var answer = operator(site, "/health");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElse(""))
          .startsWith("application/json");
      assertThat(answer.body())
          .contains("\"status\":\"up\"", "\"database\":\"up\"", "\"audio store\":\"up\"");
    }
  }

  @Test
  void onePartDownIsDownAndSaysNoMoreThanThat() throws Exception {
    var broken =
        new HealthCheck(
            "spool",
            () -> {
              throw new IOException("disk full at /secret/place");
            });
    try (var site = TestSite.start(folder, config(), broken)) {
      var answer = operator(site, "/health");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("\"status\":\"down\"", "\"spool\":\"down\"", "\"database\":\"up\"")
          .doesNotContain("secret");
    }
  }

  @Test
  void partThatHangsIsDown() throws Exception {
    var never = new CountDownLatch(1);
    var hung = new HealthCheck("tape", () -> await(never));
    try (var site = TestSite.start(folder, config(), hung)) {
      var answer = operator(site, "/health");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"tape\":\"down\"", "\"database\":\"up\"");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void metricsAreThereToBeScraped() throws Exception {
    try (var site = TestSite.start(folder);
        var client = new Client(site)) {
      client.get("/");
      var answer = operator(site, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("voicepost_live_listeners 0.0", "cache_gets_total");
    }
  }

  @Test
  void everybodyHearsOfHealthWhetherItIsThereAndNoMore() throws Exception {
    var broken =
        new HealthCheck(
            "spool",
            () -> {
              throw new IOException("disk full");
            });
    try (var site = TestSite.start(folder, config(), broken);
        var client = new Client(site)) {
      var answer = client.get("/health");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("{\"status\":\"down\"}");
    }
  }

  /// As they are written on the wire, HTTP/1.1 and HTTP/2.
  @Test
  void metricsAreNotThereForVisitorsHoweverTheyAskForThem() throws Exception {
    var spellings =
        List.of(
            "/metrics",
            "/metrics/",
            "//metrics",
            "/./metrics",
            "/x/../metrics",
            "/%6detrics",
            "/%6Detrics",
            "/%2fmetrics",
            "/%2e/metrics",
            "/metrics;x=1",
            "/metrics%00",
            "/metrics.",
            "/METRICS",
            "/metrics?x",
            "/metrics%20",
            "/health/metrics",
            "http://127.0.0.1/metrics",
            "http://localhost/metrics");
    try (var site = TestSite.start(folder)) {
      for (var spelling : spellings) {
        assertThat(raw(site, spelling)).as(spelling).contains("HTTP/1.1 ").doesNotContain("jvm_");
      }
      try (var http = HttpClient.newHttpClient()) {
        var answer =
            http.send(
                HttpRequest.newBuilder(site.url("/metrics"))
                    .version(HttpClient.Version.HTTP_2)
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
      }
    }
  }

  private static String raw(TestSite site, String target) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.web().port())) {
      socket.setSoTimeout(10_000);
      var request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void portInUseIsToldInOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config =
          new WebConfig(
              "127.0.0.1", taken.getLocalPort(), Optional.empty(), "8642", Optional.empty());
      assertThatThrownBy(() -> TestSite.start(folder, config))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("in use")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void databaseThatIsGoneIsAPageThatSaysTryAgain() throws Exception {
    try (var site = TestSite.start(folder);
        var client = new Client(site)) {
      site.breakDatabase();
      var answer = client.get("/");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("That did not work", "try again in a moment");
      assertThat(client.get("/health").status()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://voice.example", "https://voice.example/sub", "voice.example", "https://"})
  void publicUrlThatIsNoneIsRefused(String url) {
    assertThatThrownBy(() ->
            new WebConfig("127.0.0.1", 0, Optional.of(URI.create(url)), "8642", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
