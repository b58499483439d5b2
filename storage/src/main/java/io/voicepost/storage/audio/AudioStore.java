package io.voicepost.storage.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The renditions and pictures, by key. Safe for many threads. `IOException` means the store did
/// not answer or did not keep what it was given: try again later.
public interface AudioStore extends AutoCloseable {
  /// Stores `content` (from its position to its limit; its position stays) and believes it only
  /// after length and checksum were checked. Storing the same key again is harmless.
  void put(ObjectKey key, ByteBuffer content, String mediaType) throws IOException;

  /// The whole object, read-only; empty if there is none.
  Optional<ByteBuffer> get(ObjectKey key) throws IOException;

  /// Deletes the object; no such object is no error.
  void delete(ObjectKey key) throws IOException;

  /// Asks the store for a sign of life.
  void check() throws IOException;

  @Override
  void close();
}
