package io.voicepost.gateway.speech;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// WAV as Asterisk writes and plays it: one channel of 16-bit PCM (RIFF, 1991).
final class Pcm {
  private static final int HEADER = 44;
  private static final short LINEAR = 1;

  private final int rate;
  private final short[] samples;

  /// @param samples not changed any more
  Pcm(int rate, short[] samples) {
    this.rate = rate;
    this.samples = samples;
  }

  int rate() {
    return rate;
  }

  short[] samples() {
    return samples.clone();
  }

  /// Takes the length of the sound from the file, as a header can be left unfinished.
  static Pcm of(byte[] file) throws UnusableRecordingException {
    var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < HEADER || !isAt(bytes, 0, "RIFF") || !isAt(bytes, 8, "WAVE")) {
      throw new UnusableRecordingException("this is no WAV file");
    }
    if (!isAt(bytes, 12, "fmt ") || bytes.getShort(20) != LINEAR || bytes.getShort(34) != 16) {
      throw new UnusableRecordingException("the recording is not 16-bit PCM");
    }
    if (bytes.getShort(22) != 1) {
      throw new UnusableRecordingException("the recording has more than one channel");
    }
    int data = 20 + Math.clamp(bytes.getInt(16), 16, file.length);
    while (data + 8 <= file.length && !isAt(bytes, data, "data")) {
      data += 8 + Math.clamp(bytes.getInt(data + 4), 0, file.length);
    }
    if (data + 8 > file.length) {
      throw new UnusableRecordingException("there is no sound in the file");
    }
    int stated = bytes.getInt(data + 4);
    int there = file.length - data - 8;
    var samples = new short[(stated > 0 ? Math.min(stated, there) : there) / Short.BYTES];
    bytes.position(data + 8);
    bytes.asShortBuffer().get(samples);
    return new Pcm(bytes.getInt(24), samples);
  }

  private static boolean isAt(ByteBuffer bytes, int position, String name) {
    var there = new byte[4];
    bytes.get(position, there);
    return new String(there, US_ASCII).equals(name);
  }

  byte[] file() {
    int length = samples.length * Short.BYTES;
    var bytes = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(US_ASCII)).putInt(HEADER - 8 + length);
    bytes.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16).putShort(LINEAR).putShort((short) 1);
    bytes.putInt(rate).putInt(rate * Short.BYTES).putShort((short) Short.BYTES);
    bytes.putShort((short) 16).put("data".getBytes(US_ASCII)).putInt(length);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }
}
