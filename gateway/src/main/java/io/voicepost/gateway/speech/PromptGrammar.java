package io.voicepost.gateway.speech;

import static java.util.Objects.requireNonNull;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a language puts sounds together: by the message formats of its table, whose words are the
/// names of sounds. A format chooses by a number `n` with `plural`, `select` or `choice`, and says
/// it in one of the language's forms with `{cardinal_n}`, `{feminine_n}` and so on. Safe for many
/// threads.
final class PromptGrammar {
  private static final Map<PromptLanguage, PromptGrammar> KNOWN = new ConcurrentHashMap<>();
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /// The form that every language has: a number by itself.
  private static final String CARDINAL = "cardinal";

  private final NumberWords numbers;
  private final Map<PromptPattern, MessageFormat> patterns = new EnumMap<>(PromptPattern.class);

  private PromptGrammar(PromptLanguage language) {
    var locale = ULocale.forLanguageTag(language.code());
    var table = language.table();
    numbers = new NumberWords(locale, table);
    for (var pattern : PromptPattern.values()) {
      patterns.put(pattern, new MessageFormat(table.rule(pattern.key()), locale));
    }
  }

  static PromptGrammar of(PromptLanguage language) {
    return KNOWN.computeIfAbsent(language, PromptGrammar::new);
  }

  /// A number by itself.
  Utterance number(long number) {
    return new Utterance(numbers.of(number).getOrDefault(CARDINAL, List.of()));
  }

  /// @param values the numbers in it, by their names
  Utterance say(PromptPattern pattern, Map<String, Long> values) {
    var arguments = new HashMap<String, Object>(values);
    values.forEach((name, value) ->
        numbers.of(value).forEach((form, said) -> arguments.put(form + "_" + name, names(said))));
    return new Utterance(
        Arrays.stream(SPACE.split(formatted(pattern, arguments).strip()))
            .map(SoundFile::new)
            .toList());
  }

  private static String names(List<SoundFile> sounds) {
    return sounds.stream().map(SoundFile::name).collect(Collectors.joining(" "));
  }

  /// A format of ICU is for one thread at a time.
  private String formatted(PromptPattern pattern, Map<String, Object> arguments) {
    var format = requireNonNull(patterns.get(pattern));
    synchronized (format) {
      return format.format(arguments);
    }
  }
}
