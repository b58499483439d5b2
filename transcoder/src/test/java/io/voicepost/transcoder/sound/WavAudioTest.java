package io.voicepost.transcoder.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.transcoder.Wav;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavAudioTest {
  private static final short[] SAMPLES = {0, 1, -1, 32767, -32768, 258};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 24000, 48000})
  void everyTelephoneRateIsRead(int sampleRate) throws Exception {
    WavAudio audio = read(Wav.of(sampleRate, SAMPLES));

    assertThat(audio.sampleRate()).isEqualTo(sampleRate);
    assertThat(samples(audio)).isEqualTo(SAMPLES);
    assertThat(audio.duration()).isEqualTo(Duration.ofNanos(6_000_000_000L / sampleRate));
  }

  @Test
  void longSoundIsReadToItsLastSample() throws Exception {
    short[] ramp = Wav.sound(48000, 60, i -> (i % 60000 - 30000) / 32767.0);

    assertThat(samples(read(Wav.of(48000, ramp)))).isEqualTo(ramp);
  }

  @Test
  void theSoundOfAKilledWriterIsAllThatFollowsTheHeader() throws Exception {
    byte[] killed = with(with(Wav.of(8000, SAMPLES), 4, 0), 40, 0);
    byte[] halfASample = Arrays.copyOf(killed, killed.length - 1);

    assertThat(samples(read(killed))).isEqualTo(SAMPLES);
    assertThat(samples(read(halfASample))).isEqualTo(Arrays.copyOf(SAMPLES, 5));
  }

  @Test
  void chunksBesideTheSoundAreSkipped() throws Exception {
    byte[] wav = Wav.of(8000, SAMPLES);
    byte[] list = Wav.chunk("LIST", new byte[] {1, 2, 3}); // odd: a byte of padding follows
    byte[] before = Wav.join(Wav.part(wav, 0, 36), list, Wav.part(wav, 36, wav.length), list);

    assertThat(samples(read(with(before, 4, before.length - 8)))).isEqualTo(SAMPLES);
  }

  @Test
  void theSamplesCannotBeChanged() throws Exception {
    WavAudio audio = read(Wav.of(8000, SAMPLES));

    assertThatThrownBy(() -> audio.samples().put(0, (short) 7))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  static Stream<Arguments> brokenFiles() {
    byte[] wav = Wav.of(8000, new short[160]);
    byte[] format = Wav.part(wav, 12, 36);
    byte[] data = Wav.part(wav, 36, wav.length);
    return Stream.of(
        Arguments.of("the file is empty", new byte[0]),
        Arguments.of("only 3 bytes", new byte[3]),
        Arguments.of("not a WAV file", Wav.ascii("<html>It works!</html>, or so it seems")),
        Arguments.of("not a WAV file", with(wav, 0, Wav.ascii("RIFX"))),
        Arguments.of("not a WAV file", with(wav, 8, Wav.ascii("AVI "))),
        Arguments.of("ends before its sound begins", Arrays.copyOf(with(wav, 4, 0), 12)),
        Arguments.of("claims 16 bytes, the file has 2 left", Arrays.copyOf(with(wav, 4, 0), 22)),
        Arguments.of("ends before its sound begins", Arrays.copyOf(with(wav, 4, 0), 36)),
        Arguments.of("ends before its sound begins", Arrays.copyOf(with(wav, 4, 0), 40)),
        Arguments.of("a header and no sound", Arrays.copyOf(with(with(wav, 4, 0), 40, 0), 44)),
        Arguments.of("a header and no sound", Arrays.copyOf(with(with(wav, 4, 0), 40, 0), 45)),
        Arguments.of("claims 1,000,000 bytes of sound, the file has 320", with(wav, 40, 1_000_000)),
        Arguments.of("claims 4,294,967,295 bytes of sound", with(wav, 40, -1)),
        Arguments.of("claims 2,147,483,648 bytes of sound", with(wav, 40, Integer.MIN_VALUE)),
        Arguments.of("claims 319 bytes of sound", with(wav, 40, 319)),
        Arguments.of("claims a file of 1,000,008 bytes, it has 364", with(wav, 4, 1_000_000)),
        Arguments.of("claims a file of 4,294,967,303 bytes", with(wav, 4, -1)),
        Arguments.of("claims a file of 364 bytes, it has 363", Arrays.copyOf(wav, 363)),
        Arguments.of("has 2 channels", with(wav, 22, (short) 2)),
        Arguments.of("has 0 channels", with(wav, 22, (short) 0)),
        Arguments.of("has 65535 channels", with(wav, 22, (short) -1)),
        Arguments.of("not plain PCM but format 7", with(wav, 20, (short) 7)),
        Arguments.of("not plain PCM but format 65534", with(wav, 20, (short) -2)),
        Arguments.of("sample rate is 0 Hz", with(wav, 24, 0)),
        Arguments.of("sample rate is 4294967295 Hz", with(wav, 24, -1)),
        Arguments.of("sample rate is 44100 Hz", with(wav, 24, 44100)),
        Arguments.of("contradicts itself", with(wav, 24, 16000)),
        Arguments.of("contradicts itself", with(wav, 28, 8000)),
        Arguments.of("contradicts itself", with(wav, 32, (short) 4)),
        Arguments.of("have 8 bits", with(wav, 34, (short) 8)),
        Arguments.of("format description has 14 bytes", with(wav, 16, 14)),
        Arguments.of("claims 4,294,967,295 bytes, the file has 344 left", with(wav, 16, -1)),
        Arguments.of("describes its format twice", riff(format, format, data)),
        Arguments.of("does not describe its format", riff(data, format)),
        Arguments.of("more than 64 chunks", riff(Wav.chunk("junk", new byte[2]), 65)),
        Arguments.of(
            "'a?b?' claims 4,294,967,295", riff(with(Wav.chunk("a\nb\r", new byte[8]), 4, -1))));
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void aBrokenFileIsUnplayableForAReasonOneCanRead(String reason, byte[] file) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnplayableAudioException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aRecordingLongerThanHalfAnHourIsRefusedUnread() throws Exception {
    Path file = Files.write(folder.resolve("huge.wav"), Wav.of(8000, SAMPLES));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(40);
      sparse.writeInt(0);
      sparse.setLength(5_000_000_000L);
    }

    assertThatThrownBy(() -> WavAudio.read(file))
        .isInstanceOf(UnplayableAudioException.class)
        .hasMessageContaining("more than the 1,800 s that we accept");
  }

  @Test
  void whatIsNoFileIsUnplayableAndWhatIsMissingMayYetCome() {
    assertThatThrownBy(() -> WavAudio.read(folder)).isInstanceOf(UnplayableAudioException.class);
    assertThatThrownBy(() -> WavAudio.read(folder.resolve("none.wav")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noHeaderEverEndsInAnythingButSoundOrAReason(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] wav = Wav.of(8000, new short[160]);
    byte[] longer =
        riff(Wav.chunk("LIST", new byte[9]), Wav.part(wav, 12, 36), Wav.part(wav, 36, wav.length));
    Path file = folder.resolve("fuzz.wav");
    int playable = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] mutated = mutate((random.nextBoolean() ? wav : longer).clone(), random);
      Files.write(file, mutated);
      try {
        WavAudio audio = WavAudio.read(file);
        assertThat(audio.samples().remaining() * 2).isBetween(2, mutated.length);
        assertThat(WavHeader.SAMPLE_RATES).contains(audio.sampleRate());
        assertThat(audio.sound()).isLessThanOrEqualTo(audio.duration());
        assertThat(audio.peaks()).hasSizeBetween(1, 200).allMatch(p -> p >= 0 && p <= 100);
        playable++;
      } catch (UnplayableAudioException e) {
        assertThat(e).hasMessageMatching("[ -~]+"); // one line of text
      }
    }
    assertThat(playable).isBetween(100, 1900); // both ends were reached
  }

  private static byte[] mutate(byte[] file, Random random) {
    int[] telling = {0, 1, 2, 7, 16, 18, 0x7f, 0x80, 0xfe, 0xff};
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(random.nextInt(8) == 0 ? file.length : 72);
      file[at] = (byte) (random.nextBoolean() ? random.nextInt() : telling[random.nextInt(10)]);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length + 9)) : file;
  }

  private WavAudio read(byte[] file) throws UnplayableAudioException, IOException {
    return WavAudio.read(Files.write(folder.resolve("test.wav"), file));
  }

  private static short[] samples(WavAudio audio) {
    short[] samples = new short[audio.samples().remaining()];
    audio.samples().get(samples);
    return samples;
  }

  private static byte[] riff(byte[]... chunks) {
    byte[] body = Wav.join(chunks);
    return Wav.chunk("RIFF", Wav.join(Wav.ascii("WAVE"), body));
  }

  private static byte[] riff(byte[] chunk, int times) {
    byte[][] chunks = new byte[times][];
    Arrays.fill(chunks, chunk);
    return riff(chunks);
  }

  private static byte[] with(byte[] file, int offset, int value) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    return changed;
  }

  private static byte[] with(byte[] file, int offset, short value) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(offset, value);
    return changed;
  }

  private static byte[] with(byte[] file, int offset, byte[] value) {
    byte[] changed = file.clone();
    System.arraycopy(value, 0, changed, offset, value.length);
    return changed;
  }
}
