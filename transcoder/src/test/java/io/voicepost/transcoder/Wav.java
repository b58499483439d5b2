package io.voicepost.transcoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// WAV files made in a test, and the parts to make wrong ones of.
public final class Wav {
  static final int HEADER_BYTES = 44;

  private Wav() {}

  /// A whole file as Asterisk writes it.
  public static byte[] of(int sampleRate, short... samples) {
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + samples.length * 2);
    file.order(ByteOrder.LITTLE_ENDIAN);
    int soundBytes = samples.length * 2;
    file.put(ascii("RIFF")).putInt(36 + soundBytes).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
    file.put(ascii("data")).putInt(soundBytes);
    file.asShortBuffer().put(samples);
    return file.array();
  }

  public static Path write(Path file, int sampleRate, short... samples) throws IOException {
    return Files.write(file, of(sampleRate, samples));
  }

  /// Sound by the second, each sample from its time in seconds, 1 being full scale.
  public static short[] sound(int sampleRate, double seconds, IntToDoubleFunction sample) {
    short[] samples = new short[(int) Math.round(sampleRate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(Math.clamp(sample.applyAsDouble(i), -1, 1) * 32767);
    }
    return samples;
  }

  public static short[] tone(int sampleRate, double seconds, double hertz, double dbfs) {
    double amplitude = Math.pow(10, dbfs / 20) * Math.sqrt(2); // dbfs is the level of its RMS
    return sound(
        sampleRate, seconds, i -> amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
  }

  /// A chunk with its head, padded to an even length.
  public static byte[] chunk(String id, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(8 + content.length + content.length % 2);
    return chunk
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(id))
        .putInt(content.length)
        .put(content)
        .array();
  }

  public static byte[] part(byte[] file, int from, int to) {
    return Arrays.copyOfRange(file, from, to);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
