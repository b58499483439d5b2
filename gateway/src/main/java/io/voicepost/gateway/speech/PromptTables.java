package io.voicepost.gateway.speech;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;

/// The tables that the gateway was built with: those of `asterisk-conf/prompts`.
final class PromptTables {
  private static final String FOLDER = "prompts/";
  private static final String ENDING = ".properties";

  /// By the codes of their languages.
  static final Map<String, PromptTable> ALL = read();

  private PromptTables() {}

  private static Map<String, PromptTable> read() {
    try {
      var tables = new TreeMap<String, PromptTable>();
      for (var name : names()) {
        var code = name.substring(0, name.length() - ENDING.length());
        try (var text = new InputStreamReader(resource(name).openStream(), UTF_8)) {
          tables.put(code, PromptTable.read(text));
        }
      }
      return Collections.unmodifiableMap(tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What lies beside the table of English, in a jar or in a folder.
  private static List<String> names() throws IOException, URISyntaxException {
    var english = resource(PromptLanguage.ENGLISH.code() + ENDING);
    if (english.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        return file.stream()
            .map(ZipEntry::getName)
            .filter(it -> it.startsWith(FOLDER) && it.endsWith(ENDING))
            .map(it -> it.substring(FOLDER.length()))
            .toList();
      }
    }
    var folder = requireNonNull(Path.of(new URI(english.toString())).getParent());
    try (var files = Files.list(folder)) {
      return files.map(it -> it.getFileName() + "").filter(it -> it.endsWith(ENDING)).toList();
    }
  }

  private static URL resource(String name) {
    return requireNonNull(PromptTables.class.getResource("/" + FOLDER + name), name);
  }
}
