package io.voicepost.gateway.testphone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// ITU-T G.711, at once, by the codecs of the JDK.
final class G711Codec implements RtpDecoder {
  private static final AudioFormat PCM = new AudioFormat(8000, Short.SIZE, 1, true, false);

  /// What each byte stands for: packets come fifty times a second, and the JDK's codec is looked up
  /// anew each time.
  private final short[] samples;

  private short[] decoded = new short[0];

  G711Codec(Codec codec) {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    this.samples = decoded(codec, every);
  }

  @Override
  public void put(byte[] payload) {
    int before = decoded.length;
    decoded = Arrays.copyOf(decoded, before + payload.length);
    for (int i = 0; i < payload.length; i++) {
      decoded[before + i] = samples[Byte.toUnsignedInt(payload[i])];
    }
  }

  @Override
  public short[] take() {
    short[] taken = decoded;
    decoded = new short[0];
    return taken;
  }

  @Override
  public void close() {}

  static short[] decoded(Codec codec, byte[] payload) {
    var samples = new short[payload.length];
    littleEndian(converted(payload, format(codec), PCM)).asShortBuffer().get(samples);
    return samples;
  }

  static byte[] encoded(Codec codec, short[] samples) {
    var bytes = new byte[samples.length * Short.BYTES];
    littleEndian(bytes).asShortBuffer().put(samples);
    return converted(bytes, PCM, format(codec));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static AudioFormat format(Codec codec) {
    var encoding = codec == Codec.PCMU ? AudioFormat.Encoding.ULAW : AudioFormat.Encoding.ALAW;
    return new AudioFormat(encoding, 8000, Byte.SIZE, 1, 1, 8000, false);
  }

  private static byte[] converted(byte[] sound, AudioFormat from, AudioFormat to) {
    int frames = sound.length / from.getFrameSize();
    try (var in = new AudioInputStream(new ByteArrayInputStream(sound), from, frames);
        var out = AudioSystem.getAudioInputStream(to, in)) {
      return out.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
