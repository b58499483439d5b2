package io.voicepost.gateway.testphone;

import io.voicepost.gateway.testphone.transcript.Transcript;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Writes a transcript while the call lasts, on a thread of its own: to recognise a sound takes
/// longer than a phone can wait.
public final class LiveTranscript implements CallListener, AutoCloseable {
  private static final int STEP = ReceivedAudio.RATE / 10;

  private final ExecutorService desk =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("scribe").daemon().factory());
  private final Transcript transcript;
  private int told;

  public LiveTranscript(Transcript transcript) {
    this.transcript = transcript;
  }

  @Override
  public void heard(int position, short[] sound) {
    desk.execute(() -> transcript.heard(position, sound));
  }

  @Override
  public void heardUntil(int position) {
    if (position - told >= STEP) {
      told = position;
      desk.execute(() -> transcript.heardUntil(position));
    }
  }

  @Override
  public void pressed(char key, Duration at) {
    desk.execute(() -> transcript.did(at, "keyed    " + key));
  }

  @Override
  public void speaks(Duration at) {
    desk.execute(() -> transcript.did(at, "speaks"));
  }

  @Override
  public void spoke(Duration at, Duration lasted) {
    desk.execute(() -> {
      transcript.spoke(at, at.plus(lasted));
      transcript.did(at.plus(lasted), "spoke    %.1f s".formatted(lasted.toMillis() / 1000.0));
    });
  }

  /// Tells the rest, once the call has lasted so long.
  public void end(Duration lasted) {
    desk.execute(() -> transcript.end(lasted));
    close();
  }

  @Override
  public void close() {
    desk.shutdown();
    try {
      desk.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
