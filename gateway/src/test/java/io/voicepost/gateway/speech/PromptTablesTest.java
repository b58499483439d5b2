package io.voicepost.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ULocale;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each language has all that is said, and no more.
final class PromptTablesTest {
  static Stream<PromptLanguage> languages() {
    return PromptLanguage.all().stream();
  }

  @Test
  void theLanguagesAreThoseOfTheTables() throws IOException {
    try (var files = Files.list(PromptTexts.tables())) {
      assertThat(languages().map(PromptLanguage::code))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(it -> it.getFileName() + "")
                  .filter(it -> it.endsWith(".properties"))
                  .map(it -> it.replace(".properties", ""))
                  .toList());
    }
    assertThat(PromptLanguage.of("xx")).isEmpty();
  }

  @Test
  void eachLanguageHasAKeyOfItsOwn() {
    assertThat(languages().map(PromptLanguage::key))
        .doesNotHaveDuplicates()
        .isSorted()
        .allMatch(it -> it >= '1' && it <= '9');
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everySoundHasItsTextAndEveryRuleItsUse(PromptLanguage language) throws IOException {
    var keys = PromptTexts.table(language).stringPropertyNames();

    assertThat(keys)
        .filteredOn(it -> !it.contains("."))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(Prompt.values()).map(Prompt::key),
                    Stream.of(PromptPiece.values()).map(it -> it.sound().name()))
                .toList());
    assertThat(keys)
        .filteredOn(it -> it.startsWith("say."))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(PromptPattern.values()).map(PromptPattern::key).toList());
    assertThat(keys)
        .filteredOn(it -> it.matches("[a-z]+\\..*") && !it.matches("(say|number)\\..*"))
        .containsExactlyInAnyOrder("voice.name", "voice.speed", "language.key");
    assertThat(keys).contains("number.cardinal");
  }

  /// A form of numbers that no pattern asks for is a rule too many.
  @ParameterizedTest
  @MethodSource("languages")
  void everyFormOfNumbersIsSaid(PromptLanguage language) {
    var said =
        Stream.of(PromptPattern.values())
            .map(it -> language.table().rule(it.key()))
            .collect(Collectors.joining());

    assertThat(language.table().rules("number").keySet())
        .filteredOn(it -> !Set.of("rules", "cardinal").contains(it))
        .allMatch(it -> said.contains("{" + it + "_"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whateverIsSaidHasASoundAndEverySoundIsSaid(PromptLanguage language) {
    var said = new HashSet<SoundFile>();
    var words = new NumberWords(ULocale.forLanguageTag(language.code()), language.table());
    LongStream.concat(LongStream.rangeClosed(0, 10_000), LongStream.concat(edges(), chance()))
        .forEach(number -> words.of(number).values().forEach(said::addAll));
    var grammar = PromptGrammar.of(language);
    for (var pattern : PromptPattern.values()) {
      if (pattern != PromptPattern.TIME && pattern != PromptPattern.DIGIT) {
        LongStream.concat(LongStream.rangeClosed(0, 200), edges())
            .forEach(number -> said.addAll(grammar.say(pattern, Map.of("n", number)).sounds()));
      }
    }
    var composer = PromptComposer.of(language);
    for (int minute = 0; minute < 24 * 60; minute++) {
      said.addAll(composer.at(LocalTime.MIN.plusMinutes(minute)).sounds());
    }
    said.addAll(composer.digits("0123456789").sounds());

    assertThat(said)
        .filteredOn(it -> !it.equals(SoundFile.PAUSE))
        .containsExactlyInAnyOrderElementsOf(language.table().ownSounds().values());
  }

  /// The powers of ten, their neighbours and some of their multiples.
  private static LongStream edges() {
    return LongStream.iterate(1, it -> it <= PromptComposer.LARGEST, it -> it * 10)
        .flatMap(it -> LongStream.of(it - 1, it, it + 1, 2 * it, 3 * it, 11 * it, 15 * it))
        .filter(it -> it <= PromptComposer.LARGEST);
  }

  private static LongStream chance() {
    return LongStream.concat(
        LongStream.of(PromptComposer.LARGEST),
        new Random(8642).longs(5000, 0, PromptComposer.LARGEST));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyCharacterOfAHandleIsSaid(PromptLanguage language) throws IOException {
    var said = PromptComposer.of(language).handle(new Handle("abcdefghijklmnopqrstuvwxyz_012"));

    assertThat(PromptTexts.of(language).keySet())
        .containsAll(
            said.sounds().stream()
                .filter(it -> !it.equals(SoundFile.PAUSE))
                .map(SoundFile::name)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aNumberOfASoundIsThatOfNoOther(PromptLanguage language) {
    var own = language.table().ownSounds();
    var all =
        Stream.of(
                Stream.of(Prompt.values()).map(Prompt::number),
                Stream.of(PromptPiece.values()).map(PromptPiece::number),
                own.keySet().stream())
            .flatMap(it -> it)
            .toList();

    assertThat(all).doesNotHaveDuplicates();
    assertThat(own.keySet()).allMatch(it -> it >= 800 && it <= 999);
    assertThat(List.copyOf(own.values())).doesNotHaveDuplicates();
  }
}
