package io.voicepost.transcoder.ffmpeg;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/// What one encoding holds of native memory; closing it frees all of it, the last first.
final class NativeMemory implements AutoCloseable {
  private final Deque<Runnable> frees = new ArrayDeque<>();

  /// Takes over what FFmpeg allocated.
  ///
  /// @throws IOException FFmpeg returned null: there is no memory
  <P extends Pointer> P own(@Nullable P pointer, String what, Consumer<P> free) throws IOException {
    if (pointer == null || pointer.isNull()) {
      throw new IOException("FFmpeg has no memory for a " + what);
    }
    frees.push(() -> free.accept(pointer));
    return pointer;
  }

  @Override
  public void close() {
    while (!frees.isEmpty()) {
      frees.pop().run();
    }
  }
}
