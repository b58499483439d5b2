package io.voicepost.storage.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.RecordingId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [AudioStore] promises.
interface AudioStoreContract {
  AudioStore store();

  private static AudioKey key(String extension) {
    return AudioKey.of(RecordingId.at(Instant.now()), extension);
  }

  private static ByteBuffer noise(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return ByteBuffer.wrap(content);
  }

  @Test
  default void storedBytesComeBackUnchanged() throws Exception {
    for (int length : new int[] {1, 1000, 480_000, 5_000_000}) {
      AudioKey key = key("mp3");

      store().put(key, noise(length), "audio/mpeg");

      assertThat(store().get(key))
          .hasValueSatisfying(it -> assertThat(it).isEqualTo(noise(length)));
      assertThat(store().get(key).orElseThrow().isReadOnly()).isTrue();
    }
  }

  @Test
  default void storesFromPositionToLimitAndLeavesThemThere() throws Exception {
    ByteBuffer content = noise(1000).position(100).limit(300).asReadOnlyBuffer();
    AudioKey key = key("ogg");

    store().put(key, content, "audio/ogg; codecs=\"opus\"");

    assertThat(content.position()).isEqualTo(100);
    assertThat(content.limit()).isEqualTo(300);
    assertThat(store().get(key)).contains(noise(1000).slice(100, 200));
  }

  @Test
  default void directBufferIsStoredToo() throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(1000).put(noise(1000)).flip();
    AudioKey key = key("mp3");

    store().put(key, direct, "audio/mpeg");

    assertThat(store().get(key)).contains(noise(1000));
  }

  @Test
  default void storingAgainIsHarmless() throws Exception {
    AudioKey key = key("mp3");
    store().put(key, noise(1000), "audio/mpeg");

    store().put(key, noise(1000), "audio/mpeg");
    assertThat(store().get(key)).contains(noise(1000));

    store().put(key, noise(2000), "audio/mpeg");
    assertThat(store().get(key)).contains(noise(2000));
  }

  @Test
  default void whatIsNotThereIsEmptyAndMayBeDeleted() throws Exception {
    AudioKey key = key("mp3");

    assertThat(store().get(key)).isEmpty();
    store().delete(key);
    assertThat(store().get(key)).isEmpty();
  }

  @Test
  default void deletedObjectIsGone() throws Exception {
    AudioKey key = key("mp3");
    AudioKey other = key("mp3");
    store().put(key, noise(1000), "audio/mpeg");
    store().put(other, noise(1000), "audio/mpeg");

    store().delete(key);

    assertThat(store().get(key)).isEmpty();
    assertThat(store().get(other)).isPresent();
  }

  @Test
  default void manyStoreAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(1, 25)
              .mapToObj(n ->
                  threads.submit(() -> {
                    AudioKey key = key("mp3");
                    store().put(key, noise(n * 1000), "audio/mpeg");
                    return store().get(key).orElseThrow().equals(noise(n * 1000));
                  }))
              .toList();
      for (var one : all) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  @Test
  default void livingStoreGivesASignOfLife() throws Exception {
    store().check();
  }
}
