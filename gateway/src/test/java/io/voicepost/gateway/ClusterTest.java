package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.cli.Main;
import io.voicepost.gateway.cluster.AnnouncementRelay;
import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens on one node, or by an operator's command, is seen on the pages that are open at
/// another.
final class ClusterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void hangUp() {
    http.shutdownNow();
  }

  @Test
  void whatHappensOnOneNodeIsHeardOnTheOther() throws Exception {
    try (var postgres =
            EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start();
        var here = Gateway.start(config("here", shared(postgres)));
        var there = Gateway.start(config("there", shared(postgres)))) {
      var settings = config("command", shared(postgres));
      var faye = Somebody.join(settings, here.address(), "faye");
      var fan = Somebody.join(settings, there.address(), "fan");
      var open = Ear.at(http, there.address(), "/live", Optional.empty());
      var everybody = Ear.at(http, there.address(), "/api/v1/streaming/public", fan.token());
      var own = Ear.at(http, there.address(), "/api/v1/streaming/user", fan.token());

      var home = Ear.at(http, here.address(), "/api/v1/streaming/public", faye.token());

      // The follow happens elsewhere, too: the fan's stream must hear of it.
      ask(new Somebody(here.address(), fan.name(), fan.secret()), follow(faye, settings), "");
      var post = ask(faye, "/api/v1/statuses", "status=first+@fan");

      open.hears("event: post", "first");
      everybody.hears("update", "first");
      own.hears("update", "first");
      own.hears("notification", "\"type\":\"mention\"");

      var path = "/api/v1/statuses/" + post.get("id").asText();
      var repost = ask(faye, path + "/reblog", "");
      own.hears("update", repost.get("id").asText());
      send(faye, "PUT", path, "status=second");
      everybody.hears("status.update", "second");
      var form = "status=for+some+@fan&visibility=private";
      var closed = ask(faye, "/api/v1/statuses", form).get("id").asText();
      send(faye, "DELETE", "/api/v1/statuses/" + closed, "");
      send(faye, "DELETE", path, "");
      everybody.hears("delete", post.get("id").asText());
      open.hears("event: deleted", post.get("id").asText());
      own.hears("delete", closed);
      assertThat(open.count("event: deleted", closed)).isZero();
      // Nothing is heard twice where it happened.
      assertThat(home.count("update", "first")).isEqualTo(1);
      assertThat(everybody.count("update", "first")).isEqualTo(1);

      var session = Ear.at(http, there.address(), "/api/v1/streaming/user", fan.token());
      revokeAll(settings, fan);
      session.hearsNoMore();
      own.hearsNoMore();
      // Used there a moment ago, and remembered for longer than this.
      assertThat(status(there.address(), "/api/v1/timelines/home", fan.token())).isEqualTo(401);
      var guest = Ear.at(http, there.address(), "/api/v1/streaming/public", Optional.empty());

      cutOff(postgres);
      open.hearsNoMore();
      guest.hearsNoMore();
      var again = Ear.at(http, there.address(), "/api/v1/streaming/public", Optional.empty());
      ask(faye, "/api/v1/statuses", "status=third");
      again.hears("update", "third");
    }
  }

  @Test
  void operatorsCommandIsSeenOnPagesThatAreOpen() throws Exception {
    try (var gateway = Gateway.start(config("alone", Map.of()))) {
      var settings = config("alone", Map.of());
      var faye = Somebody.join(settings, gateway.address(), "faye");
      var post = ask(faye, "/api/v1/statuses", "status=unwelcome").get("id").asText();
      var held = hold(settings);
      var open = Ear.at(http, gateway.address(), "/live", Optional.empty());

      type("post", "delete", post);
      open.hears("event: deleted", post);

      type("held", "give", held.toString(), "faye");
      open.hears("event: post", held.toString());
    }
  }

  private static RecordingId hold(GatewayConfig config) throws IOException {
    var recording = RecordingId.at(Instant.now());
    var mp3 = new StoredRendition(AudioKey.of(recording, "mp3"), "audio/mpeg", 1, "0".repeat(64));
    var voice = new Voice(recording, Duration.ofSeconds(7), List.of(1, 2, 3), List.of(mp3));
    try (var stores = Stores.open(config)) {
      stores.microblog().postCommands().hold(voice, Optional.empty(), Instant.now());
    }
    return recording;
  }

  private void type(String... words) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("settings"),
            """
            data.folder=%s
            agi.secret=abcdefghijklmnop
            fallback.key=abcdefghijklmnop
            phone.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            password.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            """
                .formatted(folder.resolve("alone")));
    var command = Stream.concat(Stream.of("--config", file.toString()), Stream.of(words));
    assertThat(Main.commandLine().execute(command.toArray(String[]::new))).isZero();
  }

  private static Map<String, String> shared(EmbeddedPostgres postgres) {
    var url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    return Map.of(
        "VOICEPOST_DATABASE_URL", url,
        "VOICEPOST_DATABASE_USER", "postgres",
        "VOICEPOST_DATABASE_PASSWORD", "postgres");
  }

  /// As a changed password does, elsewhere.
  private static void revokeAll(GatewayConfig settings, Somebody whom) throws Exception {
    try (var stores = Stores.open(settings);
        var _ = AnnouncementRelay.tell(stores.database(), stores.microblog().announcements())) {
      var account = stores.accounts().byHandle(new Handle(whom.name())).orElseThrow();
      stores.access().tokens().revokeOthers(account.id(), Optional.empty());
    }
  }

  private int status(URI node, String path, Optional<String> secret) throws Exception {
    return http.send(request(node, path, secret).build(), BodyHandlers.discarding()).statusCode();
  }

  private static void cutOff(EmbeddedPostgres postgres) throws Exception {
    var url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'voicepost nodes'");
    }
  }

  private GatewayConfig config(String name, Map<String, String> more) throws ConfigException {
    var environment = new HashMap<String, String>();
    environment.put("VOICEPOST_DATA_FOLDER", folder.resolve(name).toString());
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

  /// Who is signed in at a node.
  private record Somebody(URI node, String name, String secret) {
    static Somebody join(GatewayConfig config, URI node, String name) throws Exception {
      try (var stores = Stores.open(config)) {
        var account = stores.accounts().create(new Handle(name), name);
        return new Somebody(
            node, name, stores.access().tokens().openSession(account.id()).token().value());
      }
    }

    Optional<String> token() {
      return Optional.of(secret);
    }
  }

  private static String follow(Somebody whom, GatewayConfig config) throws Exception {
    try (var stores = Stores.open(config)) {
      var account = stores.accounts().byHandle(new Handle(whom.name())).orElseThrow();
      return "/api/v1/accounts/" + account.id() + "/follow";
    }
  }

  private JsonNode ask(Somebody who, String path, String form) throws Exception {
    return send(
        who, "POST", path, form.replace("@", URLEncoder.encode("@", StandardCharsets.UTF_8)));
  }

  private JsonNode send(Somebody who, String method, String path, String form) throws Exception {
    var request =
        request(who.node(), path, who.token())
            .header("content-type", "application/x-www-form-urlencoded")
            .method(method, BodyPublishers.ofString(form))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpRequest.Builder request(URI node, String path, Optional<String> secret) {
    var request = HttpRequest.newBuilder(node.resolve(path));
    secret.ifPresent(it -> request.header("authorization", "Bearer " + it));
    return request;
  }

  /// What comes over a stream of events, one text an event.
  private record Ear(List<String> heard, Thread reader) {
    static Ear at(HttpClient http, URI node, String path, Optional<String> secret)
        throws Exception {
      var stream = http.send(request(node, path, secret).build(), BodyHandlers.ofLines());
      assertThat(stream.statusCode()).isEqualTo(200);
      var heard = new CopyOnWriteArrayList<String>();
      return new Ear(heard, Thread.ofVirtual().start(() -> read(stream.body(), heard)));
    }

    private static void read(Stream<String> lines, List<String> heard) {
      var event = new StringBuilder();
      try (lines) {
        lines.forEach(line -> {
          event.append(line).append('\n');
          if (line.isEmpty()) {
            heard.add(event.toString());
            event.setLength(0);
          }
        });
      } catch (UncheckedIOException closed) {
        // Nobody waits for more.
      }
    }

    void hears(String... parts) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(heard).anyMatch(event -> contains(event, parts)));
    }

    void hearsNoMore() {
      await().atMost(SOON).until(() -> !reader.isAlive());
    }

    long count(String... parts) {
      return heard.stream().filter(event -> contains(event, parts)).count();
    }

    private static boolean contains(String event, String... parts) {
      return Stream.of(parts).allMatch(event::contains);
    }
  }
}
