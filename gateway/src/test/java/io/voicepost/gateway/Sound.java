package io.voicepost.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// WAV files as Asterisk writes them: 16-bit mono, 8 kHz for `.wav`, 16 kHz for `.wav16`.
public final class Sound {
  public static final int HEADER = 44;

  private Sound() {}

  /// Somebody who hums: about 440 Hz, as unsteady as people are, after half a second of silence.
  public static byte[] voice(int rate, Duration length) {
    int silent = rate / 2;
    int samples = silent + (int) (rate * length.toMillis() / 1000);
    byte[] wav = silence(rate, samples);
    var sound = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = silent; i < samples; i++) {
      sound.putShort(HEADER + 2 * i, (short) (8000 * humming((double) i / rate)));
    }
    return wav;
  }

  /// A sample of a hum of about 440 Hz, -1 to 1, at a time in seconds: the pitch goes up and down
  /// by a semitone five times a second, the loudness four times.
  public static double humming(double at) {
    double pitch = 2 * Math.PI * 440 * at + 6 * Math.sin(2 * Math.PI * 5 * at);
    return (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * at)) * Math.sin(pitch);
  }

  /// Nothing but silence.
  public static byte[] silence(int rate, int samples) {
    byte[] wav = new byte[HEADER + 2 * samples];
    var header = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt(36 + 2 * samples).put(ascii("WAVEfmt ")).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    header.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * samples);
    return wav;
  }

  /// What a killed Asterisk leaves: all of the sound, and a header that says there is none.
  public static byte[] killed(byte[] wav) {
    byte[] killed = wav.clone();
    ByteBuffer.wrap(killed).putInt(4, 0).putInt(40, 0);
    return killed;
  }

  public static long samples(byte[] wav) {
    return (wav.length - (long) HEADER) / 2;
  }

  public static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
