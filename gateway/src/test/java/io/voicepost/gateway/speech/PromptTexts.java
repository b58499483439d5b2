package io.voicepost.gateway.speech;

import io.voicepost.gateway.testphone.RealAsterisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// What the tables say.
public final class PromptTexts {
  private PromptTexts() {}

  /// The whole table, as it is written.
  static Properties table(PromptLanguage language) throws IOException {
    var table = new Properties();
    try (var text = Files.newBufferedReader(tables().resolve(language + ".properties"))) {
      table.load(text);
    }
    return table;
  }

  static Path tables() {
    return RealAsterisk.configuration().resolve("prompts");
  }

  /// The texts of its sounds, by their names.
  public static Map<String, String> of(PromptLanguage language) throws IOException {
    var texts = new HashMap<String, String>();
    var table = table(language);
    for (var key : table.stringPropertyNames()) {
      if (!key.matches("[a-z]+\\..*")) {
        texts.put(key.replaceFirst("^[0-9]{3}\\.", ""), table.getProperty(key));
      }
    }
    return texts;
  }

  /// What a caller hears.
  static String written(PromptLanguage language, Utterance said) throws IOException {
    var texts = of(language);
    return said.sounds().stream()
        .map(it -> texts.getOrDefault(it.name(), "<" + it + ">"))
        .collect(Collectors.joining(" "));
  }
}
