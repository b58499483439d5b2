package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.web.Client.Answer;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Short requests that stand for much: each is refused before it is taken apart.
final class BodyLimitsTest {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=cut";
  private static final String APPS = "/api/v1/apps";
  private static final String STATUSES = "/api/v1/statuses";

  private static TestSite site;
  private static Client client;
  private static Person faye;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye = Person.of(site, client, "faye");
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static Answer sent(String path, String type, String body) throws Exception {
    return client.body("POST", path, type, body, "authorization", "Bearer " + faye.secret());
  }

  private static void refused(int status, String why, Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    var error = new ObjectMapper().readTree(answer.text()).get("error").asText();
    assertThat(error).contains(why);
  }

  private static String field(String name, String value) {
    return "--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static String file(String name, String value) {
    return "--cut\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  @Test
  void anOuterNameIsNotRepeatedForEachOfThousands() throws Exception {
    var inner = new StringBuilder("\"0\":1");
    for (int i = 1; i < 1_500; i++) {
      inner.append(",\"").append(i).append("\":1");
    }
    var body = "{\"%s\":{%s}}".formatted("x".repeat(10_000), inner);
    assertThat(body).hasSizeBetween(20_000, 30_000);

    refused(400, "", sent(STATUSES, JSON, body));
  }

  @Test
  void manyNamesAreRefusedInEveryKindOfBodyAndInTheAddress() throws Exception {
    var json = "{\"a\":[1" + ",1".repeat(500) + "]}";
    refused(400, "more than 500 values", sent(APPS, JSON, json));
    refused(400, "too many values", sent(APPS, JSON, "{\"a\":[null" + ",[]".repeat(2_000) + "]}"));
    refused(400, "more than 500 values", sent(APPS, FORM, "a=" + "&b=".repeat(500)));
    refused(400, "more than 500 values", client.get("/api/v1/instance?a=" + "&b=".repeat(500)));
    refused(400, "too many parts", sent(APPS, MULTIPART, field("a", "").repeat(65) + "--cut--"));
  }

  @Test
  void longNamesAreRefusedInEveryKindOfBodyAndInTheAddress() throws Exception {
    var name = "n".repeat(201);
    refused(400, "", sent(APPS, JSON, "{\"%s\":1}".formatted(name)));
    refused(
        400, "longer than 200", sent(APPS, JSON, "{\"a\":{\"%s\":1}}".formatted("b".repeat(199))));
    refused(400, "longer than 200", sent(APPS, FORM, name + "=1"));
    refused(400, "longer than 200", client.get("/api/v1/instance?" + name));
    refused(400, "longer than 200", sent(APPS, MULTIPART, field(name, "1") + "--cut--"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "["})
  void whatGoesDeepIsRefused(String step) throws Exception {
    var close = step.equals("[") ? "]" : "}";
    var body = "{\"x\":" + step.repeat(9) + "1" + close.repeat(9) + "}";

    refused(400, "too deep", sent(APPS, JSON, body));
    refused(400, "too deep", sent(APPS, "application/x+json", body));
  }

  @Test
  void routesTakeAsMuchAsTheyNeed() throws Exception {
    refused(413, "too large", sent(APPS, JSON, "{\"a\":\"%s\"}".formatted("x".repeat(9_000))));
    refused(413, "too large", sent(APPS, FORM, "a=" + "x".repeat(9_000)));
    refused(413, "too large", sent(APPS, MULTIPART, field("a", "x".repeat(9_000)) + "--cut--"));
    refused(413, "too large", sent(STATUSES, FORM, "status=" + "x".repeat(300_000)));
    var longest = "%E4%B8%AD".repeat(2_000);
    assertThat(sent(STATUSES, FORM, "status=" + longest).status()).isEqualTo(200);
    var escaped = "\\u4e2d".repeat(2_000);
    assertThat(sent(STATUSES, JSON, "{\"status\":\"" + escaped + "\"}").status()).isEqualTo(200);
  }

  @Test
  void whereFilesAreTakenTextIsAsShortAsElsewhere() throws Exception {
    var text = "x".repeat(100_000);
    refused(413, "too large", sent("/api/v2/media", JSON, "{\"a\":\"%s\"}".formatted(text)));
    refused(413, "too large", sent("/api/v2/media", FORM, "a=" + text));
    refused(413, "too large", sent("/api/v2/media", MULTIPART, field("a", text) + "--cut--"));
    var pieces = field("a", "x".repeat(1_000)).repeat(20);
    refused(413, "too large", sent("/api/v2/media", MULTIPART, pieces + "--cut--"));
  }

  @Test
  void whereNoFileIsTakenNoneIsKept() throws Exception {
    refused(400, "No file", sent(APPS, MULTIPART, file("a", "abc") + "--cut--"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in", "/join", "/settings/profile", "/settings/security/password"})
  void formsOfPagesAreShort(String path) throws Exception {
    assertThat(client.form(path, "a=" + "x".repeat(20_000)).status()).isEqualTo(413);
  }

  /// A socket that ends where it is sent too much.
  private record Socket(WebSocket socket, CompletableFuture<Integer> closed)
      implements AutoCloseable {
    static Socket open() {
      var closed = new CompletableFuture<Integer>();
      var listener =
          new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
              closed.complete(status);
              return CompletableFuture.completedFuture(null);
            }

            @Override
            public void onError(WebSocket socket, Throwable error) {
              closed.completeExceptionally(error);
            }
          };
      var url = URI.create(site.url("/api/v1/streaming").toString().replace("http", "ws"));
      return new Socket(
          client.http().newWebSocketBuilder().buildAsync(url, listener).join(), closed);
    }

    int ending() {
      await().atMost(Duration.ofSeconds(20)).until(closed::isDone);
      return closed.join();
    }

    @Override
    public void close() {
      socket.abort();
    }

    void says(String message, boolean last) {
      try {
        socket.sendText(message, last).join();
      } catch (CompletionException _) {
        // Closed already.
      }
    }
  }

  @Test
  void messageInEndlessPiecesEndsItsSocket() {
    try (var socket = Socket.open()) {
      for (int i = 0; i < 8; i++) {
        socket.says("x".repeat(4_000), false);
      }

      assertThat(socket.ending()).isEqualTo(1009);
    }
  }

  @Test
  void socketThatNeverStopsTalkingIsClosed() {
    try (var socket = Socket.open()) {
      for (int i = 0; i < 300; i++) {
        socket.says("{\"type\":\"unsubscribe\",\"stream\":\"public\"}", true);
      }

      assertThat(socket.ending()).isEqualTo(1008);
    }
  }
}
