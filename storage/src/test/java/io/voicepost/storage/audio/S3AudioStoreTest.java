package io.voicepost.storage.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What goes wrong with S3, and what is said of it.
final class S3AudioStoreTest {
  private static final S3Config.Timeouts SHORT =
      new S3Config.Timeouts(Duration.ofMillis(500), Duration.ofSeconds(2));
  private static final AudioKey KEY = AudioKey.of(RecordingId.at(Instant.EPOCH), "mp3");
  private static final ByteBuffer CONTENT =
      ByteBuffer.wrap("what was said".getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();

  @TempDir private static Path folder;
  private static EmbeddedS3 server;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedS3.start(folder.resolve("s3"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void wrongSecretIsRefusedInOneLineWithoutTheKeys() {
    String accessKey = server.config().credentials().accessKey();
    var wrong = new S3Config.Credentials(accessKey, "aWrongSecretKey");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> S3AudioStore.open(with(server.config().bucket(), wrong)))
        .withMessageStartingWith("S3 bucket voicepost at http://127.0.0.1:")
        .withMessageContaining("answered 403")
        .withMessageContaining("are the keys right")
        .withMessageNotContainingAny(accessKey, "aWrongSecretKey", "\n");
  }

  @Test
  void missingBucketIsRefusedOrMadeAsToldTo() throws Exception {
    S3Config.Bucket usual = server.config().bucket();
    var elsewhere = new S3Config.Bucket(usual.endpoint(), usual.region(), "elsewhere", false);
    var made = new S3Config.Bucket(usual.endpoint(), usual.region(), "elsewhere", true);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> S3AudioStore.open(with(elsewhere, server.config().credentials())))
        .withMessageEndingWith(
            "answered 404 NoSuchBucket; create the bucket, or let it be created");
    S3AudioStore.open(with(made, server.config().credentials())).close();
    S3AudioStore.open(with(elsewhere, server.config().credentials())).close();
  }

  @Test
  void bucketThatVanishesIsNoMissingObject() throws Exception {
    try (var own = EmbeddedS3.start(folder.resolve("vanishing"));
        var store = S3AudioStore.open(own.config())) {
      Files.delete(folder.resolve("vanishing/voicepost"));

      assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.get(KEY));
      assertThatExceptionOfType(IOException.class).isThrownBy(store::check);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.put(KEY, CONTENT, "audio/mpeg"));
    }
  }

  @Test
  void serverThatIsNotThereIsRefusedInOneLine() throws Exception {
    // Bound and not listening: nobody else gets the port.
    try (var bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = bound.getLocalPort();

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> S3AudioStore.open(with(at(port), server.config().credentials())))
          .withMessageContaining("cannot be reached: Connection refused; is the endpoint right?")
          .withMessageNotContaining("\n");
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void serverThatSaysNothingIsGivenUpInTime() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              S3AudioStore.open(with(at(silent.getLocalPort()), server.config().credentials())))
          .withMessageEndingWith("did not answer in time");
    }
  }

  @Test
  void serverThatWentAwayPassesAndComesBack() throws Exception {
    Path own = folder.resolve("away");
    var first = EmbeddedS3.start(own);
    S3Config config = first.config();
    try (var store = S3AudioStore.open(config)) {
      store.put(KEY, CONTENT, "audio/mpeg");
      first.close();

      assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.get(KEY));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.delete(KEY));
      assertThatExceptionOfType(IOException.class).isThrownBy(store::check);

      int port = config.bucket().endpoint().orElseThrow().getPort();
      try (var second = EmbeddedS3.start(own, port, config.credentials())) {
        assertThat(second.config()).isEqualTo(config);
        assertThat(store.get(KEY)).contains(CONTENT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FakeS3.Fault.class)
  void uploadIsBelievedOnlyIfTheBytesAreThere(FakeS3.Fault fault) throws Exception {
    try (var fake = FakeS3.start(fault);
        var store = S3AudioStore.open(with(at(fake.port()), server.config().credentials()))) {
      if (fault.isHarmless()) {
        store.put(KEY, CONTENT, "audio/mpeg");
      } else {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> store.put(KEY, CONTENT, "audio/mpeg"))
            .withMessageContaining(KEY.toString());
      }
      assertThat(CONTENT.position()).isZero();
    }
  }

  @Test
  void uploadSaysWhatItIsAndThatItNeverChanges() throws Exception {
    try (var fake = FakeS3.start(FakeS3.Fault.NONE);
        var store = S3AudioStore.open(with(at(fake.port()), server.config().credentials()))) {
      store.put(KEY, CONTENT, "audio/ogg; codecs=\"opus\"");

      assertThat(fake.upload().getFirst("Content-Type")).isEqualTo("audio/ogg; codecs=\"opus\"");
      assertThat(fake.upload().getFirst("Cache-Control"))
          .isEqualTo("public, max-age=31536000, immutable");
      // echo -n "what was said" | openssl md5 -binary | base64
      assertThat(fake.upload().getFirst("Content-MD5")).isEqualTo("/qoM+pEHTvY0E32rybM8HQ==");
    }
  }

  @Test
  void serverThatStoresTheChunkFramingIsFoundOut() throws Exception {
    try (var old = S3Rver.start(folder.resolve("s3rver"));
        var store =
            S3AudioStore.open(
                old.config(
                    new S3Config.Compatibility(true, S3Config.ChecksumMode.WHEN_REQUIRED, true)))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.put(KEY, CONTENT, "audio/mpeg"))
          .withMessageContaining("not the 13 it was given")
          .withMessageContaining("chunked encoding");
    }
  }

  @ParameterizedTest
  @EnumSource(S3Config.ChecksumMode.class)
  void serverOfTodayUnderstandsEveryDialect(S3Config.ChecksumMode checksums) throws Exception {
    for (boolean chunked : new boolean[] {true, false}) {
      var config =
          new S3Config(
              server.config().bucket(),
              server.config().credentials(),
              new S3Config.Compatibility(true, checksums, chunked),
              SHORT);
      try (var store = S3AudioStore.open(config)) {
        store.put(KEY, CONTENT, "audio/mpeg");
        assertThat(store.get(KEY)).contains(CONTENT);
      }
    }
  }

  @Test
  void keysAreInNoText() {
    S3Config.Credentials keys = server.config().credentials();

    assertThat(server.config().toString())
        .contains("voicepost")
        .doesNotContain(keys.accessKey(), keys.secretKey());
  }

  private static S3Config.Bucket at(int port) {
    return new S3Config.Bucket(
        Optional.of(URI.create("http://127.0.0.1:" + port)), "us-east-1", "voicepost", true);
  }

  private static S3Config with(S3Config.Bucket bucket, S3Config.Credentials credentials) {
    return new S3Config(bucket, credentials, S3Config.Compatibility.PLAIN, SHORT);
  }
}
