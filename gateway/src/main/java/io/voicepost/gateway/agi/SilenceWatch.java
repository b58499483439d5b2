package io.voicepost.gateway.agi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to a recording of 16 kHz while Asterisk writes it, and says when it has been silent for
/// long enough. Asterisk writes a second at a time, so it is up to a second late.
///
/// Silent is what Asterisk's own detector calls silent (`dsp.c`): 20 ms whose samples are below 256
/// on average.
final class SilenceWatch {
  /// What to do about silence; runs once, on the watch's own thread.
  interface Alarm {
    void ring() throws IOException;
  }

  static final int RATE = 16_000;
  private static final int FRAME = RATE / 50;
  private static final int HEADER_BYTES = 44;
  private static final int LOUD = 256;
  private static final Duration LAST_ALARM = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);

  private final Path wav;
  private final long silentSamples;
  private final Alarm alarm;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watcher;
  private final ByteBuffer frame = ByteBuffer.allocate(2 * FRAME).order(ByteOrder.LITTLE_ENDIAN);
  private long heard;
  private long soundEnd;
  private boolean rang;

  private SilenceWatch(Path wav, Duration silence, Alarm alarm) {
    this.wav = wav;
    this.silentSamples = silence.toMillis() * RATE / 1000;
    this.alarm = alarm;
    this.watcher = Thread.ofVirtual().name("silence-watch").unstarted(this::watch);
  }

  /// Starts listening to a file that need not exist yet, until [#stop].
  static SilenceWatch start(Path wav, Duration silence, Alarm alarm) {
    var watch = new SilenceWatch(wav, silence, alarm);
    watch.watcher.start();
    return watch;
  }

  /// Stops listening, and waits for an alarm that rings just now; the recording has ended.
  ///
  /// @return if the alarm rang, where the last sound of the recording ends, in samples
  OptionalLong stop() {
    closing.countDown();
    try {
      if (!watcher.join(LAST_ALARM) || !rang) {
        return OptionalLong.empty();
      }
      try (var file = FileChannel.open(wav, StandardOpenOption.READ)) {
        listen(file);
        return OptionalLong.of(soundEnd);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    } catch (IOException e) {
      log.warn("A recording keeps the silence at its end: {}", e.toString());
      return OptionalLong.empty();
    }
  }

  private void watch() {
    try (var file = await().orElse(null)) {
      while (file != null && !closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        listen(file);
        if (heard - soundEnd >= silentSamples) {
          alarm.ring();
          rang = true;
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("A recording goes on until the caller ends it: {}", e.toString());
    }
  }

  /// The file, once it is there; empty if it never was.
  private Optional<FileChannel> await() throws IOException, InterruptedException {
    while (Files.notExists(wav)) {
      if (closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    }
    return Optional.of(FileChannel.open(wav, StandardOpenOption.READ));
  }

  private void listen(FileChannel file) throws IOException {
    while (file.read(frame, HEADER_BYTES + 2 * heard + frame.position()) > 0) {
      if (!frame.hasRemaining()) {
        heard += FRAME;
        soundEnd = loudness(frame.flip()) < LOUD ? soundEnd : heard;
        frame.clear();
      }
    }
  }

  private static int loudness(ByteBuffer frame) {
    long sum = 0;
    while (frame.hasRemaining()) {
      sum += Math.abs(frame.getShort());
    }
    return (int) (sum / FRAME);
  }
}
