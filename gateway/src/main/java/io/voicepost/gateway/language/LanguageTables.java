package io.voicepost.gateway.language;

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
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/// Reads tables that the gateway was built with: files `PREFIX<code>.properties` in UTF-8, one for
/// each language, in one folder of the class path.
public final class LanguageTables {
  private static final String ENDING = ".properties";

  private LanguageTables() {}

  /// The tables by their languages' codes (ISO 639-1), in the order of the codes.
  ///
  /// @param folder from the root of the class path, with a slash at its end only
  /// @param prefix of the files' names
  /// @param make makes a table of texts by their keys
  /// @throws UncheckedIOException if one cannot be read
  public static <T> Map<String, T> read(
      String folder, String prefix, Function<Map<String, String>, T> make) {
    try {
      var tables = new TreeMap<String, T>();
      for (var name : names(folder, prefix)) {
        var code = name.substring(prefix.length(), name.length() - ENDING.length());
        tables.put(code, make.apply(texts(resource(folder + name))));
      }
      return Collections.unmodifiableMap(tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> texts(URL file) throws IOException {
    var texts = new Properties();
    try (var reader = new InputStreamReader(file.openStream(), UTF_8)) {
      texts.load(reader);
    }
    return texts.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, texts::getProperty));
  }

  /// What lies beside the table of English, in a jar or in a folder.
  private static List<String> names(String folder, String prefix)
      throws IOException, URISyntaxException {
    var english = resource(folder + prefix + "en" + ENDING);
    if (english.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        return file.stream()
            .map(ZipEntry::getName)
            .filter(it -> it.startsWith(folder + prefix) && it.endsWith(ENDING))
            .map(it -> it.substring(folder.length()))
            .toList();
      }
    }
    var around = requireNonNull(Path.of(new URI(english.toString())).getParent());
    try (var files = Files.list(around)) {
      return files
          .map(it -> it.getFileName() + "")
          .filter(it -> it.startsWith(prefix) && it.endsWith(ENDING))
          .toList();
    }
  }

  private static URL resource(String name) {
    return requireNonNull(LanguageTables.class.getResource("/" + name), name);
  }
}
