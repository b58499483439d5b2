package io.voicepost.gateway.call;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.voicepost.gateway.speech.PromptComposer;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.PromptTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The keys of each menu: the code's, those of the map in `docs/menus.md`, and those that are said.
final class MenuKeysTest {
  /// By the names of the map.
  private static final Map<String, List<? extends MenuChoice>> MENUS =
      Map.ofEntries(
          entry("language", LanguageMenu.LanguageChoice.ALL),
          entry("a draft", List.of(DraftMenu.DraftChoice.values())),
          entry("welcome", List.of(LineGreeting.WelcomeChoice.values())),
          entry("unknown or withheld number", List.of(StrangerMenu.StrangerChoice.values())),
          entry("open an account", List.of(LinkMenu.TermsChoice.values())),
          entry("saved", List.of(MessageReview.ReviewChoice.values())),
          entry("posted", List.of(LeaveMessage.PostedChoice.values())),
          entry("main menu", List.of(MainMenu.MainMenuChoice.values())),
          entry("listening, inbox", List.of(PlaybackChoice.values())),
          entry("drafts", List.of(DraftMenu.DraftChoice.values())),
          entry("prompts", List.of(PromptRecordingMenu.PromptChoice.values())),
          entry("recorded", List.of(PromptRecordingMenu.PromptReviewChoice.values())));

  /// A name, dots, and what follows.
  private static final Pattern ROW = Pattern.compile("(.*?) \\.{2,} (.*)");

  /// A key and what it does.
  private static final Pattern CHOICE = Pattern.compile("([0-9*#]) .*");

  static Stream<String> menus() {
    return MENUS.keySet().stream().sorted();
  }

  /// `0` says the choices again in every menu, whether or not the map tells of it.
  @ParameterizedTest
  @MethodSource("menus")
  void theMapHasTheKeysOfTheMenu(String menu) throws IOException {
    var keys = keys(MENUS.getOrDefault(menu, List.of()));
    var documented = documented().getOrDefault(menu, Set.of());

    assertThat(documented).containsAll(keys);
    assertThat(documented).filteredOn(it -> it != Menu.AGAIN).isSubsetOf(keys);
  }

  @Test
  void everyMenuIsInTheMap() {
    var choices =
        new ClassFileImporter()
            .importPackages("io.voicepost.gateway.call").stream()
                .filter(it -> !it.isInterface() && it.isAssignableTo(MenuChoice.class))
                .map(JavaClass::getName)
                .toList();
    var compared =
        MENUS.values().stream().map(it -> it.getFirst().getClass().getName()).distinct().toList();

    assertThat(compared).containsExactlyInAnyOrderElementsOf(choices);
  }

  static Stream<PromptLanguage> languages() {
    return PromptLanguage.all().stream();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whatOffersAChoiceSaysItsKey(PromptLanguage language) throws IOException {
    var texts = PromptTexts.of(language);
    var choices =
        MENUS.values().stream()
            .flatMap(Collection::stream)
            .filter(it -> it.prompt().isPresent() && !isOfAnotherLanguage(it, language))
            .toList();
    assertThat(choices).hasSizeGreaterThan(10);
    for (var choice : choices) {
      // The beep comes by itself.
      if (choice != StrangerMenu.StrangerChoice.SPEAK) {
        assertThat(texts.get(choice.prompt().orElseThrow().key()))
            .containsAnyOf(said(language, choice.key()));
      }
    }
  }

  /// Each language offers itself.
  private static boolean isOfAnotherLanguage(MenuChoice choice, PromptLanguage language) {
    return choice instanceof LanguageMenu.LanguageChoice(var offered) && !offered.equals(language);
  }

  /// The key as it is written in a text: in digits, as a number, or as a digit of a code.
  private static String[] said(PromptLanguage language, char key) throws IOException {
    var texts = PromptTexts.of(language);
    var composer = PromptComposer.of(language);
    return Stream.of(composer.number(key - '0'), composer.digits("" + key))
        .map(it -> texts.getOrDefault(it.toString(), ""))
        .flatMap(it -> Stream.of(it, "press " + key))
        .toArray(String[]::new);
  }

  private static Set<Character> keys(List<? extends MenuChoice> choices) {
    return choices.stream().map(MenuChoice::key).collect(Collectors.toSet());
  }

  /// What the map says, by the names of its rows; a row without a name goes on with the one before.
  private static Map<String, Set<Character>> documented() throws IOException {
    var map = Files.readString(Path.of("..", "docs", "menus.md")).split("```", -1)[1];
    var keys = new TreeMap<String, Set<Character>>();
    var name = "";
    for (var line : map.lines().map(it -> it.replaceFirst("^[│├└─ ]+", "")).toList()) {
      var row = ROW.matcher(line);
      var choices = line;
      if (row.matches()) {
        name = row.group(1);
        choices = row.group(2);
      } else if (!CHOICE.matcher(line).matches()) {
        name = line;
      }
      keys.computeIfAbsent(name, _ -> new LinkedHashSet<>()).addAll(keys(choices));
    }
    return keys;
  }

  private static List<Character> keys(String choices) {
    return Arrays.stream(choices.split(" {2,}"))
        .map(CHOICE::matcher)
        .filter(it -> it.matches())
        .map(it -> it.group(1).charAt(0))
        .toList();
  }
}
