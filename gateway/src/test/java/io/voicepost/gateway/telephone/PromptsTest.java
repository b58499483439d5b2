package io.voicepost.gateway.telephone;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.speech.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What callers hear: every text has its sound, in both rates, and all are equally loud.
final class PromptsTest {
  private static final Path TABLES = RealAsterisk.configuration().resolve("prompts");
  private static final double LOUDNESS_SPREAD = 3;

  @TempDir private static Path folder;

  @BeforeAll
  static void build() throws IOException {
    Speech.run(TABLES.resolve("build").toString(), folder.toString());
  }

  static List<String> keys() throws IOException {
    var table = new Properties();
    try (var text = Files.newBufferedReader(TABLES.resolve("en.properties"))) {
      table.load(text);
    }
    return table.stringPropertyNames().stream().sorted().toList();
  }

  @Test
  void everyPromptOfTheConversationAndTheDialplanHasItsText() throws IOException {
    assertThat(keys())
        .containsAll(Stream.of(Prompt.values()).map(Prompt::key).toList())
        .containsAll(List.of("saved", "not-saved", "too-short", "fallback-welcome"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyTextHasItsSoundInBothRates(String key) throws IOException {
    for (var kind : List.of("wav", "wav16")) {
      var sound = Hearing.samples(sound(key, kind));
      assertThat(Hearing.duration(sound).toMillis()).isBetween(400L, 8000L);
      assertThat(Hearing.loudnessAbove(100, sound(key, kind))).isGreaterThan(-35);
    }
    assertThat(rate(sound(key, "wav"))).isEqualTo(8000);
    assertThat(rate(sound(key, "wav16"))).isEqualTo(16_000);
  }

  @Test
  void allAreEquallyLoud() throws IOException {
    var loudness = new ArrayList<Double>();
    for (var key : keys()) {
      loudness.add(Hearing.loudnessAbove(100, sound(key, "wav")));
    }
    double loudest = loudness.stream().mapToDouble(it -> it).max().orElseThrow();
    double quietest = loudness.stream().mapToDouble(it -> it).min().orElseThrow();
    assertThat(loudest - quietest).as(loudness.toString()).isLessThan(LOUDNESS_SPREAD);
  }

  @Test
  void beepIsATone() throws IOException {
    assertThat(Hearing.dominantHertz(Hearing.samples(sound("beep", "wav")))).isEqualTo(1000);
    assertThat(folder.resolve("en/beep.wav")).exists();
    assertThat(folder.resolve("en/beep.wav16")).exists();
  }

  @Test
  void promptsAreMadeAgainOnlyWhenTheTableIsNewer() throws IOException {
    var saved = sound("saved", "wav");
    var made = FileTime.from(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(saved, made);
    Speech.run(TABLES.resolve("build").toString(), folder.toString());
    assertThat(Files.getLastModifiedTime(saved)).isEqualTo(made);

    Files.setLastModifiedTime(folder.resolve("en/.done"), FileTime.fromMillis(0));
    Speech.run(TABLES.resolve("build").toString(), folder.toString());
    assertThat(Files.getLastModifiedTime(saved)).isGreaterThan(made);
  }

  private static Path sound(String key, String kind) {
    return folder.resolve("en/voicepost").resolve(key + "." + kind);
  }

  private static int rate(Path sound) throws IOException {
    byte[] header = Files.readAllBytes(sound);
    return (header[24] & 0xff) | (header[25] & 0xff) << 8;
  }
}
