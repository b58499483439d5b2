package io.voicepost.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What callers hear: every prompt and every piece has its text and its sound, in all languages and
/// both rates, and all are equally loud.
final class PromptsTest {
  private static final Path TABLES = PromptTexts.tables();
  private static final List<String> KINDS = List.of("wav", "wav16");

  private static final String VOICE = "voice.name = en-us\nvoice.speed = 170\n";

  private static Path sounds;

  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException {
    sounds = RealAsterisk.builtSounds();
  }

  static Stream<PromptLanguage> languages() {
    return PromptLanguage.all().stream();
  }

  static Stream<Arguments> languagesInBothRates() {
    return languages()
        .flatMap(it -> Stream.of(Arguments.of(it, "wav", 8000), Arguments.of(it, "wav16", 16_000)));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whatTheDialplanSaysIsThere(PromptLanguage language) throws IOException {
    assertThat(vocabulary(language))
        .contains("saved", "not-saved", "too-short", "fallback-welcome");
  }

  /// A word of little but sibilants is quieter in narrowband.
  @ParameterizedTest
  @MethodSource("languagesInBothRates")
  void everySoundIsFitForATelephone(PromptLanguage language, String kind, int rate)
      throws IOException {
    var problems = new ArrayList<String>();
    for (var key : vocabulary(language)) {
      var sound = sound(language, key, kind);
      if (Files.notExists(sound)) {
        problems.add(key + " is missing");
        continue;
      }
      var wav = Wav.read(sound);
      if (wav.rate() != rate
          || wav.millis() < 200
          || wav.millis() > 11_000
          || wav.peak() > 32_000
          || wav.silentMillisAtEnds() > 150
          || Math.abs(wav.loudness() + 20.8) > 1.6) {
        problems.add(
            "%s: %d Hz, %d ms, peak %d, %d ms of silence, %.1f dB"
                .formatted(
                    key,
                    wav.rate(),
                    wav.millis(),
                    wav.peak(),
                    wav.silentMillisAtEnds(),
                    wav.loudness()));
      }
    }
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void choicesAreSaidBeforeTheirKeys(PromptLanguage language) throws IOException {
    var presses = List.of("Press", "请按", "Pulsa", "اِضْغَطْ");
    assertThat(PromptTexts.of(language).values())
        .noneMatch(text -> presses.stream().anyMatch(text::startsWith));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void beepIsAToneAndPauseIsNothing(PromptLanguage language) throws IOException {
    for (var kind : KINDS) {
      assertThat(Wav.read(sound(language, "beep", kind)).hertz()).isBetween(990.0, 1010.0);
      assertThat(Wav.read(sound(language, "pause", kind)).peak()).isZero();
      assertThat(sounds.resolve(language.code()).resolve("beep." + kind)).exists();
    }
  }

  @Test
  void onlyWhatHasChangedIsMadeAnew() throws IOException {
    table("one = one\ntwo = two\nthree = three\n");
    build(folder);
    var one = folder.resolve("out/en/voicepost/one.wav");
    var two = folder.resolve("out/en/voicepost/two.wav16");
    var longAgo = FileTime.from(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(one, longAgo);
    Files.setLastModifiedTime(two, longAgo);

    table("one = one\ntwo = another two\n");
    build(folder);

    assertThat(Files.getLastModifiedTime(one)).isEqualTo(longAgo);
    assertThat(Files.getLastModifiedTime(two)).isGreaterThan(longAgo);
    assertThat(folder.resolve("out/en/voicepost/three.wav")).doesNotExist();
  }

  @Test
  void aSoundThatIsGoneIsMadeAgainWithTheNextChange() throws IOException {
    table("one = one\n");
    build(folder);
    Files.delete(folder.resolve("out/en/voicepost/one.wav"));

    table("one = one\ntwo = two\n");
    build(folder);

    assertThat(folder.resolve("out/en/voicepost/one.wav")).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "'bad = .', bad",
    "'bad = [xx] Hello.', xx",
    "no text, no text",
    "'one = one\none = again', twice",
  })
  void whatCannotBeSpokenIsSaidLoudly(String table, String complaint) throws IOException {
    table(table + "\n");

    assertThatThrownBy(() -> build(folder)).hasMessageContaining(complaint);
    assertThat(folder.resolve("out/en/.done")).doesNotExist();
  }

  private void table(String text) throws IOException {
    var table = Files.writeString(folder.resolve("en.properties"), VOICE + text);
    // Files of one moment are told apart by the next whole second at the latest.
    Files.setLastModifiedTime(table, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private static void build(Path folder) throws IOException {
    var script = folder.resolve("build");
    if (Files.notExists(script)) {
      Files.copy(TABLES.resolve("build"), script, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Speech.run(script.toString(), folder.resolve("out").toString());
  }

  private static Collection<String> vocabulary(PromptLanguage language) throws IOException {
    return PromptTexts.of(language).keySet();
  }

  private static Path sound(PromptLanguage language, String key, String kind) {
    return sounds.resolve(language.code()).resolve("voicepost").resolve(key + "." + kind);
  }
}
