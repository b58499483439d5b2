package io.voicepost.gateway.web;

import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.Transcoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Makes sound that looks like speech, and renditions of it.
final class VoiceSamples implements AutoCloseable {
  private static final int RATE = 16_000;

  private final Transcoder transcoder = new Transcoder(1);
  private final Path folder;

  VoiceSamples(Path folder) {
    this.folder = folder;
  }

  /// Syllables of a tone, with pauses; the same seed makes the same sound.
  Transcoding say(double seconds, long seed) throws Exception {
    var wav = wav(folder.resolve("voice-" + seed + ".wav"), seconds, seed);
    return transcoder.transcode(wav);
  }

  static Path wav(Path file, double seconds, long seed) throws IOException {
    int samples = (int) (seconds * RATE);
    var out = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
    out.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    out.putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(samples * 2);
    var random = new Random(seed);
    double level = 0;
    double pitch = 180;
    for (int i = 0, next = 0, length = 1; i < samples; i++) {
      if (i >= next) {
        length = RATE / 10 + random.nextInt(RATE / 4);
        next = i + length;
        level = random.nextInt(6) == 0 ? 0.01 : 0.2 + 0.8 * random.nextDouble();
        pitch = 120 + random.nextInt(160);
      }
      double within = (next - i) / (double) length;
      double envelope = level * Math.sin(Math.PI * within);
      double tone =
          Math.sin(2 * Math.PI * pitch * i / RATE) + 0.4 * Math.sin(5 * Math.PI * pitch * i / RATE);
      out.putShort((short) (envelope * tone * 14_000));
    }
    return Files.write(file, out.array());
  }

  @Override
  public void close() {
    transcoder.close();
  }
}
