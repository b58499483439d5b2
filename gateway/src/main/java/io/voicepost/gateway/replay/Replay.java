package io.voicepost.gateway.replay;

import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Somebody's hold on a replay: until it is closed, its file stays, unless the post is deleted. For
/// one thread.
public final class Replay implements AutoCloseable {
  private final Future<Path> making;
  private final Runnable release;
  private boolean closed;

  Replay(Future<Path> making, Runnable release) {
    this.making = making;
    this.release = release;
  }

  /// The WAV, an absolute path, once it is made.
  ///
  /// @throws NoSuchFileException the post was deleted, or its audio is not there any more
  /// @throws IOException the audio store or the disk does not answer, or not within `patience`: try
  ///   again later
  /// @throws UnplayableAudioException it can never be heard by telephone
  public Path wav(Duration patience) throws IOException, UnplayableAudioException {
    try {
      return making.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      throw new IOException("the audio was not there within " + patience, e);
    } catch (CancellationException e) {
      throw new IOException("replays are no longer made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("while waiting for audio").initCause(e);
    }
  }

  /// Whether [#wav] would answer at once, by then.
  public boolean isThereWithin(Duration patience) {
    try {
      making.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Others wait for the same making: each gets an exception with a stack of their own.
  private static IOException failure(ExecutionException e) throws UnplayableAudioException {
    return switch (e.getCause()) {
      case NoSuchFileException gone -> new NoSuchFileException(gone.getFile());
      case IOException io -> new IOException(io.getMessage(), io);
      case UnplayableAudioException never ->
          throw new UnplayableAudioException(String.valueOf(never.getMessage()));
      case InterruptedException _ -> new IOException("replays are no longer made", e);
      case null, default -> throw new IllegalStateException("a replay was not made", e.getCause());
    };
  }

  /// Lets go of it. Repeating this does nothing.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
