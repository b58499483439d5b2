package io.voicepost.gateway.agi;

import static io.voicepost.gateway.agi.SilenceDetector.FRAMES_PER_SECOND;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to a recording while Asterisk writes it, and says when it has been silent for long
/// enough, as a [SilenceDetector] tells it. Asterisk writes 32 KiB at a time, so it is up to a
/// second late in wideband and up to two in narrowband.
///
/// A file that does not grow is silent, too: the line carries no sound any more, or never did. But
/// a phone that sends nothing in its pauses may let the recording grow slowly while somebody
/// speaks: there is silence only where what keeps time (a `TimedRecording`) has it as well.
final class SilenceWatch {
  /// What to do about silence; runs once, on the watch's own thread.
  interface Alarm {
    void ring() throws IOException;
  }

  /// A file of 16-bit mono as Asterisk writes it.
  ///
  /// @param rate samples a second
  record Wav(Path file, int rate) {}

  private static final int HEADER_BYTES = 44;

  /// The longest that Asterisk keeps sound of 8 kHz to itself, with a little to spare.
  private static final Duration UNWRITTEN = Duration.ofMillis(2500);

  private static final Duration LAST_ALARM = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);

  private final List<Listener> listeners;
  private final int silentFrames;
  private final long deadNanos;
  private final LongSupplier clock;
  private final Alarm alarm;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watcher;
  private boolean rang;

  private SilenceWatch(List<Wav> wavs, Duration silence, Alarm alarm, LongSupplier clock) {
    this.deadNanos = silence.plus(UNWRITTEN).toNanos();
    this.clock = clock;
    this.silentFrames = Math.toIntExact(silence.toMillis() * FRAMES_PER_SECOND / 1000);
    this.listeners = wavs.stream().map(Listener::new).toList();
    this.alarm = alarm;
    this.watcher = Thread.ofVirtual().name("silence-watch").unstarted(this::watch);
  }

  /// Starts listening, until [#stop].
  ///
  /// @param wavs the recording, and what else must be silent with it if it is there; none of them
  ///   need exist yet
  static SilenceWatch start(List<Wav> wavs, Duration silence, Alarm alarm) {
    return start(wavs, silence, alarm, System::nanoTime);
  }

  /// @param clock nanoseconds that only go forward
  static SilenceWatch start(List<Wav> wavs, Duration silence, Alarm alarm, LongSupplier clock) {
    var watch = new SilenceWatch(wavs, silence, alarm, clock);
    watch.watcher.start();
    return watch;
  }

  /// Stops listening, and waits for an alarm that rings just now; the recording has ended.
  ///
  /// @return if the alarm rang, where the last sound of the recording ends
  Optional<Duration> stop() {
    closing.countDown();
    try {
      return watcher.join(LAST_ALARM) && rang
          ? Optional.of(time(listeners.getFirst().detector.soundEnd()))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Duration time(int frames) {
    return Duration.ofMillis(frames * 1000L / FRAMES_PER_SECOND);
  }

  private void watch() {
    try {
      boolean ends;
      do {
        ends = closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        for (var listener : listeners) {
          listener.listen();
        }
        if (!ends && !rang && isSilent()) {
          alarm.ring();
          rang = true;
        }
      } while (!ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn(
          "silence watch failed path={} error=\"{}\"",
          listeners.getFirst().wav.file(),
          e.toString());
    }
  }

  private boolean isSilent() {
    return listeners.getFirst().isThere()
        && listeners.stream().allMatch(it -> !it.isThere() || it.isSilent());
  }

  /// Listens to one of the files.
  private final class Listener {
    private final Wav wav;
    private final SilenceDetector detector = new SilenceDetector(silentFrames);
    private final ByteBuffer frame;
    private Optional<Long> grewAt = Optional.empty();

    Listener(Wav wav) {
      this.wav = wav;
      this.frame =
          ByteBuffer.allocate(Short.BYTES * wav.rate() / FRAMES_PER_SECOND)
              .order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean isThere() {
      return grewAt.isPresent();
    }

    boolean isSilent() {
      return detector.heard() - detector.soundEnd() >= silentFrames
          || clock.getAsLong() - grewAt.orElseThrow() >= deadNanos;
    }

    void listen() throws IOException {
      if (Files.notExists(wav.file())) {
        return;
      }
      int before = detector.heard();
      long start = HEADER_BYTES + (long) frame.capacity() * before;
      try (var file = FileChannel.open(wav.file(), StandardOpenOption.READ)) {
        while (file.read(frame, start + frame.position()) > 0) {
          if (!frame.hasRemaining()) {
            detector.hear(frame.flip().asShortBuffer());
            frame.clear();
            start += frame.capacity();
          }
        }
      }
      if (grewAt.isEmpty() || detector.heard() > before) {
        grewAt = Optional.of(clock.getAsLong());
      }
    }
  }
}
