package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import io.voicepost.gateway.identity.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole gateway in this process, without Asterisk.
class GatewayTest {
  @TempDir private Path folder;

  @Test
  void freshGatewayIsHealthyAndShowsTheServiceNumber() throws Exception {
    var operator = freePort();
    var ports = Map.of("VOICEPOST_WEB_PORT", freePort(), "VOICEPOST_WEB_OPERATOR_PORT", operator);
    try (var gateway = Gateway.start(config(ports))) {
      assertThat(get(gateway.address().resolve("/health"))).isEqualTo("{\"status\":\"up\"}");
      assertThat(get(gateway.address())).contains("8642");
      assertThat(get(URI.create("http://127.0.0.1:" + operator + "/metrics")))
          .contains("voicepost_spool_backlog 0.0");
    }
  }

  @Test
  void secondGatewayOnOneSpoolIsRefusedInOneLine() throws Exception {
    try (var _ = Gateway.start(config(Map.of()))) {
      assertThatThrownBy(() -> Gateway.start(config(Map.of())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another gateway has the spool")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void webPortInUseIsToldAndNothingStaysStarted() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> Gateway.start(config(Map.of("VOICEPOST_WEB_PORT", port))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(port)
          .message()
          .hasLineCount(1);
    }
    startsNow();
  }

  @Test
  void agiPortInUseIsToldAndNothingStaysStarted() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> Gateway.start(config(Map.of("VOICEPOST_AGI_PORT", port))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(port)
          .message()
          .hasLineCount(1);
    }
    startsNow();
  }

  @Test
  void s3ThatRefusesIsToldWithoutItsKeys() throws Exception {
    try (var closed = new ClosedPort()) {
      var environment =
          Map.of(
              "VOICEPOST_S3_ENDPOINT", "http://127.0.0.1:" + closed.number(),
              "VOICEPOST_S3_ACCESS_KEY", "access",
              "VOICEPOST_S3_SECRET_KEY", "very-secret");

      assertThatThrownBy(() -> Gateway.start(config(environment)))
          .isInstanceOf(IOException.class)
          .message()
          .containsIgnoringCase("S3")
          .doesNotContain("very-secret")
          .hasLineCount(1);
    }
    startsNow();
  }

  @Test
  void databaseThatIsNoneIsTold() throws Exception {
    Files.writeString(folder.resolve("voicepost.db"), "this is no database, it is a long text");

    assertThatThrownBy(() -> Gateway.start(config(Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("voicepost.db")
        .message()
        .hasLineCount(1);
  }

  @Test
  void pagePhoneBringsADemoAccountAndOnlyOne() throws Exception {
    var environment =
        Map.of(
            "VOICEPOST_BROWSER_PHONE_WEBSOCKET", "ws://127.0.0.1:8088/ws",
            "VOICEPOST_BROWSER_PHONE_SECRET", "abcdefghijklmnop");
    Gateway.start(config(environment)).close();
    Gateway.start(config(environment)).close();

    try (var stores = Stores.open(config(environment))) {
      assertThat(stores.accounts().list(Optional.empty(), 10)).hasSize(1);
      assertThat(stores.directory().identify("+12025550142", "US"))
          .isInstanceOf(Caller.Member.class);
    }
  }

  private void startsNow() throws Exception {
    Gateway.start(config(Map.of())).close();
  }

  private GatewayConfig config(Map<String, String> more) throws ConfigException {
    var environment = new HashMap<String, String>();
    environment.put("VOICEPOST_DATA_FOLDER", folder.toString());
    environment.put("VOICEPOST_WEB_PORT", "0");
    environment.put("VOICEPOST_WEB_OPERATOR_PORT", "0");
    environment.put("VOICEPOST_AGI_PORT", "0");
    environment.put("VOICEPOST_AGI_SECRET", "abcdefghijklmnop");
    environment.put("VOICEPOST_FALLBACK_KEY", "abcdefghijklmnop");
    environment.put("VOICEPOST_PHONE_SECRET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    environment.put("VOICEPOST_PASSWORD_SECRET", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    environment.putAll(more);
    return GatewayConfig.of(Settings.read(Optional.empty(), environment));
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static String get(URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }
}
