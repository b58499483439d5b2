package io.voicepost.storage.audio;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class S3RverAudioStoreTest implements AudioStoreContract {
  @TempDir private static Path folder;
  private static S3Rver server;
  private static AudioStore store;

  @BeforeAll
  static void open() throws Exception {
    server = S3Rver.start(folder);
    store = S3AudioStore.open(server.config(S3Config.Compatibility.PLAIN));
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
    server.close();
  }

  @Override
  public AudioStore store() {
    return store;
  }
}
