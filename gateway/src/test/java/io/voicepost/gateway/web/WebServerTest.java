package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebServerTest {
  @TempDir private Path folder;

  private static WebConfig config() {
    return TestSite.config(WebLimits.usual(), Optional.empty());
  }

  @Test
  void healthNamesEachPart() throws Exception {
    try (var site = TestSite.start(folder);
        var client = new Client(site)) {
      var answer = client.get("/health");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).startsWith("application/json");
      assertThat(answer.text())
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
    try (var site = TestSite.start(folder, config(), broken);
        var client = new Client(site)) {
      var answer = client.get("/health");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text())
          .contains("\"status\":\"down\"", "\"spool\":\"down\"", "\"database\":\"up\"")
          .doesNotContain("secret");
    }
  }

  @Test
  void partThatHangsIsDown() throws Exception {
    var never = new CountDownLatch(1);
    var hung = new HealthCheck("tape", () -> await(never));
    try (var site = TestSite.start(folder, config(), hung);
        var client = new Client(site)) {
      var answer = client.get("/health");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("\"tape\":\"down\"", "\"database\":\"up\"");
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
      var answer = client.get("/metrics");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("voicepost_live_listeners 0.0", "cache_gets_total");
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
