package io.voicepost.gateway.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.microblog.VoiceMessage;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.WebLimits;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LiveFeedTest {
  private static final TestSite.Sound SOUND = TestSite.Sound.of(2_000);
  private static final int LISTENERS = 6;

  private TestSite site;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    var limits =
        new WebLimits(
            32,
            100,
            100,
            1 << 20,
            // A quarter of them is for members.
            LISTENERS * 4 / 3,
            LISTENERS,
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(2));
    site = TestSite.start(folder, TestSite.config(limits, Optional.empty()));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /// A browser's end of a live stream, in plain lines.
  private final class Listener implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.web().port());
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    Listener(String path, String... headers) throws IOException {
      var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket.getOutputStream().write((request + more + "\r\n").getBytes(StandardCharsets.UTF_8));
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        in.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException _) {
        // Closed by us.
      }
      ended = true;
    }

    List<String> events() {
      return lines.stream().filter(line -> line.matches("(id|event|retry): .*")).toList();
    }

    void awaitEvent(String line) {
      await().atMost(Duration.ofSeconds(15)).until(() -> lines.contains(line));
    }

    String text() {
      return String.join("\n", lines);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Post post(String handle) throws Exception {
    return site.post(site.account(handle, "Name of " + handle), SOUND);
  }

  @Test
  void newPostsArriveAsCardsInTheListenersLanguage() throws Exception {
    try (var english = new Listener("/live?after=");
        var chinese = new Listener("/live?after=", "Accept-Language: zh-CN")) {
      english.awaitEvent("retry: 2000");
      chinese.awaitEvent("retry: 2000");
      assertThat(english.text()).contains("content-type: text/event-stream");
      var post = post("faye");
      english.awaitEvent("id: " + post.id());
      chinese.awaitEvent("id: " + post.id());
      await().until(() -> english.text().contains("data: </article>"));
      await().until(() -> chinese.text().contains("data: </article>"));
      assertThat(english.text()).contains("event: post", "Name of faye", ">now<", ">Share<");
      assertThat(chinese.text()).contains(">刚刚<", ">分享<");
    }
  }

  @Test
  void deletedPostsAreTold() throws Exception {
    var post = post("faye");
    try (var listener = new Listener("/live?after=" + post.id())) {
      listener.awaitEvent("retry: 2000");
      site.microblog().postCommands().delete(post.id());
      listener.awaitEvent("event: deleted");
      listener.awaitEvent("data: " + post.id());
    }
  }

  @Test
  void editsAreToldToThoseWhoMaySeeThePost() throws Exception {
    var author = site.account("faye", "Faye");
    var fan = site.account("jo", "Jo");
    site.microblog().followCommands().follow(fan.id(), author, FollowStore.FollowOptions.USUAL);
    var open = post("faye");
    var closed = wish(author, "for some", Visibility.FOLLOWERS);
    var session = site.access().tokens().openSession(fan.id()).token().value();
    try (var stranger = new Listener("/live");
        var follower = new Listener("/live", "Cookie: session=" + session)) {
      stranger.awaitEvent("retry: 2000");
      follower.awaitEvent("retry: 2000");
      for (var post : List.of(closed, open)) {
        var text = new PostText("secret wording", "", "");
        site.microblog().postCommands().edit(author.id(), post.id(), text);
      }
      follower.awaitEvent("data: " + open.id());
      stranger.awaitEvent("data: " + open.id());
      assertThat(follower.text()).contains("event: edited", "data: " + closed.id());
      assertThat(stranger.text())
          .contains("event: edited")
          .doesNotContain(closed.id().toString(), "secret wording");
    }
  }

  @Test
  void deletionsAreToldToThoseWhoCouldSeeThePost() throws Exception {
    var author = site.account("faye", "Faye");
    var fan = site.account("jo", "Jo");
    site.microblog().followCommands().follow(fan.id(), author, FollowStore.FollowOptions.USUAL);
    var kept = wish(author, "for myself", Visibility.DRAFT);
    var closed = wish(author, "for some", Visibility.FOLLOWERS);
    var brought =
        site.microblog().reactionCommands().repost(author.id(), closed, Visibility.PUBLIC);
    var open = post("faye");
    var session = site.access().tokens().openSession(fan.id()).token().value();
    try (var stranger = new Listener("/live");
        var follower = new Listener("/live", "Cookie: session=" + session)) {
      stranger.awaitEvent("retry: 2000");
      follower.awaitEvent("retry: 2000");
      site.microblog().postCommands().delete(kept.id());
      site.microblog().reactionCommands().unrepost(author.id(), closed);
      site.microblog().postCommands().delete(closed.id());
      site.microblog().postCommands().delete(open.id());

      for (var listener : List.of(follower, stranger)) {
        listener.awaitEvent("data: " + open.id());
      }
      assertThat(follower.text())
          .contains("data: " + brought.id(), "data: " + closed.id())
          .doesNotContain(kept.id().toString());
      assertThat(stranger.text())
          .doesNotContain(kept.id().toString(), closed.id().toString(), brought.id().toString());
    }
  }

  private Post wish(Account author, String text, Visibility visibility) throws Exception {
    return site.microblog()
        .postCommands()
        .post(
            new PostRequest(
                author.id(),
                new PostText(text, "", ""),
                Optional.empty(),
                visibility,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void whoComesBackHearsWhatWasMissedInOrder() throws Exception {
    var author = site.account("faye", "Faye");
    var past = Instant.now().minusSeconds(600);
    var seen = site.post(author, SOUND, past);
    var one = site.post(author, SOUND, past.plusSeconds(100));
    var two = site.post(author, SOUND, past.plusSeconds(200));
    try (var back = new Listener("/live?after=1", "Last-Event-ID: " + seen.id());
        var fresh = new Listener("/live?after=" + one.id())) {
      back.awaitEvent("id: " + two.id());
      // What came just before is told again, as one post may overtake another.
      assertThat(back.events())
          .containsSubsequence("id: " + seen.id(), "id: " + one.id(), "id: " + two.id());
      fresh.awaitEvent("id: " + two.id());
      assertThat(fresh.events()).doesNotContain("id: " + seen.id());
    }
  }

  @Test
  void nonsenseAsTheLastEventIsNoReasonToFail() throws Exception {
    try (var listener = new Listener("/live", "Last-Event-ID: x'; drop table posts")) {
      listener.awaitEvent("retry: 2000");
      var post = post("faye");
      listener.awaitEvent("id: " + post.id());
    }
  }

  @Test
  void streamsEndWithTheirSessionAndOthersGoOn() throws Exception {
    var fan = site.account("jo", "Jo");
    var tokens = site.access().tokens();
    var one = tokens.openSession(fan.id());
    var two = tokens.openSession(fan.id());
    try (var ended = new Listener("/live?at=home", "Cookie: session=" + one.token().value());
        var kept = new Listener("/live?at=home", "Cookie: session=" + two.token().value());
        var visitor = new Listener("/live")) {
      for (var listener : List.of(ended, kept, visitor)) {
        listener.awaitEvent("retry: 2000");
      }
      tokens.revoke(fan.id(), one.grant().token());
      await().atMost(Duration.ofSeconds(15)).until(() -> ended.ended);
      assertThat(kept.ended).isFalse();

      // Without a word, as where the account went: found out by looking.
      site.database().grants().revokeAll(fan.id(), Optional.empty());
      await().atMost(Duration.ofSeconds(15)).until(() -> kept.ended);
      var post = post("faye");
      visitor.awaitEvent("id: " + post.id());
    }
  }

  @Test
  void quietStreamShowsThatItIsAlive() throws Exception {
    try (var listener = new Listener("/live")) {
      listener.awaitEvent(":thump");
    }
  }

  @Test
  void oneListenerTooManyIsToldToComeLater() throws Exception {
    var listeners = new ArrayList<Listener>();
    try {
      for (int i = 0; i < LISTENERS; i++) {
        var listener = new Listener("/live");
        listeners.add(listener);
        listener.awaitEvent("retry: 2000");
      }
      try (var late = new Listener("/live")) {
        await().until(() -> late.text().contains("503"));
        assertThat(late.text()).contains("retry-after: 30");
      }
      listeners.getFirst().close();
      await().until(() -> listeners() == LISTENERS - 1);
      try (var next = new Listener("/live")) {
        next.awaitEvent("retry: 2000");
      }
    } finally {
      for (var listener : listeners) {
        listener.close();
      }
    }
  }

  @Test
  void whoDoesNotReadIsDroppedAndTheOthersGoOn() throws Exception {
    try (var deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.web().port()));
      deaf.getOutputStream()
          .write("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> listeners() == 1);
      try (var listener = new Listener("/live")) {
        listener.awaitEvent("retry: 2000");
        // More than the buffers of the system hold for one connection.
        var author = site.account("faye", "Faye");
        for (int i = 0; i < 20_000 && listeners() == 2; i++) {
          for (int burst = 0; burst < 100; burst++) {
            var recording = RecordingId.at(Instant.now());
            var voice = TestSite.voice(recording, SOUND);
            site.microblog()
                .postCommands()
                .publish(new VoiceMessage(author.id(), voice), Instant.now());
          }
        }
        assertThat(listeners()).isEqualTo(1);
        var last = post("faye");
        listener.awaitEvent("id: " + last.id());
      }
      expectCutOff(deaf);
    }
  }

  private static void expectCutOff(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    try (var unread = socket.getInputStream()) {
      unread.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException _) {
      // Reset: cut off even more plainly than by an end.
    }
  }

  private int listeners() throws Exception {
    return site.metric("voicepost_live_listeners");
  }

  @Test
  void closingTheServerEndsTheStreams() throws Exception {
    try (var listener = new Listener("/live")) {
      listener.awaitEvent("retry: 2000");
      long started = System.nanoTime();
      site.web().close();
      await().atMost(Duration.ofSeconds(5)).until(() -> listener.ended);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }
  }
}
