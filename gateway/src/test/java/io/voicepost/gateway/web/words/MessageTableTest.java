package io.voicepost.gateway.web.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import io.voicepost.gateway.access.Scopes;
import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.Notification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tables of messages, against each other and against everything that says one of them.
class MessageTableTest {
  /// How a message is used: `.say("its.key", one, two)`.
  private static final Pattern USE = Pattern.compile("\\bsay\\(\\s*\"([a-z0-9.-]+)\"");

  private static final Pattern SCRIPT_PLACE = Pattern.compile("\\{(\\w+)}");

  /// Messages for each of several cases, and the cases.
  private static final Map<String, Class<? extends Enum<?>>> CASES =
      Map.ofEntries(
          Map.entry("post.visibility", Visibility.class),
          Map.entry("post.visibility-means", Visibility.class),
          Map.entry("people.did", Notification.Type.class),
          Map.entry("captions.state", Captions.Progress.class),
          Map.entry("telephone.reason", HoldReason.class),
          Map.entry("telephone.caller-class", CallerClass.class),
          Map.entry("telephone.caller-class-means", CallerClass.class),
          Map.entry("telephone.hang-up-rule", HangUpRule.class),
          Map.entry("telephone.hang-up-rule-means", HangUpRule.class),
          Map.entry("access.problem", SignUpProblem.class),
          Map.entry("access.happened", SecurityNotice.NoticeKind.class));

  /// @param arguments how many
  private record Use(String key, int arguments) {}

  static List<PageLanguage> languages() {
    return PageLanguage.all();
  }

  @Test
  void thereAreFourLanguages() {
    assertThat(languages()).extracting(PageLanguage::code).containsExactly("ar", "en", "es", "zh");
  }

  @Test
  void everyMessageThatIsSaidIsThere() {
    assertThat(given().keySet()).isSubsetOf(english().keys());
  }

  @Test
  void everyMessageIsSaid() {
    var silent = new TreeSet<>(english().keys());
    silent.removeAll(given().keySet());
    silent.removeIf(it -> it.matches("(script|scope|language)\\..*"));
    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasEveryMessage(PageLanguage language) {
    assertThat(language.messages().keys()).containsExactlyInAnyOrderElementsOf(english().keys());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyMessageIsWritten(PageLanguage language) {
    for (var key : language.messages().keys()) {
      var text = language.messages().text(key);
      assertThat(text).as(key).isNotBlank().doesNotContain("??").isEqualTo(text.strip());
      if (!key.startsWith("script.")) {
        // A place in braces that is not filled stays there for all to see.
        assertThat(language.messages().format(key, 3, 4, 5)).as(key).doesNotContain("{", "}");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noMessageAsksForMoreThanItIsGiven(PageLanguage language) {
    given()
        .forEach((key, arguments) ->
            assertThat(places(language.messages().text(key)))
                .as(key)
                .isLessThanOrEqualTo(arguments));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void scriptsFindThePlacesThatTheyFill(PageLanguage language) {
    for (var key : english().keys()) {
      if (key.startsWith("script.")) {
        assertThat(named(language.messages().text(key)))
            .as(key)
            .isEqualTo(named(english().text(key)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyPluralFormats(PageLanguage language) {
    for (var key : english().keys()) {
      if (english().text(key).contains("plural")) {
        for (int number : new int[] {0, 1, 2, 3, 11, 100}) {
          assertThat(language.messages().format(key, number, number + 1)).as(key).isNotBlank();
        }
      }
    }
  }

  @Test
  void everyScopeIsSaid() {
    for (var scope : Scopes.ALL.names()) {
      assertThat(new Words(PageLanguage.fallback()).scope(scope)).isNotEqualTo(scope);
    }
    assertThat(new Words(PageLanguage.fallback()).scope("read:statuses"))
        .isEqualTo("See your posts");
    assertThat(new Words(PageLanguage.fallback()).scope("read:elsewhere"))
        .isEqualTo("read:elsewhere");
  }

  @Test
  void messageThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> new Words(PageLanguage.fallback()).say("post.nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("post.nothing");
  }

  private static MessageTable english() {
    return PageLanguage.fallback().messages();
  }

  /// The messages that are said, each case of a message for several, and how many arguments they
  /// are given at least.
  private static Map<String, Integer> given() {
    var given = new TreeMap<String, Integer>();
    for (var use : uses()) {
      var cases = CASES.get(use.key);
      if (cases == null) {
        given.merge(use.key, use.arguments, Math::min);
      } else {
        for (var one : cases.getEnumConstants()) {
          var name = one.name().toLowerCase(Locale.ROOT).replace('_', '-');
          given.merge(use.key + "." + name, use.arguments - 1, Math::min);
        }
      }
    }
    return given;
  }

  /// How many arguments a message has places for.
  private static int places(String pattern) {
    return new MessageFormat(pattern, ULocale.ENGLISH)
        .getArgumentNames().stream().mapToInt(it -> Integer.parseInt(it) + 1).max().orElse(0);
  }

  private static Set<String> named(String pattern) {
    return SCRIPT_PLACE
        .matcher(pattern)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What templates and code say.
  private static List<Use> uses() {
    var uses = new ArrayList<Use>();
    for (var folder : List.of("src/main/jte", "src/main/java/io/voicepost/gateway/web")) {
      try (var files = Files.walk(Path.of(folder))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          uses.addAll(uses(Files.readString(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(uses).hasSizeGreaterThan(500);
    return uses;
  }

  private static List<Use> uses(String text) {
    return USE.matcher(text)
        .results()
        .map(it -> new Use(it.group(1), arguments(text, it.end())))
        .toList();
  }

  /// How many arguments follow, up to the parenthesis that closes.
  private static int arguments(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    int arguments = 0;
    for (int at : IntStream.range(from, text.length()).toArray()) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ')' && depth == 0) {
        return arguments;
      } else if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        arguments += c == ',' && depth == 0 ? 1 : 0;
      }
    }
    throw new AssertionError("a call that does not end");
  }
}
