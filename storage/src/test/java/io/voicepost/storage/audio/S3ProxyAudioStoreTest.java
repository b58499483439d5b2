package io.voicepost.storage.audio;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class S3ProxyAudioStoreTest implements AudioStoreContract {
  @TempDir private static Path folder;
  private static EmbeddedS3 server;
  private static AudioStore store;

  @BeforeAll
  static void open() throws Exception {
    server = EmbeddedS3.start(folder);
    store = S3AudioStore.open(server.config());
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @Override
  public AudioStore store() {
    return store;
  }
}
