package io.voicepost.gateway.spool;

import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the sound of a recording came, as MixMonitor writes it beside `RECORD FILE`: with silence
/// for whatever did not arrive (RFC 3550, RFC 3389). `RECORD FILE` keeps every frame that came, one
/// after the other, and has no notion of time: words run together where a phone sends nothing in
/// its pauses. MixMonitor writes in step with the silence that Asterisk sends meanwhile
/// (`transmit_silence`), but where packets come in bursts it cuts a sentence into pieces.
///
/// So the sound is `RECORD FILE`'s, all of it, and the length of its gaps is told by this. What a
/// crash leaves of it is removed with the message or before.
///
/// @param audio what `RECORD FILE` writes
public record TimedRecording(Path audio) {
  /// How much longer a recording without gaps takes at most than it is: the beep, the 200 ms that
  /// Asterisk cuts before a key, and the time between two commands on a busy machine.
  private static final Duration NO_GAPS = Duration.ofSeconds(1);

  /// So much longer gaps may be than what is missing: Asterisk counts in frames.
  private static final Duration INEXACT = Duration.ofMillis(500);

  /// A shorter silence may be one between two bursts of packets.
  private static final Duration LEAST_GAP = Duration.ofMillis(600);

  private static final int HEADER_BYTES = 44;
  private static final int RIFF_SIZE_AT = 4;
  private static final int DATA_SIZE_AT = 40;
  private static final Duration CLOSING = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(10);

  /// What `MixMonitor` takes as a file name among its options; a comma would begin a command.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/+@=-]+");

  private static final Logger log = LoggerFactory.getLogger(TimedRecording.class);

  /// Of what Asterisk recorded alone, which leaves it as `tmp.<base>.timed.wav`.
  public static TimedRecording alone(Path audio) throws IOException {
    var timed = new TimedRecording(audio);
    var left = audio.resolveSibling("tmp." + timed.wav().toFile().getName());
    if (Files.exists(left)) {
      Files.move(left, timed.wav(), StandardCopyOption.ATOMIC_MOVE);
    }
    return timed;
  }

  /// `audio.timed.wav` beside `audio.wav`.
  public Path wav() {
    return beside("timed");
  }

  /// Whether `MixMonitor` can be told of it.
  public boolean canBeNamed() {
    return NAME.matcher(wav().toString()).matches();
  }

  /// Gives the recording the silence of its gaps, in one step, and removes this. Asterisk has ended
  /// both.
  ///
  /// @param lasted how long it took to record, from the command on
  /// @return how many samples there are now; empty if the recording is as it was
  public OptionalLong fill(Duration lasted) {
    return fill(Optional.of(lasted));
  }

  /// The same where nobody knows how long it took.
  public OptionalLong fill() {
    return fill(Optional.empty());
  }

  private OptionalLong fill(Optional<Duration> lasted) {
    try {
      if (Files.notExists(wav()) || Files.notExists(audio) || Files.size(audio) <= HEADER_BYTES) {
        return OptionalLong.empty();
      }
      var recorded = WavAudio.read(audio);
      if (lasted.filter(it -> !hasGaps(missing(it, recorded))).isPresent()) {
        return OptionalLong.empty();
      }
      awaitClosed();
      var timed = WavAudio.read(wav());
      var missing = missing(lasted.orElse(timed.duration()), recorded);
      return hasGaps(missing) ? fill(recorded, timed, missing) : OptionalLong.empty();
    } catch (IOException | UnplayableAudioException e) {
      log.warn("gaps not filled path={} error=\"{}\"", audio, e.toString());
      return OptionalLong.empty();
    } finally {
      remove();
    }
  }

  private static Duration missing(Duration lasted, WavAudio recorded) {
    return lasted.minus(recorded.duration());
  }

  private static boolean hasGaps(Duration missing) {
    return missing.compareTo(NO_GAPS) > 0;
  }

  /// Removes it.
  public void remove() {
    try {
      Files.deleteIfExists(wav());
      Files.deleteIfExists(beside("filled"));
    } catch (IOException e) {
      log.debug("timed recording not removed path={}", wav(), e);
    }
  }

  private OptionalLong fill(WavAudio recorded, WavAudio timed, Duration missing)
      throws IOException {
    int rate = recorded.sampleRate();
    var samples = samples(recorded);
    var gaps = Gap.find(samples, samples(timed), (int) (LEAST_GAP.toMillis() * rate / 1000));
    long more = gaps.stream().mapToLong(Gap::length).sum();
    if (more == 0 || more > missing.plus(INEXACT).toMillis() * rate / 1000) {
      return OptionalLong.empty();
    }
    write(samples, gaps, (int) more);
    return OptionalLong.of(samples.length + more);
  }

  private void write(short[] recorded, List<Gap> gaps, int more) throws IOException {
    int bytes = Short.BYTES * (recorded.length + more);
    var whole = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
    try (var file = FileChannel.open(audio, StandardOpenOption.READ)) {
      whole.limit(HEADER_BYTES);
      while (whole.hasRemaining() && file.read(whole) >= 0) {}
    }
    whole.clear().position(HEADER_BYTES);
    whole.putInt(RIFF_SIZE_AT, HEADER_BYTES - 8 + bytes).putInt(DATA_SIZE_AT, bytes);
    int from = 0;
    for (var gap : gaps) {
      put(whole, recorded, from, gap.at());
      whole.position(whole.position() + Short.BYTES * gap.length());
      from = gap.at();
    }
    put(whole, recorded, from, recorded.length);
    var filled = SharedFiles.file(Files.write(beside("filled"), whole.array()));
    DurableFiles.flush(filled);
    Files.move(filled, audio, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void put(ByteBuffer to, short[] samples, int from, int until) {
    for (int i = from; i < until; i++) {
      to.putShort(samples[i]);
    }
  }

  private static short[] samples(WavAudio audio) {
    var samples = new short[audio.samples().remaining()];
    audio.samples().get(samples);
    return samples;
  }

  private Path beside(String word) {
    return Path.of(audio.toString().replaceFirst("\\.([a-z0-9]+)$", "." + word + ".$1"));
  }

  /// Asterisk closes it when its call is over, and then writes into its header how long it is;
  /// waits a second for that.
  private void awaitClosed() throws IOException {
    long deadline = System.nanoTime() + CLOSING.toNanos();
    try (var file = FileChannel.open(wav(), StandardOpenOption.READ)) {
      var size = ByteBuffer.allocate(Integer.BYTES);
      while ((file.read(size.clear(), DATA_SIZE_AT) < Integer.BYTES || size.getInt(0) == 0)
          && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }
}
