package io.voicepost.gateway.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The settings as given: the file first, the environment over it, defaults under both.
public final class Settings {
  private final Map<Setting, String> given;

  private Settings(Map<Setting, String> given) {
    this.given = given;
  }

  /// @param file a file of `key=value` lines; none: environment and defaults alone
  /// @throws ConfigException if the file is missing or has a key that does not exist
  public static Settings read(Optional<Path> file, Map<String, String> environment)
      throws ConfigException {
    var given = new EnumMap<Setting, String>(Setting.class);
    if (file.isPresent()) {
      var lines = lines(file.get());
      for (var key : lines.stringPropertyNames()) {
        given.put(known(key, file.get()), lines.getProperty(key));
      }
    }
    for (var setting : Setting.values()) {
      var value = environment.get(setting.environmentName());
      if (value != null) {
        given.put(setting, value);
      }
    }
    for (var name : environment.keySet()) {
      if (name.startsWith("VOICEPOST_") && !isKnown(name)) {
        throw new ConfigException("there is no setting for the environment variable " + name);
      }
    }
    return new Settings(given);
  }

  String text(Setting setting) {
    return given.getOrDefault(setting, setting.standard()).strip();
  }

  public Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isEmpty());
  }

  public String required(Setting setting) throws ConfigException {
    return optional(setting)
        .orElseThrow(() ->
            new ConfigException(
                "%s is missing: %s (or set %s)"
                    .formatted(setting.key(), setting.purpose(), setting.environmentName())));
  }

  int number(Setting setting, int least, int most) throws ConfigException {
    try {
      int value = Integer.parseInt(text(setting));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw wrong(setting, "a whole number from %d to %d".formatted(least, most));
  }

  boolean yes(Setting setting) throws ConfigException {
    return switch (text(setting).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(setting, "true or false");
    };
  }

  /// Reads a value by a function that refuses with [IllegalArgumentException].
  <T> T as(Setting setting, String wanted, Function<String, T> reader) throws ConfigException {
    try {
      return reader.apply(required(setting));
    } catch (IllegalArgumentException e) {
      throw wrong(setting, wanted);
    }
  }

  /// Says what a setting must be; never repeats what it was, which may be a secret.
  ConfigException wrong(Setting setting, String wanted) {
    return new ConfigException(
        "%s must be %s (%s)".formatted(setting.key(), wanted, setting.purpose()));
  }

  private static Properties lines(Path file) throws ConfigException {
    var lines = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      lines.load(reader);
      return lines;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("the configuration %s cannot be read: %s".formatted(file, e));
    }
  }

  private static Setting known(String key, Path where) throws ConfigException {
    return Setting.named(key)
        .orElseThrow(
            () -> new ConfigException("unknown setting \"%s\" in %s".formatted(key, where)));
  }

  /// The launcher and the log have variables of their own that start with the same word.
  private static boolean isKnown(String name) {
    if (name.equals("VOICEPOST_CACHE") || name.equals("VOICEPOST_LOG")) {
      return true;
    }
    for (var setting : Setting.values()) {
      if (setting.environmentName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /// The values of a setting that names several, with commas between them.
  List<String> list(Setting setting) {
    return Arrays.stream(text(setting).split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /// A setting that must be there and follow a rule.
  ///
  /// @param wanted the rule in words
  String matching(Setting setting, Pattern rule, String wanted) throws ConfigException {
    var text = required(setting);
    if (!rule.matcher(text).matches()) {
      throw wrong(setting, wanted);
    }
    return text;
  }

  /// An address whose scheme is `scheme` or the same with an `s`.
  Optional<URI> url(Setting setting, String scheme) throws ConfigException {
    if (optional(setting).isEmpty()) {
      return Optional.empty();
    }
    var wanted = "an address that starts with %s:// or %ss://".formatted(scheme, scheme);
    var url = as(setting, wanted, URI::create);
    if (url.getHost() == null
        || !(scheme.equals(url.getScheme()) || (scheme + "s").equals(url.getScheme()))) {
      throw wrong(setting, wanted);
    }
    return Optional.of(url);
  }
}
