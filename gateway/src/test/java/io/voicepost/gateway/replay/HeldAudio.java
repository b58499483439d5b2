package io.voicepost.gateway.replay;

import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An audio store in memory that can be told to fail, or to keep who asks waiting.
public final class HeldAudio implements AudioStore {
  private final Map<String, ByteBuffer> objects = new ConcurrentHashMap<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile boolean away;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public void away(boolean isAway) {
    away = isAway;
  }

  /// Keeps everybody who asks waiting from now on, until the latch is counted down.
  public CountDownLatch shut() {
    gate = new CountDownLatch(1);
    return gate;
  }

  public int fetches() {
    return fetches.get();
  }

  @Override
  public void put(ObjectKey key, ByteBuffer content, String mediaType) {
    objects.put(key.value(), content.duplicate());
  }

  @Override
  public Optional<ByteBuffer> get(ObjectKey key) throws IOException {
    fetches.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (away) {
      throw new IOException("the audio store is away");
    }
    return Optional.ofNullable(objects.get(key.value())).map(ByteBuffer::asReadOnlyBuffer);
  }

  @Override
  public void delete(ObjectKey key) {
    objects.remove(key.value());
  }

  @Override
  public void check() {}

  @Override
  public void close() {}
}
