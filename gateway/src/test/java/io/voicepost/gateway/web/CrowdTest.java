package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.web.http.RateConfig;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.sql.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Strangers who come in numbers, from one address and from many: the others are served.
@Timeout(120)
final class CrowdTest {
  private static final String LIVE = "GET /live HTTP/1.1\r\nHost: localhost\r\n";
  private static final String STREAM =
      "GET /api/v1/streaming/public HTTP/1.1\r\nHost: localhost\r\n";
  private static final String SOCKET = "GET /api/v1/streaming HTTP/1.1\r\nHost: localhost\r\n";
  private static final TestSite.Sound SOUND = TestSite.Sound.of(2_000);
  private static final String[] UPGRADE = {
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
  };
  private static final WebLimits LIMITS =
      new WebLimits(
          32,
          12,
          6,
          1 << 20,
          16,
          4,
          Duration.ofSeconds(4),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2));

  private TestSite site;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    site =
        TestSite.start(
            folder,
            config(LIMITS, new RateConfig(100_000, 30, 30, 30, 30, 50), List.of("127.0.0.9")));
  }

  private static WebConfig config(WebLimits limits, RateConfig rates, List<String> proxies) {
    return new WebConfig(
        "127.0.0.1", 0, Optional.empty(), "8642", Optional.empty(), limits, rates, proxies);
  }

  @AfterEach
  void stop() throws Exception {
    for (var socket : sockets) {
      socket.close();
    }
    site.close();
  }

  private Socket from(String address) throws IOException {
    var socket = new Socket();
    sockets.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), site.web().port()));
    socket.setSoTimeout(60_000);
    return socket;
  }

  private Socket asks(String address, String head, String... more) throws IOException {
    var socket = from(address);
    var lines = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
    socket.getOutputStream().write((head + lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /// The first line of an answer; empty where the connection was closed.
  private static String answer(Socket socket) throws IOException {
    var line = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read(); next >= 0 && next != '\r'; ) {
        line.append((char) next);
        next = socket.getInputStream().read();
      }
    } catch (SocketException _) {
      // Reset: closed even more plainly.
    }
    return line.toString();
  }

  /// Within half of the time after which the server closes any connection that is idle.
  private static void isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    try {
      while (socket.getInputStream().read() >= 0) {
        // What was sent before.
      }
    } catch (SocketException _) {
      // Reset.
    }
  }

  private String page(String address) throws IOException {
    return answer(asks(address, "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n"));
  }

  @Test
  void anAddressHasItsShareOfConnectionsAndNoMore() throws Exception {
    var first = page("127.0.0.2");
    for (int i = 1; i < LIMITS.connectionsEach(); i++) {
      assertThat(page("127.0.0.2")).isEqualTo(first).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(page("127.0.0.2")).isEmpty();
    assertThat(page("127.0.0.3")).isEqualTo("HTTP/1.1 200 OK");
    sockets.getFirst().close();
    await().until(() -> page("127.0.0.2").equals("HTTP/1.1 200 OK"));
  }

  @Test
  void whoHasFewConnectionsGetsOneOfWhoHasMost() throws Exception {
    for (int i = 0; i < LIMITS.connections(); i++) {
      from("127.0.0." + (i % 2 + 2));
    }
    for (int i = 4; i < 8; i++) {
      assertThat(page("127.0.0." + i)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void connectionsOfATrustedProxyAreNotOfOneAddress() throws Exception {
    for (int i = 0; i < 2 * LIMITS.connectionsEach(); i++) {
      assertThat(page("127.0.0.9")).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void oneAddressDoesNotTakeAllLiveStreamsByEitherWay() throws Exception {
    var ways = List.of(LIVE, STREAM, LIVE, STREAM);
    for (var way : ways) {
      assertThat(answer(asks("127.0.0.2", way))).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(answer(asks("127.0.0.2", LIVE))).contains("503");
    assertThat(answer(asks("127.0.0.2", STREAM))).contains("503");
    assertThat(answer(asks("127.0.0.3", LIVE))).isEqualTo("HTTP/1.1 200 OK");
    // Whom a proxy speaks for is who counts.
    for (int i = 0; i < 4; i++) {
      assertThat(answer(asks("127.0.0.9", LIVE, "X-Forwarded-For: 2001:db8::" + i)))
          .isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(answer(asks("127.0.0.9", LIVE, "X-Forwarded-For: 2001:db8:0:0:ff::1")))
        .contains("503");
    assertThat(answer(asks("127.0.0.9", LIVE, "X-Forwarded-For: 2001:db8:0:1::1"))).contains("200");
  }

  @Test
  void socketsAreCountedWithTheOtherStreams() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(answer(asks("127.0.0.4", SOCKET, UPGRADE))).contains("101");
    }
    assertThat(answer(asks("127.0.0.4", SOCKET, UPGRADE))).contains("503");
    assertThat(answer(asks("127.0.0.4", LIVE))).contains("503");
  }

  @Test
  void slotsOfMembersAreKeptFree() throws Exception {
    var account = site.account("faye", "Faye");
    var session = site.access().tokens().openSession(account.id()).token().value();
    for (int i = 0; i < 12; i++) {
      answer(asks("127.0.0.9", LIVE, "X-Forwarded-For: 192.0.2." + i));
    }
    assertThat(site.metric("voicepost_live_listeners")).isEqualTo(12);
    assertThat(answer(asks("127.0.0.9", LIVE, "X-Forwarded-For: 192.0.2.99"))).contains("503");
    for (int i = 0; i < 4; i++) {
      assertThat(answer(asks("127.0.0.9", LIVE, "Cookie: session=" + session)))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  /// More than may wait of what happens.
  @Test
  void whoeverComesBackInNumbersEndsNobodysStream(@TempDir Path other) throws Exception {
    site.close();
    try (var postgres =
        EmbeddedPostgres.builder().setDataDirectory(other.resolve("postgres")).start()) {
      var url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
      var database = new DatabaseConfig(url, "postgres", "postgres", 8, Duration.ofSeconds(10));
      site =
          TestSite.start(other, config(WebLimits.usual(), RateConfig.USUAL, List.of()), database);
      var author = site.account("faye", "Faye");
      var seen = site.post(author, SOUND);
      var stream = asks("127.0.0.2", LIVE);
      assertThat(answer(stream)).isEqualTo("HTTP/1.1 200 OK");

      var crowd = new ArrayList<HttpClient>();
      var answers = new ArrayList<CompletableFuture<?>>();
      try (var lock = postgres.getPostgresDatabase().getConnection()) {
        lock.setAutoCommit(false);
        lock.createStatement().execute("lock table post in access exclusive mode");
        for (int i = 0; i < 44; i++) {
          var from = InetAddress.ofLiteral("127.0.3." + (i + 1));
          var client = HttpClient.newBuilder().localAddress(from).build();
          crowd.add(client);
          answers.addAll(comesBackOften(client, seen));
        }
        // They are answered at once, or wait for their turns now.
        var _ =
            CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                .join();
        lock.rollback();
      }
      var post = site.post(author, SOUND);
      hears(stream, "id: " + post.id());
      crowd.forEach(HttpClient::shutdownNow);
    }
  }

  private List<CompletableFuture<?>> comesBackOften(HttpClient client, Post seen) {
    var page = URI.create("http://127.0.0.1:" + site.web().port() + "/live?after=" + seen.id());
    var request = HttpRequest.newBuilder(page).build();
    // The connection is HTTP/2 then.
    client
        .sendAsync(
            HttpRequest.newBuilder(page.resolve("/robots.txt")).build(), BodyHandlers.discarding())
        .join();
    var answers = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < 95; i++) {
      answers.add(client.sendAsync(request, BodyHandlers.ofLines()));
    }
    return answers;
  }

  private static void hears(Socket stream, String line) throws IOException {
    var heard = new StringBuilder();
    while (heard.indexOf(line) < 0) {
      int next = stream.getInputStream().read();
      assertThat(next).as("%s", heard).isNotNegative();
      heard.append((char) next);
    }
  }

  @Test
  void bodyThatNeverComesIsAnsweredAndItsConnectionClosed() throws Exception {
    var slow =
        asks(
            "127.0.0.2",
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 100");
    assertThat(answer(slow)).contains("408");
    var idle = asks("127.0.0.3", "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n");
    isClosed(slow);
    // One that nothing hangs on stays.
    idle.getOutputStream().write("GET /about HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(idle.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("</html>");
  }

  @Test
  void headThatDripsEndsItsConnection() throws Exception {
    var slow = from("127.0.0.2");
    var dripping =
        Thread.startVirtualThread(() -> {
          try {
            slow.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
              slow.getOutputStream().write("a: b\r\n".getBytes(StandardCharsets.US_ASCII));
              java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
            }
          } catch (IOException _) {
            // Closed.
          }
        });
    isClosed(slow);
    dripping.join();
  }

  @Test
  void pagesOfOneAddressAreCountedAndTheOthersOpen() throws Exception {
    try (var client = new Client(site)) {
      var answers = new HashSet<Integer>();
      Client.Answer last = client.get("/");
      for (int i = 0; i < 30 && last.status() == 200; i++) {
        last = client.get(i % 2 == 0 ? "/about" : "/search?q=x" + i);
        answers.add(last.status());
      }
      assertThat(answers).containsExactlyInAnyOrder(200, 429);
      assertThat(Integer.parseInt(last.header("retry-after"))).isBetween(1, 60);
      assertThat(last.text()).contains("<html", "Try again in");
      var others =
          List.of(
              "/nothing",
              "/@faye/feed",
              "/@faye/cover.png",
              "/avatar/voice-12345678.png",
              "/oembed?url=x",
              "/sitemap.xml",
              "/live");
      for (var path : others) {
        assertThat(client.get(path).status()).as(path).isEqualTo(429);
      }
      for (var path : List.of("/health", "/robots.txt", "/favicon.ico")) {
        assertThat(client.get(path).status()).as(path).isNotEqualTo(429);
      }
    }
    assertThat(answer(asks("127.0.0.3", "GET /about HTTP/1.1\r\nHost: localhost\r\n")))
        .isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void wrongTokensAreCounted(@TempDir Path folder) throws Exception {
    var few = config(WebLimits.usual(), new RateConfig(3, 3, 3, 3, 3, 50), List.of());
    try (var small = TestSite.start(folder, few);
        var client = new Client(small)) {
      var path = "/api/v1/timelines/home";
      for (int i = 0; i < 3; i++) {
        assertThat(client.get(path, "authorization", "Bearer " + i).status()).isEqualTo(401);
      }
      assertThat(client.get(path, "authorization", "Bearer x").status()).isEqualTo(429);
    }
  }
}
