package io.voicepost.transcoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Renditions as a telephone hears them.
class RenditionToWavTest {
  private static Transcoder transcoder;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    transcoder = new Transcoder(2);
    transcoder.awaitReady();
  }

  @AfterAll
  static void close() {
    transcoder.close();
  }

  static Stream<Arguments> everyWayToHearIt() {
    return Stream.of(AudioFormat.values())
        .flatMap(format ->
            Stream.of(Tempo.values())
                .flatMap(tempo ->
                    Stream.of(8000, 16000).map(rate -> Arguments.of(format, tempo, rate))));
  }

  @ParameterizedTest
  @MethodSource("everyWayToHearIt")
  void aToneIsAsLongAsItsTempoSaysAndKeepsPitchAndLevel(
      AudioFormat format, Tempo tempo, int sampleRate) throws Exception {
    var rendition = rendition(format, 16000, Wav.tone(16000, 6, 440, -20));

    var heard = replayed(rendition, tempo, sampleRate);

    assertThat(heard.sampleRate()).isEqualTo(sampleRate);
    assertThat(heard.duration().toMillis()).isCloseTo(600_000L / tempo.percent(), within(60L));
    var samples = samples(heard);
    assertThat(Measure.dominantHertz(samples, sampleRate)).isEqualTo(440);
    assertThat(Measure.dbfs(samples)).isCloseTo(-20, within(1.0));
  }

  @Test
  void theTelephonesOwnRateIsHeardAsItWasSpoken() throws Exception {
    var source = Speech.write(folder.resolve("speech.wav"), 8000, 10);
    var spoken = Speech.decode(source, 8000);

    for (var rendition : transcoder.transcode(source).renditions()) {
      var heard = samples(replayed(save(rendition), Tempo.NORMAL, 8000));
      assertThat(heard.length).isCloseTo(spoken.length, within(800));
      assertThat(Measure.correlation(spoken, heard, 8000)).isGreaterThan(0.9);
    }
  }

  @ParameterizedTest
  @CsvSource({"FASTER", "FASTEST"})
  void fasterSpeechIsTheWholeSpeechJustAsLoud(Tempo tempo) throws Exception {
    var source = Speech.write(folder.resolve("speech.wav"), 8000, 20);
    var rendition = save(transcoder.transcode(source).renditions().getFirst());

    var heard = samples(replayed(rendition, tempo, 8000));

    var spoken = Speech.decode(source, 8000);
    double seconds = (double) heard.length / 8000;
    assertThat(seconds).isCloseTo(2000.0 / tempo.percent(), within(0.1));
    // Each fifth of it is the same fifth of what was said: nothing is left out or comes twice.
    for (int fifth = 0; fifth < 5; fifth++) {
      assertThat(Measure.dbfs(fifth(heard, fifth)))
          .isCloseTo(Measure.dbfs(fifth(spoken, fifth)), within(1.5));
    }
  }

  @Test
  void highSoundThatATelephoneCannotCarryDoesNotComeBackAsAnother() throws Exception {
    var rendition = rendition(AudioFormat.OPUS, 16000, Wav.tone(16000, 3, 6000, -20));

    var heard = samples(replayed(rendition, Tempo.NORMAL, 8000));

    assertThat(Measure.dbfs(heard)).isLessThan(-60);
  }

  @Test
  void whatIsNoRenditionIsUnplayableAndLeavesNoWav() throws Exception {
    var broken = Files.writeString(folder.resolve("broken.mp3"), "no sound at all");
    var wav = folder.resolve("heard.wav");

    assertThatThrownBy(() -> transcoder.replay(broken, wav, Tempo.NORMAL, 8000))
        .isInstanceOf(UnplayableAudioException.class);
    assertThat(wav).doesNotExist();
  }

  @Test
  void aTranscoderThatIsClosedReplaysNothing() throws Exception {
    var rendition = rendition(AudioFormat.MP3, 8000, Wav.tone(8000, 1, 440, -20));
    var closed = new Transcoder(1);
    closed.close();

    assertThatThrownBy(
            () -> closed.replay(rendition, folder.resolve("none.wav"), Tempo.NORMAL, 8000))
        .isInstanceOf(IOException.class);
  }

  private WavAudio replayed(Path rendition, Tempo tempo, int sampleRate) throws Exception {
    var wav = folder.resolve("heard-" + tempo + "-" + sampleRate + ".wav");
    Files.deleteIfExists(wav);
    transcoder.replay(rendition, wav, tempo, sampleRate);
    return WavAudio.read(wav);
  }

  private Path rendition(AudioFormat format, int sampleRate, short[] samples) throws Exception {
    var wav = Wav.write(folder.resolve("source.wav"), sampleRate, samples);
    var made = transcoder.transcode(wav);
    assertThat(made.duration()).isGreaterThan(Duration.ZERO);
    return save(
        made.renditions().stream().filter(it -> it.format() == format).findFirst().orElseThrow());
  }

  private Path save(Rendition rendition) throws IOException {
    var content = new byte[rendition.content().remaining()];
    rendition.content().duplicate().get(content);
    return Files.write(folder.resolve("made." + rendition.format().extension()), content);
  }

  private static short[] samples(WavAudio audio) {
    var samples = new short[audio.samples().remaining()];
    audio.samples().get(samples);
    return samples;
  }

  private static short[] fifth(short[] samples, int index) {
    int length = samples.length / 5;
    return Arrays.copyOfRange(samples, index * length, (index + 1) * length);
  }
}
