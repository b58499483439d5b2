package io.voicepost.transcoder.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.transcoder.Measure;
import io.voicepost.transcoder.Speech;
import io.voicepost.transcoder.Wav;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"8000, -15", "8000, -25", "8000, -35", "8000, -42", "16000, -25", "16000, -42"})
  void speechIsSoundHoweverQuiet(int sampleRate, int dbfs) throws Exception {
    assertThat(sound(sampleRate, speech(sampleRate, 5, dbfs))).isBetween(seconds(3.2), seconds(5));
  }

  @ParameterizedTest
  @CsvSource({"-25, -60", "-25, -50", "-35, -60", "-35, -55"})
  void speechIsHeardAboveTheNoiseOfTheLine(int dbfs, int noiseDbfs) throws Exception {
    short[] noisy = mixed(noise(8000, 15, noiseDbfs), speech(8000, 5, dbfs));

    assertThat(sound(8000, noisy)).isBetween(seconds(3), seconds(5.3));
  }

  @Test
  void aWordIsLessThanASecondOfSoundAndASentenceIsNot() throws Exception {
    short[] speech = speech(8000, 10, -25);

    assertThat(sound(8000, mixed(noise(8000, 3, -65), part(speech, 0, 0.5))))
        .isBetween(seconds(0.2), seconds(0.6));
    assertThat(sound(8000, mixed(noise(8000, 3, -65), part(speech, 0, 1.8))))
        .isGreaterThan(seconds(1));
  }

  @Test
  void digitalSilenceIsNoSound() throws Exception {
    assertThat(sound(8000, new short[8000 * 10])).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-75, -65, -55, -48})
  void noiseOfTheLineIsNoSound(int dbfs) throws Exception {
    assertThat(sound(8000, noise(8000, 10, dbfs))).isZero();
  }

  @Test
  void comfortNoiseBetweenGapsOfTheNetworkIsNoSound() throws Exception {
    short[] noise = noise(8000, 10, -50);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = i / 2000 % 2 == 0 ? 0 : noise[i];
    }

    assertThat(sound(8000, noise)).isZero();
  }

  @Test
  void clicksAreNoSoundEvenMany() throws Exception {
    short[] line = noise(8000, 10, -65);
    for (int i = 4000; i < line.length; i += 4000) {
      for (int j = 0; j < 40; j++) { // 5 ms
        line[i + j] = (short) (j % 2 == 0 ? 30000 : -30000);
      }
    }

    assertThat(sound(8000, line)).isZero();
  }

  @Test
  void aHeldNoteIsSoundThroughoutThoughItHasNoPause() throws Exception {
    assertThat(sound(8000, Wav.tone(8000, 5, 440, -30))).isEqualTo(seconds(5));
  }

  @Test
  void aConstantOffsetIsNoSound() throws Exception {
    assertThat(sound(8000, Wav.sound(8000, 5, _ -> 0.3))).isZero();
  }

  @Test
  void soundIsExactToTheFrame() throws Exception {
    short[] line = noise(8000, 10, -70);
    short[] note = Wav.tone(8000, 2, 440, -20);
    System.arraycopy(note, 0, line, 8000 * 3, note.length);

    assertThat(sound(8000, line)).isBetween(seconds(1.96), seconds(2.04));
  }

  @Test
  void theWaveformShowsWhereTheVoiceIsAndThatItIsQuiet() throws Exception {
    short[] line = noise(8000, 8, -70);
    short[] loud = Wav.tone(8000, 2, 440, -20);
    short[] quiet = Wav.tone(8000, 2, 440, -40);
    System.arraycopy(loud, 0, line, 8000, loud.length);
    System.arraycopy(quiet, 0, line, 8000 * 5, quiet.length);

    List<Integer> peaks = WaveformPeaks.peaks(line, 8000);

    assertThat(peaks).hasSize(200);
    assertThat(peaks.subList(26, 74)).allMatch(peak -> peak >= 99);
    assertThat(peaks.subList(126, 174)).allMatch(peak -> peak >= 20 && peak <= 30);
    assertThat(peaks.subList(80, 120)).allMatch(peak -> peak <= 4);
  }

  private Duration sound(int sampleRate, short[] samples)
      throws IOException, UnplayableAudioException {
    return WavAudio.read(Wav.write(folder.resolve("test.wav"), sampleRate, samples)).sound();
  }

  private short[] speech(int sampleRate, double seconds, double dbfs) throws IOException {
    Path file = Speech.write(folder.resolve("speech.wav"), sampleRate, seconds);
    short[] samples = Speech.decode(file, sampleRate);
    double gain = Math.pow(10, (dbfs - Measure.dbfs(samples)) / 20);
    return Wav.sound(sampleRate, seconds, i -> samples[i] * gain / 32767);
  }

  private static short[] noise(int sampleRate, double seconds, double dbfs) {
    Random random = new Random(42);
    double rms = Math.pow(10, dbfs / 20);
    return Wav.sound(sampleRate, seconds, _ -> random.nextGaussian() * rms);
  }

  /// The first sound with the second laid over it, from its second second on.
  private static short[] mixed(short[] line, short[] voice) {
    short[] mixed = line.clone();
    for (int i = 0; i < voice.length; i++) {
      mixed[i + 8000] = (short) Math.clamp((long) mixed[i + 8000] + voice[i], -32768, 32767);
    }
    return mixed;
  }

  private static short[] part(short[] samples, double from, double to) {
    return Arrays.copyOfRange(samples, (int) (from * 8000), (int) (to * 8000));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
