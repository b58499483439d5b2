package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.PostText;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What apps hear of as it happens, over sockets and as server-sent events.
final class ApiStreamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static TestSite site;
  private static Client client;
  private static Person visitor;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    visitor = Person.visitor(site, client);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static Person person(String handle) throws Exception {
    return Person.of(site, client, handle);
  }

  /// An open socket and what came over it.
  private record Ear(WebSocket socket, List<JsonNode> heard) implements AutoCloseable {
    static Ear open(String query, Consumer<WebSocket.Builder> how) {
      var heard = new CopyOnWriteArrayList<JsonNode>();
      var builder = client.http().newWebSocketBuilder();
      how.accept(builder);
      var url = URI.create(site.url("/api/v1/streaming" + query).toString().replace("http", "ws"));
      return new Ear(builder.buildAsync(url, new Listener(heard)).join(), heard);
    }

    static Ear of(Person who, String query) {
      return open(query, it -> it.header("authorization", "Bearer " + who.secret()));
    }

    void says(String message) {
      socket.sendText(message, true).join();
    }

    JsonNode hears(String event, String part) {
      return await().atMost(SOON).until(() -> find(event, part), it -> !it.isMissingNode());
    }

    JsonNode find(String event, String part) {
      return heard.stream()
          .filter(it -> it.path("event").asText().equals(event))
          .filter(it -> it.path("payload").asText().contains(part))
          .findFirst()
          .orElse(JSON.missingNode());
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private static final class Listener implements WebSocket.Listener {
    private final List<JsonNode> heard;
    private final StringBuilder part = new StringBuilder();

    Listener(List<JsonNode> heard) {
      this.heard = heard;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        try {
          heard.add(JSON.readTree(part.toString()));
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
        part.setLength(0);
      }
      socket.request(1);
      return java.util.concurrent.CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void userHearsOfThoseTheyFollowFromTheMomentTheyDo() throws Exception {
    var me = person("hearer");
    var friend = person("spoken");
    try (var ear = Ear.of(me, "?stream=user")) {
      friend.writes("too early");
      me.posts("/api/v1/accounts/" + friend.id() + "/follow", "");
      var post = friend.writes("hello there");
      var update = ear.hears("update", "hello there");
      var status = JSON.readTree(update.get("payload").asText());

      assertThat(update.get("stream").toString()).isEqualTo("[\"user\"]");
      assertThat(status.get("id")).isEqualTo(post.get("id"));
      assertThat(status.get("favourited").asBoolean(true)).isFalse();
      assertThat(ear.find("update", "too early").isMissingNode()).isTrue();

      var path = "/api/v1/statuses/" + post.get("id").asText();
      friend.does("PUT", path, "status=hello+again");
      ear.hears("status.update", "hello again");
      friend.does("DELETE", path, "");
      assertThat(ear.hears("delete", post.get("id").asText()).get("payload"))
          .isEqualTo(post.get("id"));

      friend.writes("for myself", "visibility=direct");
      friend.writes("for followers", "visibility=private");
      ear.hears("update", "for followers");
      assertThat(ear.find("update", "for myself").isMissingNode()).isTrue();

      me.posts("/api/v1/accounts/" + friend.id() + "/unfollow", "");
      friend.writes("too late");
      me.writes("in the end");
      ear.hears("update", "in the end");
      assertThat(ear.find("update", "too late").isMissingNode()).isTrue();
    }
  }

  @Test
  void onlyThoseWhoCouldSeeAPostHearThatItIsGone() throws Exception {
    var author = person("departing");
    var follower = person("following");
    var named = person("named");
    var stranger = person("passing");
    follower.posts("/api/v1/accounts/" + author.id() + "/follow", "");
    var kept = author.writes("for myself", "visibility=direct").get("id").asText();
    var closed = author.writes("for @named too", "visibility=private").get("id").asText();
    var open = author.writes("for all").get("id").asText();
    try (var ofAuthor = Ear.of(author, "?stream=user");
        var ofFollower = Ear.of(follower, "?stream=user");
        var ofNamed = Ear.of(named, "?stream=public");
        var ofStranger = Ear.of(stranger, "?stream=user")) {
      for (var id : List.of(kept, closed, open)) {
        author.does("DELETE", "/api/v1/statuses/" + id, "");
      }

      for (var ear : List.of(ofAuthor, ofFollower, ofNamed, ofStranger)) {
        ear.hears("delete", open);
        assertThat(ear.find("delete", kept).isMissingNode()).isEqualTo(!ear.equals(ofAuthor));
        assertThat(ear.find("delete", closed).isMissingNode()).isEqualTo(ear.equals(ofStranger));
      }
    }
  }

  @Test
  void userHearsWhatTheyAreTold() throws Exception {
    var me = person("star");
    var fan = person("admirer");
    var post = me.writes("mine").get("id").asText();
    try (var whole = Ear.of(me, "?stream=user");
        var alone = Ear.of(me, "?stream=user:notification")) {
      fan.posts("/api/v1/statuses/" + post + "/favourite", "");

      for (var ear : List.of(whole, alone)) {
        var told = JSON.readTree(ear.hears("notification", "favourite").get("payload").asText());
        assertThat(told.at("/account/acct").asText()).isEqualTo("admirer");
        assertThat(told.at("/status/id").asText()).isEqualTo(post);
        assertThat(told.at("/status/favourites_count").asInt()).isEqualTo(1);
      }
      me.writes("my own words");
      whole.hears("update", "my own words");
      assertThat(alone.find("update", "").isMissingNode()).isTrue();
    }
  }

  @Test
  void repostBringsTheMarksOfWhoHearsIt() throws Exception {
    var me = person("liker");
    var friend = person("reposter");
    var author = person("origin");
    me.posts("/api/v1/accounts/" + friend.id() + "/follow", "");
    var post = author.writes("liked before").get("id").asText();
    me.posts("/api/v1/statuses/" + post + "/favourite", "");
    try (var ear = Ear.of(me, "?stream=user");
        var other = Ear.of(friend, "?stream=user")) {
      friend.posts("/api/v1/statuses/" + post + "/reblog", "");

      var mine = JSON.readTree(ear.hears("update", "liked before").get("payload").asText());
      var theirs = JSON.readTree(other.hears("update", "liked before").get("payload").asText());
      assertThat(mine.at("/reblog/favourited").asBoolean()).isTrue();
      assertThat(mine.at("/reblog/reblogged").asBoolean()).isFalse();
      assertThat(theirs.at("/reblog/favourited").asBoolean(true)).isFalse();
      assertThat(theirs.at("/reblog/reblogged").asBoolean()).isTrue();
    }
  }

  @Test
  void oneSocketFollowsAndLeavesManyStreams() throws Exception {
    var me = person("manifold");
    var friend = person("listed");
    me.posts("/api/v1/accounts/" + friend.id() + "/follow", "");
    var list = me.posts("/api/v1/lists", "title=Few").get("id").asText();
    try (var ear = Ear.of(me, "")) {
      ear.says("{\"type\": \"subscribe\", \"stream\": \"hashtag\", \"tag\": \"Loud\"}");
      ear.says("{\"type\": \"subscribe\", \"stream\": \"list\", \"list\": \"" + list + "\"}");
      me.posts("/api/v1/lists/" + list + "/accounts", "account_ids[]=" + friend.id());
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            friend.writes("now #loud");
            assertThat(ear.heard().toString())
                .contains("\"hashtag\",\"loud\"", "\"list\",\"" + list);
          });

      ear.says("{\"type\": \"unsubscribe\", \"stream\": \"hashtag\", \"tag\": \"loud\"}");
      ear.says("{\"type\": \"subscribe\", \"stream\": \"nonsense\"}");
      await().atMost(SOON).until(() -> ear.heard().toString().contains("Unknown stream type"));
      ear.heard().clear();
      friend.writes("again #loud");
      ear.hears("update", "again");
      assertThat(ear.heard().toString()).doesNotContain("\"hashtag\"");
    }
  }

  @Test
  void visitorHearsThePublicTimelineAndNoMarks() throws Exception {
    var author = person("town_crier");
    try (var events = Events.of("/public", "");
        var voices = Events.of("/public", "?only_media=true");
        var tagged = Events.of("/hashtag", "?tag=Crier")) {
      author.writes("unlisted words", "visibility=unlisted");
      var written = author.writes("public words #crier");
      author.writes("an answer", "in_reply_to_id=" + written.get("id").asText());
      author.writes("with voice", "media_ids[]=" + author.records());

      var heard = events.awaits("with voice");
      assertThat(heard)
          .contains("event: update\ndata: {", "public words")
          .doesNotContain("unlisted words", "an answer", "\"favourited\"");
      assertThat(voices.awaits("with voice")).doesNotContain("public words");
      assertThat(tagged.awaits("public words")).doesNotContain("with voice");
    }
    assertThat(client.get("/api/v1/streaming/health").text()).isEqualTo("OK");
  }

  /// A connection that reads events as text.
  private record Events(Socket socket, List<String> lines, Thread reader) implements AutoCloseable {
    static Events of(String path, String query, String... headers) throws Exception {
      var url = site.url("/api/v1/streaming" + path + query);
      var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET "
                  + url.getRawPath()
                  + query
                  + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                  + String.join("\r\n", headers)
                  + (headers.length > 0 ? "\r\n" : "")
                  + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      var lines = new CopyOnWriteArrayList<String>();
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      var reading =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  reader.lines().forEach(lines::add);
                } catch (java.io.UncheckedIOException _) {
                  // Closed.
                }
              });
      var events = new Events(socket, lines, reading);
      events.awaits(":)");
      return events;
    }

    String awaits(String part) {
      return await().atMost(SOON).until(() -> String.join("\n", lines), it -> it.contains(part));
    }

    @Override
    public void close() throws java.io.IOException {
      socket.close();
    }
  }

  @Test
  void tokenIsTakenWhereScriptsCanPutIt() throws Exception {
    var me = person("scripter");
    try (var query = Ear.open("?stream=user&access_token=" + me.secret(), _ -> {});
        var protocol = Ear.open("?stream=user", it -> it.subprotocols(me.secret()));
        var events = Events.of("/user", "?access_token=" + me.secret())) {
      assertThat(protocol.socket().getSubprotocol()).isEqualTo(me.secret());
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            me.writes("everywhere");
            assertThat(query.heard()).isNotEmpty();
            assertThat(protocol.heard()).isNotEmpty();
          });
      events.awaits("everywhere");
    }
  }

  @Test
  void streamsEndWithTheirTokenAndOthersGoOn() throws Exception {
    var me = person("leaver");
    var other = Person.of(site, client, "leaver");
    var friend = person("stayer");
    try (var socket = Ear.of(me, "?stream=user");
        var events = Events.of("/user", "?access_token=" + me.secret());
        var open = Events.of("/public", "?access_token=" + me.secret());
        var kept = Ear.of(other, "?stream=user");
        var visiting = Events.of("/public", "")) {
      var token =
          site.access()
              .tokens()
              .verify(new io.voicepost.gateway.access.Secret(me.secret()))
              .orElseThrow();
      site.access().tokens().revoke(me.who().id(), token.token());

      await().atMost(SOON).until(() -> socket.socket().isInputClosed());
      await().atMost(SOON).until(() -> !events.reader().isAlive());
      await().atMost(SOON).until(() -> !open.reader().isAlive());
      other.writes("with another token");
      kept.hears("update", "with another token");
      friend.writes("for everybody");
      visiting.awaits("for everybody");
      assertThat(socket.heard()).isEmpty();
      assertThat(handshake("?stream=user&access_token=" + me.secret())).isEqualTo(401);

      site.access().tokens().revokeOthers(me.who().id(), Optional.empty());
      await().atMost(SOON).until(() -> kept.socket().isInputClosed());

      // Without a word, as by its age: found out by looking, with each heartbeat.
      try (var old = Ear.of(friend, "?stream=user")) {
        site.database().grants().revokeAll(friend.who().id(), Optional.empty());
        await().atMost(Duration.ofSeconds(30)).until(() -> old.socket().isInputClosed());
      }
      assertThat(visiting.reader().isAlive()).isTrue();
    }
  }

  private static int handshake(String query, String... header) {
    var thrown =
        org.assertj.core.api.Assertions.catchThrowable(() ->
            Ear.open(
                    query,
                    it -> {
                      if (header.length == 2) {
                        it.header(header[0], header[1]);
                      }
                    })
                .close());
    if (thrown == null) {
      return 101;
    }
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return ((WebSocketHandshakeException) java.util.Objects.requireNonNull(thrown.getCause()))
        .getResponse()
        .statusCode();
  }

  @Test
  void cookieOpensNoSocketForPagesOfOtherSites() throws Exception {
    var me = person("cookie");
    var session = site.access().tokens().openSession(me.who().id()).token().value();

    assertThat(handshake("?access_token=wrong")).isEqualTo(401);
    assertThat(handshake("", "cookie", "session=" + session)).isEqualTo(403);
    assertThat(handshake("")).isEqualTo(101);
    try (var ear =
        Ear.open(
            "?stream=user",
            it ->
                it.header("cookie", "session=" + session)
                    .header("sec-fetch-site", "same-origin"))) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            me.writes("by cookie");
            assertThat(ear.heard()).isNotEmpty();
          });
    }
  }

  /// Hangs up at once: what is let in has no end.
  private static int status(Person who, String path) throws Exception {
    var request = HttpRequest.newBuilder(site.url("/api/v1/streaming" + path));
    who.token().ifPresent(it -> request.header("authorization", "Bearer " + it));
    var answer = client.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "/user, 401",
    "/user?access_token=wrong, 401",
    "/list?list=5, 401",
    "/hashtag, 400",
    "?stream=nonsense, 400",
    "/nonsense, 404"
  })
  void streamThatIsNotForWhoAsksIsRefused(String path, int status) throws Exception {
    assertThat(status(visitor, path)).isEqualTo(status);
  }

  @Test
  void narrowTokenAndForeignListAreRefused() throws Exception {
    var owner = person("list_owner");
    var list = owner.posts("/api/v1/lists", "title=Mine").get("id").asText();
    assertThat(status(person("other_one"), "/list?list=" + list)).isEqualTo(404);
    assertThat(status(Person.withScopes(site, client, "narrow", "read:statuses"), "/user"))
        .isEqualTo(403);
  }

  @Test
  void listenerWhoDoesNotReadIsLetGoAndTheOthersAreNot() throws Exception {
    var author = person("chatter");
    try (var events = Events.of("/public", "");
        var deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(
          new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), site.web().port()));
      deaf.getOutputStream()
          .write(
              "GET /api/v1/streaming/public HTTP/1.1\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(SOON).until(() -> listeners() == 2);
      var wish =
          new PostRequest(
              author.who().id(),
              new PostText("界".repeat(2000), "", ""),
              Optional.empty(),
              Visibility.PUBLIC,
              Optional.empty(),
              Optional.empty());
      // More than the buffers of the system hold for one connection.
      for (int i = 0; i < 200 && listeners() == 2; i++) {
        for (int burst = 0; burst < 50; burst++) {
          site.microblog().postCommands().post(wish);
        }
      }
      assertThat(listeners()).isEqualTo(1);
      author.writes("still heard");
      events.awaits("still heard");
    }
  }

  private static int listeners() throws Exception {
    return site.metric("voicepost_streaming_listeners");
  }
}
