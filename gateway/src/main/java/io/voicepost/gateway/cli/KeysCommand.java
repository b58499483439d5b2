package io.voicepost.gateway.cli;

import io.voicepost.gateway.PhoneSecretCheck;
import io.voicepost.gateway.Stores;
import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Setting;
import io.voicepost.gateway.config.Settings;
import io.voicepost.gateway.config.SettingsFile;
import io.voicepost.gateway.spool.SpoolQueries;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = "Secrets: gives them new values, in three steps: rotate, start anew, finish.")
final class KeysCommand implements Runnable {
  private static final int MOST_PREVIOUS = 4;

  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, rotate or finish?");
  }

  @Command(description = "The secrets, and which of them has an old value that is still kept.")
  void list() throws Exception {
    var settings = main.settings();
    for (var secret : RotatedSecret.values()) {
      tell(
          "%-24s %s",
          secret.setting().key(),
          settings.optional(secret.setting()).isEmpty()
              ? "not set"
              : isBeingRotated(settings, secret) ? "rotated, the old one is kept" : "set");
    }
  }

  @Command(
      description =
          "Give a secret, or all of them, a new value. It counts from the next start on; what was"
              + " made with the old one still works.")
  void rotate(
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "as in phone.secret")
          Optional<String> name)
      throws Exception {
    var settings = main.settings();
    // What cannot be read now must not be rotated.
    main.config();
    var file = file();
    var changes = new EnumMap<Setting, String>(Setting.class);
    for (var secret : RotatedSecret.named(name)) {
      if (name.isEmpty() && settings.optional(secret.setting()).isEmpty()) {
        continue;
      }
      requireInFile(secret);
      changes.put(secret.setting(), secret.fresh());
      if (secret.previous().isPresent()) {
        changes.put(secret.previous().get(), previous(settings, secret));
      }
    }
    try {
      new SettingsFile(file).change(changes);
    } catch (IOException e) {
      throw new CommandException(
          "%s cannot be changed from here (%s): give new values by hand to %s"
              .formatted(file, e, keys(changes)));
    }
    changes.keySet().stream()
        .filter(it -> !it.key().endsWith("-previous"))
        .forEach(it -> tell("%s has a new value.", it.key()));
    tell("Start the service anew, then forget the old values: ./voicepost keys finish");
  }

  @Command(
      description = "Forget the old value of a secret, or of all, where nothing needs it any more.")
  void finish(
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "as in phone.secret")
          Optional<String> name)
      throws Exception {
    var settings = main.settings();
    var config = main.config();
    var file = file();
    var changes = new EnumMap<Setting, String>(Setting.class);
    var forgotten = new ArrayList<String>();
    boolean needed = false;
    boolean open = false;
    try (var database =
        Database.attach(config.database().withPoolSize(Stores.CONNECTIONS_OF_A_COMMAND))) {
      for (var secret : rotated(name, settings)) {
        var why = need(secret, database, config);
        if (why.isEmpty() && isInEnvironment(secret)) {
          var variable = secret.previous().orElseThrow().environmentName();
          tell("Nothing needs %s any more: take it out of the environment.", variable);
          open = true;
        } else if (why.isEmpty()) {
          changes.put(secret.previous().orElseThrow(), "");
          forgotten.add(secret.setting().key());
        } else {
          needed = true;
          tell("The old %s is kept: %s.", secret.setting().key(), why.get());
        }
      }
    }
    if (!changes.isEmpty()) {
      forget(file, changes);
      forgotten.forEach(it -> tell("The old %s is forgotten.", it));
    } else if (!needed && !open) {
      tell("No old value is kept.");
    }
    if (needed) {
      throw new CommandException("not every old value can be forgotten yet");
    }
  }

  private static void forget(Path file, Map<Setting, String> changes) throws CommandException {
    try {
      new SettingsFile(file).change(changes);
    } catch (IOException e) {
      throw new CommandException(
          "%s cannot be changed from here (%s): take out by hand what nothing needs any more: %s"
              .formatted(file, e, keys(changes)));
    }
  }

  private static List<RotatedSecret> rotated(Optional<String> name, Settings settings)
      throws CommandException {
    return RotatedSecret.named(name).stream().filter(it -> isBeingRotated(settings, it)).toList();
  }

  private static boolean isBeingRotated(Settings settings, RotatedSecret secret) {
    return secret.previous().filter(it -> settings.optional(it).isPresent()).isPresent();
  }

  private static String keys(Map<Setting, String> changes) {
    return changes.keySet().stream().map(Setting::key).collect(Collectors.joining(", "));
  }

  /// What is to be kept as the old value when there is a new one.
  private static String previous(Settings settings, RotatedSecret secret)
      throws CommandException, ConfigException {
    var old = settings.required(secret.setting());
    var older = settings.optional(secret.previous().orElseThrow());
    if (older.isEmpty()) {
      return old;
    }
    // Passwords are hashed anew only when they are typed: their secrets may be several.
    if (secret == RotatedSecret.PASSWORD && older.get().split(",", -1).length < MOST_PREVIOUS) {
      return old + "," + older.get();
    }
    throw new CommandException(
        "%s has an old value already: ./voicepost keys finish %s"
            .formatted(secret.setting().key(), secret.setting().key()));
  }

  /// Why an old value is still needed; empty if it is not.
  private static Optional<String> need(
      RotatedSecret secret, Database database, GatewayConfig config) throws IOException {
    // What runs still seals, hashes and encrypts with the old ones.
    if (!database.secrets().lastStart().equals(Optional.of(PhoneSecretCheck.fingerprint(config)))) {
      return Optional.of("the service has not started with the new one yet");
    }
    return switch (secret) {
      case PHONE -> {
        long waiting =
            SpoolQueries.sealedIn(config.spool()).stream()
                .filter(it -> !config.vault().opens(it))
                .count();
        yield count(waiting, "messages in the spool have a number sealed with it");
      }
      case PASSWORD ->
          count(
              database.secrets().hashesWithout(config.access().pepper().mark()),
              "passwords, PINs and second factors are made anew when their owners use them");
      case FALLBACK -> count(notes(config.spool()), "messages that Asterisk took alone wait");
      case AGI, BROWSER_PHONE -> Optional.empty();
    };
  }

  private static Optional<String> count(long number, String what) {
    return number == 0 ? Optional.empty() : Optional.of(number + " " + what);
  }

  private static long notes(Path spool) throws IOException {
    var fallback = spool.resolve("fallback");
    if (!Files.isDirectory(fallback)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(fallback)) {
      return files.filter(it -> it.toString().endsWith(".call")).count();
    }
  }

  private Path file() throws CommandException {
    return main.file()
        .orElseThrow(() ->
            new CommandException("the settings come from no file: change them where they are"));
  }

  /// The environment wins over the file, so that a change of the file would change nothing.
  private static void requireInFile(RotatedSecret secret) throws CommandException {
    var name = secret.setting().environmentName();
    if (isInEnvironment(secret)) {
      throw new CommandException(
          "%s comes from the environment: give it a new value there%s"
              .formatted(
                  name,
                  secret
                      .previous()
                      .map(it -> ", and the old one as " + it.environmentName())
                      .orElse("")));
    }
  }

  private static boolean isInEnvironment(RotatedSecret secret) {
    return System.getenv(secret.setting().environmentName()) != null;
  }

  private void tell(String format, Object... values) {
    spec.commandLine().getOut().printf(format + "%n", values);
  }
}
