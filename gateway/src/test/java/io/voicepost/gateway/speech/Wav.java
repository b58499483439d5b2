package io.voicepost.gateway.speech;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sound file as Asterisk wants it, read strictly: 16-bit mono PCM behind a header of 44 bytes.
final class Wav {
  private final int rate;
  private final short[] samples;

  private Wav(int rate, short[] samples) {
    this.rate = rate;
    this.samples = samples;
  }

  int rate() {
    return rate;
  }

  static Wav read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int data = bytes.getInt(40);
    if (bytes.getInt(16) != 16
        || bytes.getShort(20) != 1
        || bytes.getShort(22) != 1
        || bytes.getShort(34) != 16
        || data != bytes.limit() - 44) {
      throw new IOException(file + " is not a plain WAV");
    }
    var samples = new short[data / 2];
    bytes.position(44).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return new Wav(bytes.getInt(24), samples);
  }

  static void write(Path file, int rate, short[] samples) throws IOException {
    var bytes = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .put("RIFF".getBytes(US_ASCII))
        .putInt(36 + samples.length * 2)
        .put("WAVEfmt ".getBytes(US_ASCII));
    bytes.putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
    bytes.putShort((short) 2).putShort((short) 16).put("data".getBytes(US_ASCII));
    bytes.putInt(samples.length * 2).asShortBuffer().put(samples);
    Files.write(file, bytes.array());
  }

  int millis() {
    return (int) (samples.length * 1000L / rate);
  }

  /// In dB below full scale, over all of it.
  double loudness() {
    double power = 0;
    for (short sample : samples) {
      power += (double) sample * sample;
    }
    return 10 * Math.log10(power / samples.length / (32_768.0 * 32_768.0));
  }

  int peak() {
    int peak = 0;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs((int) sample));
    }
    return peak;
  }

  /// How long it is quieter than -50 dB, before anything and after everything.
  int silentMillisAtEnds() {
    int first = 0;
    while (first < samples.length && Math.abs((int) samples[first]) < 104) {
      first++;
    }
    int last = samples.length;
    while (last > first && Math.abs((int) samples[last - 1]) < 104) {
      last--;
    }
    return Math.max(first, samples.length - last) * 1000 / rate;
  }

  double hertz() {
    int crossings = 0;
    for (int i = 1; i < samples.length; i++) {
      crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return (double) crossings * rate / samples.length;
  }
}
