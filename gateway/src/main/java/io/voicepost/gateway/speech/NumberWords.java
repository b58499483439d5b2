package io.voicepost.gateway.speech;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The words of numbers, each of them a sound. They come from ICU's rules for the language, or from
/// those in its table, `number.rules`, where ICU's do not sound right. Every other `number.` in a
/// table names a form, such as the feminine, and the set of rules that makes it. Safe for many
/// threads.
final class NumberWords {
  private static final String RULES = "rules";

  /// What is written and not said: marks on letters, such as Arabic's vowels, soft hyphens, and
  /// what stands at the end of a sentence.
  private static final Pattern SILENT = Pattern.compile("[\\p{Mn}\u00ad.。]");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Pd}]*");

  private final RuleBasedNumberFormat format;
  private final Map<String, String> forms;
  private final Map<String, SoundFile> sounds;
  private final Pattern word;

  NumberWords(ULocale locale, PromptTable table) {
    var rules = table.rules("number");
    format =
        rules.containsKey(RULES)
            ? new RuleBasedNumberFormat(rules.get(RULES), locale)
            : new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
    rules.remove(RULES);
    forms = Map.copyOf(rules);
    sounds = sounds(table);
    word =
        Pattern.compile(
            sounds.keySet().stream()
                .sorted(comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(joining("|")));
  }

  private static Map<String, SoundFile> sounds(PromptTable table) {
    var sounds = new HashMap<String, SoundFile>();
    table
        .ownSounds()
        .forEach((number, sound) -> sounds.put(said(table.text(number, sound)), sound));
    return sounds;
  }

  private static String said(String text) {
    return SILENT.matcher(text).replaceAll("");
  }

  /// In each form, the sounds of a number.
  Map<String, List<SoundFile>> of(long number) {
    var all = new HashMap<String, List<SoundFile>>();
    forms.forEach((form, rules) -> all.put(form, cut(spelled(number, rules))));
    return all;
  }

  private synchronized String spelled(long number, String rules) {
    return said(format.format(number, rules));
  }

  /// The longest words first: "seventeen" is one sound, though "seven" is one, too.
  private List<SoundFile> cut(String text) {
    var cut = new ArrayList<SoundFile>();
    var words = word.matcher(text);
    var gap = BETWEEN_WORDS.matcher(text);
    for (int at = 0; at < text.length(); ) {
      if (!words.region(at, text.length()).lookingAt()) {
        throw new IllegalStateException("no sound says the rest of \"%s\"".formatted(text));
      }
      cut.add(sounds.get(words.group()));
      at = gap.region(words.end(), text.length()).lookingAt() ? gap.end() : words.end();
    }
    return cut;
  }
}
