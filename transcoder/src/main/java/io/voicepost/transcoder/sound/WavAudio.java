package io.voicepost.transcoder.sound;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The sound of one WAV file: 16-bit mono PCM, checked, read once and held in memory.
///
/// What Asterisk's `wav`, `wav16` and `wav48` formats write is accepted, and nothing besides: it is
/// the only sound that reaches FFmpeg. Immutable and thread-safe.
public final class WavAudio {
  /// No recording is longer; at 48 kHz this is 173 MB, the most that one read ever holds.
  public static final Duration LONGEST = Duration.ofMinutes(30);

  private static final int CHUNK_BYTES = 1 << 16;

  private final int sampleRate;
  private final short[] samples;

  private WavAudio(int sampleRate, short[] samples) {
    this.sampleRate = sampleRate;
    this.samples = samples;
  }

  /// Reads the file once. A file whose writer was killed says in its header that it has no sound;
  /// its sound is then all that follows the header.
  ///
  /// @throws UnplayableAudioException this is no WAV file that we play, or its header lies
  /// @throws IOException the file is missing, cannot be read, or shrank meanwhile; with the thread
  ///   interrupted, a [java.nio.channels.ClosedByInterruptException]
  public static WavAudio read(Path file) throws UnplayableAudioException, IOException {
    // Opening anything else, a pipe for one, could wait for ever.
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new UnplayableAudioException("it is not a regular file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      WavHeader header = WavHeader.read(channel);
      return new WavAudio(header.sampleRate(), samples(channel, header));
    }
  }

  /// Reads files as one sound, each from where the one before it ends.
  ///
  /// @param parts one or more
  /// @throws UnplayableAudioException as for one; or they differ in their rate, or are too long
  ///   together
  public static WavAudio read(List<Path> parts) throws UnplayableAudioException, IOException {
    WavAudio first = read(parts.getFirst());
    if (parts.size() == 1) {
      return first;
    }
    List<short[]> all = new ArrayList<>(List.of(first.samples));
    for (Path part : parts.subList(1, parts.size())) {
      WavAudio next = read(part);
      if (next.sampleRate != first.sampleRate) {
        throw new UnplayableAudioException("its parts differ in their sample rate");
      }
      all.add(next.samples);
    }
    long length = all.stream().mapToLong(it -> it.length).sum();
    if (length > LONGEST.toSeconds() * first.sampleRate) {
      throw new UnplayableAudioException("its parts are too long together");
    }
    short[] whole = new short[Math.toIntExact(length)];
    int done = 0;
    for (short[] part : all) {
      System.arraycopy(part, 0, whole, done, part.length);
      done += part.length;
    }
    return new WavAudio(first.sampleRate, whole);
  }

  private static short[] samples(FileChannel channel, WavHeader header) throws IOException {
    short[] samples = new short[header.soundBytes() / Short.BYTES];
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long position = header.soundStart();
    for (int done = 0; done < samples.length; ) {
      int count = Math.min(samples.length - done, CHUNK_BYTES / Short.BYTES);
      chunk.clear().limit(count * Short.BYTES);
      readFully(channel, chunk, position);
      chunk.flip().asShortBuffer().get(samples, done, count);
      position += (long) count * Short.BYTES;
      done += count;
    }
    return samples;
  }

  /// Fills the buffer from the file or says that the file ends too early.
  static void readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      int read = channel.read(into, position);
      if (read < 0) {
        throw new EOFException("the file shrank while it was read");
      }
      position += read;
    }
  }

  /// Samples a second: 8000, 16000, 24000 or 48000.
  public int sampleRate() {
    return sampleRate;
  }

  /// All samples, read-only, from position 0; each call gives a buffer of its own.
  public ShortBuffer samples() {
    return ShortBuffer.wrap(samples).asReadOnlyBuffer();
  }

  /// The exact length, rounded down to a nanosecond.
  public Duration duration() {
    return duration(samples.length);
  }

  /// How much of it is sound rather than silence, line noise or clicks, as [SoundMeter] defines.
  /// Takes milliseconds for a message of minutes; the result is not kept.
  public Duration sound() {
    return duration(SoundMeter.soundSamples(samples, sampleRate));
  }

  /// The waveform to draw, as [WaveformPeaks] defines.
  public List<Integer> peaks() {
    return WaveformPeaks.peaks(samples, sampleRate);
  }

  private Duration duration(long sampleCount) {
    return Duration.ofNanos(sampleCount * 1_000_000_000L / sampleRate);
  }
}
