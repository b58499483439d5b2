package io.voicepost.transcoder.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// Writes a mono WAV of 16 bits, such as [WavAudio] reads, of limited length.
public final class WavWriter implements AutoCloseable {
  /// Recorders stop a little late, and codecs fill their last frame up.
  public static final Duration GRACE = Duration.ofSeconds(1);

  private static final int HEADER_BYTES = 44;
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final Duration longest;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private int sampleRate;
  private long soundBytes;

  private WavWriter(FileChannel file, Duration longest) {
    this.file = file;
    this.longest = longest;
  }

  public static WavWriter create(Path path, Duration longest) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new WavWriter(file.position(HEADER_BYTES), longest);
  }

  /// Must come before the first sample.
  public void sampleRate(int hertz) {
    sampleRate = hertz;
  }

  /// Whether there was room for these samples: `false` once there is more than the longest sound.
  public boolean write(ByteBuffer samples) throws IOException {
    soundBytes += samples.remaining();
    if (soundBytes > longest.plus(GRACE).toSeconds() * sampleRate * Short.BYTES) {
      return false;
    }
    while (samples.hasRemaining()) {
      int count = Math.min(samples.remaining(), buffer.remaining());
      buffer.put(samples.slice(samples.position(), count));
      samples.position(samples.position() + count);
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
    return true;
  }

  /// Writes what is left, and the header last: until then this is no WAV.
  ///
  /// @return how many bytes of sound there are
  public long finish() throws IOException {
    flush();
    file.position(0);
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(ascii("RIFF")).putInt((int) (HEADER_BYTES - 8 + soundBytes)).put(ascii("WAVE"));
    buffer.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    buffer.putInt(sampleRate).putInt(sampleRate * Short.BYTES);
    buffer.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
    buffer.put(ascii("data")).putInt((int) soundBytes);
    flush();
    return soundBytes;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
