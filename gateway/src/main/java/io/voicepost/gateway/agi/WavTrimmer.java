package io.voicepost.gateway.agi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Shortens a finished recording, as Asterisk does by itself when silence ends one in narrowband.
final class WavTrimmer {
  private static final int HEADER_BYTES = 44;
  private static final int RIFF_SIZE_AT = 4;
  private static final int DATA_SIZE_AT = 40;

  private WavTrimmer() {}

  /// Lets the header of a WAV as Asterisk writes it claim fewer samples of 16 bits; what follows
  /// them is then no part of the sound. Whatever a crash leaves of this is a WAV that can be
  /// played.
  static void cut(Path wav, long samples) throws IOException {
    int bytes = Math.toIntExact(2 * samples);
    try (var file = FileChannel.open(wav, StandardOpenOption.WRITE)) {
      write(file, DATA_SIZE_AT, bytes);
      write(file, RIFF_SIZE_AT, HEADER_BYTES - 8 + bytes);
    }
  }

  private static void write(FileChannel file, int at, int value) throws IOException {
    var size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).flip();
    while (size.hasRemaining()) {
      file.write(size, at + size.position());
    }
  }
}
