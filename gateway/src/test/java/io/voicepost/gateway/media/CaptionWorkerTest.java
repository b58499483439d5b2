package io.voicepost.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Captions by machine on real stores; a small HTTP server stands in for the one that hears.
class CaptionWorkerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final String HEARD = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v A>Hello\n";
  private static final byte[] SOUND = {1, 2, 3, '\r', '\n', '-', '-', 0};

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private record Asked(String authorization, String type, String body) {}

  @TempDir private Path folder;

  private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(100);
  private final CountDownLatch over = new CountDownLatch(1);

  /// Whether the server waited in vain.
  private final AtomicBoolean lost = new AtomicBoolean();

  private volatile Answer answer = exchange -> give(exchange, 200, HEARD);
  private HttpServer server;
  private Database database;
  private EmbeddedS3 s3;
  private AudioStore audio;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    s3 = EmbeddedS3.start(folder.resolve("audio"));
    audio = S3AudioStore.open(s3.config());
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/audio/transcriptions", this::serve);
    server.start();
  }

  @AfterEach
  void close() throws Exception {
    over.countDown();
    server.stop(0);
    audio.close();
    s3.close();
    database.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    asked.add(
        new Asked(
            String.valueOf(headers.getFirst("Authorization")),
            String.valueOf(headers.getFirst("Content-Type")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
    try (exchange) {
      answer.give(exchange);
    }
  }

  private static void give(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private TranscriptionConfig service(Duration patience) {
    var address =
        URI.create(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/audio/transcriptions");
    return new TranscriptionConfig(address, Optional.of("sesame"), "whisper-1", "en", patience);
  }

  private CaptionWorker captionerAt(Instant now) {
    return new CaptionWorker(
        database.captions(),
        audio,
        service(Duration.ofSeconds(20)),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private CaptionEditor captioning() {
    return new CaptionEditor(database.captions(), true, CLOCK);
  }

  private RecordingId unasked() throws Exception {
    var id = RecordingId.at(NOON);
    var key = AudioKey.of(id, "mp3");
    audio.put(key, ByteBuffer.wrap(SOUND), "audio/mpeg");
    var rendition = new StoredRendition(key, "audio/mpeg", SOUND.length, "0".repeat(64));
    database
        .posts()
        .keep(faye.id(), new Voice(id, Duration.ofSeconds(3), List.of(1), List.of(rendition)));
    return id;
  }

  private RecordingId stored() throws Exception {
    var id = unasked();
    captioning().request(id);
    return id;
  }

  private Captions.Progress state(RecordingId id) throws IOException {
    return captioning().of(id).orElseThrow().state();
  }

  @Test
  void pendingCaptionsAreFilledByTheMachine() throws Exception {
    var id = stored();
    assertThat(state(id)).isEqualTo(Captions.Progress.PENDING);

    try (var _ =
        CaptionWorker.start(database.captions(), audio, service(Duration.ofSeconds(20)), CLOCK)) {
      await().until(() -> state(id) == Captions.Progress.MACHINE);
    }

    assertThat(captioning().of(id))
        .contains(
            new Captions(
                id,
                Captions.Progress.MACHINE,
                "en",
                "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nHello\n",
                NOON));
    var request = asked.remove();
    assertThat(request.authorization()).isEqualTo("Bearer sesame");
    var boundary = request.type().replace("multipart/form-data; boundary=", "");
    var parts = request.body().split("--" + boundary, -1);
    assertThat(parts)
        .containsExactly(
            "",
            field("model", "whisper-1"),
            field("response_format", "vtt"),
            field("language", "en"),
            "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + id
                + ".mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n"
                + new String(SOUND, StandardCharsets.ISO_8859_1)
                + "\r\n",
            "--\r\n");
  }

  private static String field(String name, String value) {
    return "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  @Test
  void aServiceThatFailsIsAskedAgainLaterAndGivenUpInTheEnd() throws Exception {
    var id = stored();
    answer = exchange -> give(exchange, 503, "busy");
    var now = NOON;
    for (int minutes : new int[] {1, 4, 16, 64}) {
      try (var captionWorker = captionerAt(now)) {
        assertThat(captionWorker.turn()).isTrue();
        assertThat(captionWorker.turn()).isFalse();
      }
      assertThat(state(id)).isEqualTo(Captions.Progress.PENDING);
      now = now.plus(Duration.ofMinutes(minutes));
      try (var early = captionerAt(now.minusMillis(1))) {
        assertThat(early.turn()).isFalse();
      }
    }
    try (var last = captionerAt(now)) {
      assertThat(last.turn()).isTrue();
    }
    assertThat(captioning().of(id)).isEmpty();
    assertThat(asked).hasSize(5);
  }

  @Test
  void whatTheServiceAnswersWrongIsNotBelieved() throws Exception {
    var id = stored();
    Answer[] wrong = {
      exchange -> give(exchange, 200, "{\"text\": \"hello\"}"),
      exchange -> give(exchange, 200, HEARD + "x".repeat(2 << 20)),
      exchange -> {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        give(exchange, 302, HEARD);
      },
      exchange -> give(exchange, 401, HEARD)
    };
    var now = NOON;
    for (var it : wrong) {
      answer = it;
      try (var captionWorker = captionerAt(now)) {
        assertThat(captionWorker.turn()).isTrue();
      }
      assertThat(state(id)).isEqualTo(Captions.Progress.PENDING);
      now = now.plus(Duration.ofHours(3));
    }
    answer = exchange -> give(exchange, 200, HEARD);
    try (var captionWorker = captionerAt(now)) {
      assertThat(captionWorker.turn()).isTrue();
    }
    assertThat(state(id)).isEqualTo(Captions.Progress.MACHINE);
  }

  @Test
  void aServiceThatNeverEndsItsAnswerIsLeft() throws Exception {
    var id = stored();
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('W');
          exchange.getResponseBody().flush();
          awaitOver();
        };
    try (var captionWorker =
        new CaptionWorker(database.captions(), audio, service(Duration.ofMillis(300)), CLOCK)) {
      assertThat(captionWorker.turn()).isTrue();
    }
    assertThat(lost).isFalse();
    assertThat(state(id)).isEqualTo(Captions.Progress.PENDING);
  }

  private void awaitOver() {
    try {
      lost.set(!over.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingDoesNotWaitForTheService() throws Exception {
    var id = stored();
    answer = exchange -> awaitOver();
    var captionWorker =
        CaptionWorker.start(database.captions(), audio, service(Duration.ofMinutes(5)), CLOCK);
    assertThat(asked.poll(20, TimeUnit.SECONDS)).isNotNull();

    captionWorker.close();

    assertThat(lost).isFalse();
    assertThat(state(id)).isEqualTo(Captions.Progress.PENDING);
  }

  @Test
  void whatAPersonWroteMeanwhileStays() throws Exception {
    var id = stored();
    answer =
        exchange -> {
          try {
            captioning().edit(faye.id(), id, "zh-Hant", "WEBVTT\n\n00:00.000 --> 00:01.000\n我的\n");
          } catch (RefusedException e) {
            throw new IOException(e);
          }
          give(exchange, 200, HEARD);
        };
    try (var captionWorker = captionerAt(NOON)) {
      assertThat(captionWorker.turn()).isTrue();
    }
    assertThat(captioning().of(id).orElseThrow().content()).contains("我的");
    assertThat(state(id)).isEqualTo(Captions.Progress.EDITED);
  }

  @Test
  void whatIsWrittenIsCheckedAndItsOwnersAlone() throws Exception {
    var id = stored();
    var other = database.accounts().create(new Handle("other"), "Other");
    var good = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Me>mine</v>\n";

    assertThatThrownBy(() -> captioning().edit(faye.id(), id, "en", "1\n00:00 --> 00:01\nno\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> captioning().edit(faye.id(), id, "<b>", good))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> captioning().edit(other.id(), id, "en", good))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no such recording");
    assertThat(state(id)).isEqualTo(Captions.Progress.PENDING);

    assertThat(captioning().edit(faye.id(), id, "pt-BR", good).content())
        .isEqualTo("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nmine\n");
  }

  @Test
  void withoutAServiceNothingIsPending() throws Exception {
    var id = unasked();
    new CaptionEditor(database.captions(), false, CLOCK).request(id);

    assertThat(captioning().of(id)).isEmpty();
  }

  @Test
  void theKeyIsInNoText() {
    assertThat(service(Duration.ofSeconds(1)).toString()).doesNotContain("sesame");
  }
}
