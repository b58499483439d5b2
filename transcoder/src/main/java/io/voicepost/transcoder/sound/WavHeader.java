package io.voicepost.transcoder.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Where the sound lies in a WAV file, and its rate: the result of checking the header.
///
/// Follows Microsoft's "Multimedia Programming Interface and Data Specifications 1.0": a RIFF chunk
/// of form WAVE, in it one `fmt ` chunk and, later, the `data` chunk. Chunks before `data` that we
/// do not know are skipped, what follows `data` is not looked at.
record WavHeader(int sampleRate, long soundStart, int soundBytes) {
  static final Set<Integer> SAMPLE_RATES = Set.of(8000, 16000, 24000, 48000);

  private static final int PCM = 1;
  private static final int CHUNK_HEAD = 8;
  private static final int RIFF_HEAD = 12;

  /// A recorder writes two chunks and editors a handful; more is an attempt to keep us busy.
  private static final int MOST_CHUNKS = 64;

  static WavHeader read(FileChannel channel) throws UnplayableAudioException, IOException {
    long fileBytes = channel.size();
    checkRiff(channel, fileBytes);
    int sampleRate = 0;
    long position = RIFF_HEAD;
    for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
      if (position + CHUNK_HEAD > fileBytes) {
        throw new UnplayableAudioException("the file ends before its sound begins");
      }
      ByteBuffer head = bytes(channel, position, CHUNK_HEAD);
      String id = ascii(head);
      long size = Integer.toUnsignedLong(head.getInt());
      position += CHUNK_HEAD;
      if (id.equals("data")) {
        return data(sampleRate, position, size, fileBytes);
      }
      if (size > fileBytes - position) {
        throw new UnplayableAudioException(
            String.format(
                Locale.ROOT,
                "its chunk '%s' claims %,d bytes, the file has %,d left",
                printable(id),
                size,
                fileBytes - position));
      }
      if (id.equals("fmt ")) {
        if (sampleRate != 0) {
          throw new UnplayableAudioException("the header describes its format twice");
        }
        sampleRate = format(channel, position, size);
      }
      position += size + (size & 1); // RIFF chunks start at even offsets
    }
    throw new UnplayableAudioException("the header has more than " + MOST_CHUNKS + " chunks");
  }

  private static void checkRiff(FileChannel channel, long fileBytes)
      throws UnplayableAudioException, IOException {
    if (fileBytes == 0) {
      throw new UnplayableAudioException("the file is empty");
    }
    if (fileBytes < RIFF_HEAD) {
      throw new UnplayableAudioException(
          String.format(Locale.ROOT, "the file has only %,d bytes", fileBytes));
    }
    ByteBuffer riff = bytes(channel, 0, RIFF_HEAD);
    String id = ascii(riff);
    long size = Integer.toUnsignedLong(riff.getInt());
    if (!id.equals("RIFF") || !ascii(riff).equals("WAVE")) {
      throw new UnplayableAudioException("it is not a WAV file");
    }
    if (size > fileBytes - CHUNK_HEAD) {
      throw new UnplayableAudioException(
          String.format(
              Locale.ROOT,
              "the header claims a file of %,d bytes, it has %,d",
              size + CHUNK_HEAD,
              fileBytes));
    }
  }

  private static int format(FileChannel channel, long position, long size)
      throws UnplayableAudioException, IOException {
    if (size != 16 && size != 18) { // PCM alone, or with the empty extension some writers add
      throw new UnplayableAudioException(
          String.format(Locale.ROOT, "its format description has %,d bytes", size));
    }
    ByteBuffer format = bytes(channel, position, 16);
    int tag = Short.toUnsignedInt(format.getShort());
    int channels = Short.toUnsignedInt(format.getShort());
    int sampleRate = format.getInt();
    long byteRate = Integer.toUnsignedLong(format.getInt());
    int blockAlign = Short.toUnsignedInt(format.getShort());
    int bits = Short.toUnsignedInt(format.getShort());
    if (tag != PCM) {
      throw new UnplayableAudioException("its sound is not plain PCM but format " + tag);
    }
    if (channels != 1) {
      throw new UnplayableAudioException("it has " + channels + " channels instead of 1");
    }
    if (bits != Short.SIZE) {
      throw new UnplayableAudioException("its samples have " + bits + " bits instead of 16");
    }
    if (!SAMPLE_RATES.contains(sampleRate)) {
      throw new UnplayableAudioException(
          "its sample rate is " + Integer.toUnsignedString(sampleRate) + " Hz");
    }
    if (blockAlign != Short.BYTES || byteRate != (long) sampleRate * Short.BYTES) {
      throw new UnplayableAudioException(
          String.format(
              Locale.ROOT,
              "the header contradicts itself: %d Hz, 16 bits, yet %,d bytes a second in blocks of"
                  + " %,d",
              sampleRate,
              byteRate,
              blockAlign));
    }
    return sampleRate;
  }

  private static WavHeader data(int sampleRate, long start, long claimed, long fileBytes)
      throws UnplayableAudioException {
    long present = fileBytes - start;
    if (sampleRate == 0) {
      throw new UnplayableAudioException("the header does not describe its format");
    }
    if (claimed > present) {
      throw new UnplayableAudioException(
          String.format(
              Locale.ROOT,
              "the header claims %,d bytes of sound, the file has %,d",
              claimed,
              present));
    }
    if (claimed % Short.BYTES != 0) {
      throw new UnplayableAudioException(
          String.format(
              Locale.ROOT,
              "the header claims %,d bytes of sound, half a sample too many",
              claimed));
    }
    // Asterisk fills in the sizes when it closes the file. If it was killed before, they are 0, and
    // the last sample may be half written.
    long bytes = claimed == 0 ? present - present % Short.BYTES : claimed;
    if (bytes == 0) {
      throw new UnplayableAudioException("the file has a header and no sound");
    }
    if (bytes / Short.BYTES > WavAudio.LONGEST.toSeconds() * sampleRate) {
      throw new UnplayableAudioException(
          String.format(
              Locale.ROOT,
              "its sound lasts %,d s, more than the %,d s that we accept",
              bytes / Short.BYTES / sampleRate,
              WavAudio.LONGEST.toSeconds()));
    }
    return new WavHeader(sampleRate, start, Math.toIntExact(bytes));
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    WavAudio.readFully(channel, bytes, position);
    return bytes.flip();
  }

  private static String ascii(ByteBuffer from) {
    byte[] id = new byte[4];
    from.get(id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /// The reason goes into a log line, where foreign bytes must not start a new one.
  private static String printable(String id) {
    return id.replaceAll("[^ -~]", "?");
  }
}
