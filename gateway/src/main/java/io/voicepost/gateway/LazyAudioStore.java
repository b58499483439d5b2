package io.voicepost.gateway;

import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The audio store of a command: opened when it is first asked for something, beside whatever
/// gateway uses the same one.
public final class LazyAudioStore implements AudioStore {
  private final GatewayConfig config;
  private final StartedParts parts = new StartedParts();
  private Optional<AudioStore> opened = Optional.empty();

  public LazyAudioStore(GatewayConfig config) {
    this.config = config;
  }

  @Override
  public void put(ObjectKey key, ByteBuffer content, String mediaType) throws IOException {
    store().put(key, content, mediaType);
  }

  @Override
  public Optional<ByteBuffer> get(ObjectKey key) throws IOException {
    return store().get(key);
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    store().delete(key);
  }

  @Override
  public void check() throws IOException {
    store().check();
  }

  @Override
  public synchronized void close() {
    parts.close();
  }

  private synchronized AudioStore store() throws IOException {
    if (opened.isEmpty()) {
      opened = Optional.of(Stores.audio(config, EmbeddedS3::beside, parts));
    }
    return opened.get();
  }
}
