package io.voicepost.gateway.agi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/// The tone of the key that ended a recording (`#` of ITU-T Q.23), from phones that send their keys
/// as sound. Asterisk silences a key's tone from when it has recognised it; what came before that
/// is in the recording.
final class TrailingDtmf {
  private static final int HEADER_BYTES = 44;
  private static final int LOW = 941;
  private static final int HIGH = 1477;

  /// Both tones together are nearly all there is, and each is a good part of it.
  private static final double BOTH = 0.8;

  private static final double EACH = 0.15;

  /// Of 10 ms each, one after the other.
  private static final int BLOCKS = 2;

  /// As loud as that a key is, on average.
  private static final int LOUD = 256;

  private TrailingDtmf() {}

  /// Where it begins, in samples; empty if there is none.
  ///
  /// @param from where to look, up to `until`
  static OptionalLong onset(Path wav, int rate, long from, long until) throws IOException {
    int block = rate / 100;
    int found = 0;
    var samples = samples(wav, Math.max(0, from), until);
    for (int at = 0; at + block <= samples.length; at += block / 2) {
      found = isTone(samples, at, block, rate) ? found + 1 : 0;
      // Blocks overlap by half: so many steps are so many whole blocks.
      if (found == 2 * BLOCKS - 1) {
        return OptionalLong.of(Math.max(0, from) + at - (BLOCKS - 1L) * block - block / 2);
      }
    }
    return OptionalLong.empty();
  }

  private static short[] samples(Path wav, long from, long until) throws IOException {
    try (var file = FileChannel.open(wav, StandardOpenOption.READ)) {
      int bytes = (int) Math.max(0, 2 * (until - from));
      var sound = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int read = 0;
      while (sound.hasRemaining() && read >= 0) {
        read = file.read(sound, HEADER_BYTES + 2 * from + sound.position());
      }
      var samples = new short[sound.flip().remaining() / 2];
      sound.asShortBuffer().get(samples);
      return samples;
    }
  }

  private static boolean isTone(short[] samples, int from, int length, int rate) {
    double power = 0;
    double level = 0;
    for (int i = from; i < from + length; i++) {
      power += (double) samples[i] * samples[i];
      level += Math.abs(samples[i]);
    }
    double low = share(samples, from, length, LOW, rate) / power;
    double high = share(samples, from, length, HIGH, rate) / power;
    return level / length > LOUD && low > EACH && high > EACH && low + high > BOTH;
  }

  /// The power at a frequency (Goertzel's filter).
  private static double share(short[] samples, int from, int length, int hertz, int rate) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / rate);
    double before = 0;
    double beforeThat = 0;
    for (int i = from; i < from + length; i++) {
      double next = samples[i] + coefficient * before - beforeThat;
      beforeThat = before;
      before = next;
    }
    double tone = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
    return 2 * tone / length;
  }
}
