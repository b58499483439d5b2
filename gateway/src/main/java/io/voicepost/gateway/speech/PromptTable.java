package io.voicepost.gateway.speech;

import io.voicepost.gateway.language.LanguageTables;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The table of a language, `asterisk-conf/prompts/<code>.properties`. It has three kinds of keys:
/// the name of a sound that every language has (`welcome`); that of a sound of this language alone
/// behind its number (`883.eleven`); and, in two parts with a dot, a rule (`say.minutes`).
/// Immutable.
final class PromptTable {
  private static final Pattern OWN_SOUND = Pattern.compile("([0-9]{3})\\.([a-z0-9-]+)");

  /// By the codes of their languages.
  static final Map<String, PromptTable> ALL = LanguageTables.read("prompts/", "", PromptTable::new);

  private final Map<String, String> entries;

  private PromptTable(Map<String, String> entries) {
    this.entries = Map.copyOf(entries);
  }

  /// The rule of a key.
  ///
  /// @throws IllegalStateException if the table lacks it
  String rule(String key) {
    var rule = entries.get(key);
    if (rule == null) {
      throw new IllegalStateException("a table of prompts has no " + key);
    }
    return rule;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /// The rules whose keys begin with the prefix and a dot, by what follows there.
  Map<String, String> rules(String prefix) {
    var rules = new TreeMap<String, String>();
    entries.forEach((key, rule) -> {
      if (key.startsWith(prefix + ".")) {
        rules.put(key.substring(prefix.length() + 1), rule);
      }
    });
    return rules;
  }

  /// The sounds of this language alone, by their numbers.
  Map<Integer, SoundFile> ownSounds() {
    var sounds = new TreeMap<Integer, SoundFile>();
    for (var key : entries.keySet()) {
      var own = OWN_SOUND.matcher(key);
      if (own.matches()) {
        sounds.put(Integer.valueOf(own.group(1)), new SoundFile(own.group(2)));
      }
    }
    return sounds;
  }

  /// What is said in a sound of this language alone.
  String text(int number, SoundFile sound) {
    return rule(number + "." + sound.name());
  }
}
