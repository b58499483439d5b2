package io.voicepost.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordedPromptsTest {
  private static final PromptLanguage MANDARIN = new PromptLanguage("zh");
  private static final SoundFile WELCOME = Prompt.WELCOME.sound();

  @TempDir private Path folder;
  private RecordedPrompts recorded;

  @BeforeEach
  void open() {
    recorded = new RecordedPrompts(folder.resolve("prompts"));
  }

  @ParameterizedTest
  @CsvSource({"8000, 0.01", "8000, 0.9", "16000, 0.01", "16000, 0.3"})
  void aRecordingIsPlayedInBothRatesAsTightAndLoudAsTheOthers(int rate, double loud)
      throws Exception {
    recorded.install(PromptLanguage.ENGLISH, WELCOME, tone(rate, 440, loud));

    for (var kind : new String[] {"wav", "wav16"}) {
      var wav = Wav.read(folder.resolve("prompts/en/welcome." + kind));
      assertThat(wav.rate()).isEqualTo(kind.equals("wav") ? 8000 : 16_000);
      assertThat(wav.millis()).isBetween(990, 1150);
      assertThat(wav.silentMillisAtEnds()).isLessThan(150);
      assertThat(wav.loudness()).isCloseTo(-20, within(0.5));
      assertThat(wav.hertz()).isCloseTo(440, within(15.0));
    }
    try (var files = Files.list(folder.resolve("prompts/en"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void whatNarrowbandCannotCarryIsNotFoldedIntoIt() throws Exception {
    var mixed = both(tone(16_000, 500, 0.1), tone(16_000, 6000, 0.1));
    recorded.install(PromptLanguage.ENGLISH, WELCOME, mixed);

    var narrow = Wav.read(folder.resolve("prompts/en/welcome.wav"));
    assertThat(narrow.hertz()).isCloseTo(500, within(5.0));
    assertThat(narrow.loudness()).isCloseTo(-23, within(0.5));
  }

  @Test
  void theBuiltPromptComesBack() throws Exception {
    assertThat(recorded.restore(MANDARIN, WELCOME)).isFalse();
    recorded.install(MANDARIN, WELCOME, tone(8000, 440, 0.5));
    assertThat(recorded.isReplaced(MANDARIN, WELCOME)).isTrue();
    assertThat(recorded.isReplaced(PromptLanguage.ENGLISH, WELCOME)).isFalse();

    assertThat(recorded.restore(MANDARIN, WELCOME)).isTrue();

    assertThat(recorded.isReplaced(MANDARIN, WELCOME)).isFalse();
  }

  @Test
  void whatIsNoPromptReplacesNothing() throws Exception {
    recorded.install(PromptLanguage.ENGLISH, WELCOME, tone(8000, 440, 0.5));
    var before = Files.readAllBytes(folder.resolve("prompts/en/welcome.wav"));

    assertUnusable(Files.write(folder.resolve("text"), new byte[100]), "no WAV");
    assertUnusable(Files.write(folder.resolve("empty"), new byte[0]), "no WAV");
    assertUnusable(wav(8000, new short[16_000]), "nothing to hear");
    assertUnusable(wav(8000, new short[0]), "nothing to hear");
    assertUnusable(tone(44_100, 440, 0.5), "kHz");
    assertUnusable(wav(8000, new short[8000 * 130]), "too long");
    var stereo = Files.readAllBytes(tone(8000, 440, 0.5));
    stereo[22] = 2;
    assertUnusable(Files.write(folder.resolve("stereo"), stereo), "channel");
    var broken = Arrays.copyOf(Files.readAllBytes(tone(8000, 440, 0.5)), 60);
    broken[36] = 'x';
    broken[43] = (byte) 0xff;
    assertUnusable(Files.write(folder.resolve("broken"), broken), "no sound");

    assertThat(folder.resolve("prompts/en/welcome.wav")).hasBinaryContent(before);
  }

  @Test
  void anUnfinishedHeaderIsNoObstacle() throws Exception {
    var unfinished = Files.readAllBytes(tone(8000, 440, 0.5));
    Arrays.fill(unfinished, 40, 44, (byte) 0);
    recorded.install(
        PromptLanguage.ENGLISH, WELCOME, Files.write(folder.resolve("unfinished.wav"), unfinished));

    assertThat(Wav.read(folder.resolve("prompts/en/welcome.wav")).millis()).isGreaterThan(990);
  }

  private void assertUnusable(Path recording, String reason) {
    assertThatThrownBy(() -> recorded.install(PromptLanguage.ENGLISH, WELCOME, recording))
        .isInstanceOf(UnusableRecordingException.class)
        .hasMessageContaining(reason);
  }

  /// A second of it, with a second of near silence before and after.
  private Path tone(int rate, int hertz, double loud) throws IOException {
    var samples = new short[3 * rate];
    for (int i = 0; i < samples.length; i++) {
      double amplitude = i >= rate && i < 2 * rate ? loud : 0.0002;
      samples[i] = (short) (32_767 * amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return wav(rate, samples);
  }

  private Path both(Path one, Path other) throws Exception {
    short[] sum = Pcm.of(Files.readAllBytes(one)).samples();
    short[] added = Pcm.of(Files.readAllBytes(other)).samples();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
    return wav(16_000, sum);
  }

  private Path wav(int rate, short[] samples) throws IOException {
    var file = Files.createTempFile(folder, "recording", ".wav");
    Wav.write(file, rate, samples);
    return file;
  }
}
