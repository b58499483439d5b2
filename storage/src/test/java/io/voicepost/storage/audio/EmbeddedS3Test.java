package io.voicepost.storage.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedS3Test {
  private static final AudioKey KEY = AudioKey.of(RecordingId.at(Instant.EPOCH), "mp3");
  private static final ByteBuffer CONTENT = ByteBuffer.wrap(new byte[] {1, 2, 3});

  @TempDir private Path folder;

  @Test
  void whatItKeepsIsAPlainFileAndThereAfterTheNextStart() throws Exception {
    put();

    assertThat(folder.resolve("voicepost").resolve(KEY.value())).hasBinaryContent(CONTENT.array());
    try (var server = EmbeddedS3.start(folder);
        var store = S3AudioStore.open(server.config())) {
      assertThat(store.get(KEY)).contains(CONTENT);
    }
  }

  @Test
  void everyStartHasKeysOfItsOwn() throws Exception {
    try (var one = EmbeddedS3.start(folder.resolve("one"));
        var other = EmbeddedS3.start(folder.resolve("other"))) {
      assertThat(one.config().credentials()).isNotEqualTo(other.config().credentials());
    }
  }

  @Test
  void strangersAreRefused() throws Exception {
    put();
    try (var server = EmbeddedS3.start(folder);
        var client = HttpClient.newHttpClient()) {
      URI endpoint = server.config().bucket().endpoint().orElseThrow();
      assertThat(InetAddress.getByName(endpoint.getHost()).isLoopbackAddress()).isTrue();
      for (String path : new String[] {"/", "/voicepost", "/voicepost/" + KEY}) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(endpoint.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(403);
      }
    }
  }

  @Test
  void portInUseIsToldInOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              EmbeddedS3.start(
                  folder, taken.getLocalPort(), new S3Config.Credentials("access", "topSecret")))
          .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .withMessageContaining("in use")
          .withMessageNotContainingAny("topSecret", "\n");
    }
  }

  @Test
  void unfinishedUploadsAreSweptAtStartAndNothingElse() throws Exception {
    put();
    Path audio = folder.resolve("voicepost/audio");
    Path unfinished = Files.writeString(audio.resolve(name() + "-" + UUID.randomUUID()), "half");
    Path foreign = Files.writeString(audio.resolve("somebody's notes.txt"), "keep me");

    try (var server = EmbeddedS3.start(folder);
        var store = S3AudioStore.open(server.config())) {
      assertThat(unfinished).doesNotExist();
      assertThat(foreign).exists();
      assertThat(store.get(KEY)).contains(CONTENT);
    }
  }

  @Test
  void uploadsThatAreUnderWayAreLeftToTheServerThatTakesThem() throws Exception {
    put();
    Path under = folder.resolve("voicepost/audio").resolve(name() + "-" + UUID.randomUUID());
    Files.writeString(under, "half");

    try (var server = EmbeddedS3.beside(folder);
        var store = S3AudioStore.open(server.config())) {
      assertThat(store.get(KEY)).contains(CONTENT);
      assertThat(under).hasContent("half");
    }
  }

  @Test
  void nothingButTheObjectIsLeftByAnUpload() throws Exception {
    put();
    put();

    try (var files = Files.list(folder.resolve("voicepost/audio"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(name());
    }
  }

  private static String name() {
    return KEY.value().replace("audio/", "");
  }

  private void put() throws IOException {
    try (var server = EmbeddedS3.start(folder);
        var store = S3AudioStore.open(server.config())) {
      store.put(KEY, CONTENT, "audio/mpeg");
    }
  }
}
