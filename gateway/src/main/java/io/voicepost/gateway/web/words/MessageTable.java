package io.voicepost.gateway.web.words;

import com.ibm.icu.text.DateTimePatternGenerator;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The messages of one language: patterns of ICU's MessageFormat by their keys. Immutable.
final class MessageTable {
  private final ULocale locale;
  private final Map<String, String> patterns;
  private final Map<String, MessageFormat> formats = new HashMap<>();
  private final Map<String, DateTimeFormatter> dates = new ConcurrentHashMap<>();

  /// @param messages patterns by their keys
  /// @throws IllegalArgumentException if one of them is no pattern
  MessageTable(Map<String, String> messages) {
    this.patterns = Collections.unmodifiableMap(new TreeMap<>(messages));
    this.locale = ULocale.forLanguageTag(text("language.formats"));
    // Read once: a page has a hundred of them.
    patterns.forEach((key, pattern) -> {
      if (pattern.indexOf('{') >= 0) {
        formats.put(key, new MessageFormat(pattern, locale));
      }
    });
  }

  /// How the language writes numbers and dates.
  ULocale locale() {
    return locale;
  }

  /// How the language writes the parts of a date. Found once: a page has a hundred dates.
  ///
  /// @param skeleton the parts, in any order (UTS 35, "Date Field Symbol Table")
  DateTimeFormatter date(String skeleton) {
    return dates.computeIfAbsent(
        skeleton,
        it ->
            DateTimeFormatter.ofPattern(
                DateTimePatternGenerator.getInstance(locale).getBestPattern(it),
                locale.toLocale()));
  }

  Set<String> keys() {
    return patterns.keySet();
  }

  boolean has(String key) {
    return patterns.containsKey(key);
  }

  /// The message as it stands in the table, with the places for arguments.
  ///
  /// @throws IllegalArgumentException if there is none with that key
  String text(String key) {
    var pattern = patterns.get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("there is no message " + key);
    }
    return pattern;
  }

  /// @throws IllegalArgumentException if there is none with that key
  String format(String key, Object... arguments) {
    var format = formats.get(key);
    // A format is not to be shared between threads; a copy is cheap.
    return format == null ? text(key) : format.clone().format(arguments);
  }
}
