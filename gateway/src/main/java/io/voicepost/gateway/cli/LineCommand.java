package io.voicepost.gateway.cli;

import io.voicepost.gateway.Stores;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.storage.Handle;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "line",
    description = "Service numbers and their settings. A change counts within seconds.")
final class LineCommand implements Runnable {
  private static final int PAGE = 100;

  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, show, set, add, remove or members?");
  }

  @Command(description = "All lines.")
  void list() throws Exception {
    try (var stores = stores(main.config())) {
      var store = stores.database().lines();
      var page = store.list(Optional.empty(), PAGE);
      while (!page.isEmpty()) {
        for (var line : page) {
          tell(
              "%-16s %-8s %-8s %s",
              line.number(),
              line.speech().language(),
              LineFormat.lower(line.policy().admission()),
              line.name());
        }
        page = store.list(Optional.of(page.getLast().number()), PAGE);
      }
    }
  }

  @Command(description = "All settings of a line, as `set` takes them, and what they are for.")
  void show(@Parameters(paramLabel = "NUMBER") String number) throws Exception {
    try (var stores = stores(main.config())) {
      show(line(stores, number));
    }
  }

  @Command(description = "Change settings of a line; `show` says which there are.")
  void set(
      @Parameters(paramLabel = "NUMBER") String number,
      @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "as in language=zh-CN")
          List<String> changes)
      throws Exception {
    try (var stores = stores(main.config())) {
      var changed = LineFormat.changed(line(stores, number), changes);
      if (!stores.database().lines().change(changed)) {
        throw noLine(number);
      }
      tell("%s is changed.", number);
    }
  }

  @Command(description = "Add a line: like the one in the settings, but for what is said here.")
  void add(
      @Parameters(paramLabel = "NUMBER", description = "digits with an optional +") String number,
      @Parameters(paramLabel = "KEY=VALUE", arity = "0..*", description = "as in name=Valentine")
          List<String> changes)
      throws Exception {
    var config = main.config();
    try (var stores = stores(config)) {
      var added =
          LineFormat.changed(config.line().at(number), changes == null ? List.of() : changes);
      if (!stores.database().lines().add(added)) {
        throw new CommandException("there is a line " + number + " already");
      }
      tell("%s is a line. Calls to it are answered within seconds.", number);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  @Command(
      description =
          "Remove a line and its list. Calls to its number find what the settings say; if no line"
              + " is left, the one in the settings is written down again.")
  void remove(@Parameters(paramLabel = "NUMBER") String number) throws Exception {
    try (var stores = stores(main.config())) {
      if (!stores.database().lines().remove(number)) {
        throw noLine(number);
      }
      tell("%s is no line any more.", number);
    }
  }

  @Command(description = "The accounts on a line's list, who alone may speak if admission=listed.")
  void members(
      @Parameters(paramLabel = "NUMBER") String number,
      @Option(names = "--add", paramLabel = "HANDLE", description = "put on the list")
          List<String> added,
      @Option(names = "--remove", paramLabel = "HANDLE", description = "take off the list")
          List<String> removed)
      throws Exception {
    try (var stores = stores(main.config())) {
      line(stores, number);
      var lines = stores.database().lines();
      for (var handle : added == null ? List.<String>of() : added) {
        lines.enlist(number, AccountCommand.account(stores, handle).id());
      }
      for (var handle : removed == null ? List.<String>of() : removed) {
        var account = AccountCommand.account(stores, handle);
        if (!lines.strike(number, account.id())) {
          throw new CommandException("@" + account.handle() + " is not on that list");
        }
      }
      listed(lines, number);
    }
  }

  private void listed(LineStore lines, String number) throws IOException {
    var page = lines.listed(number, Optional.<Handle>empty(), PAGE);
    if (page.isEmpty()) {
      tell("Nobody is on the list of %s.", number);
    }
    while (!page.isEmpty()) {
      page.forEach(account -> tell("%-20s %s", "@" + account.handle(), account.displayName()));
      page = lines.listed(number, Optional.of(page.getLast().handle()), PAGE);
    }
  }

  /// With the line of the settings where there is none at all.
  private static Stores stores(GatewayConfig config) throws IOException {
    var stores = Stores.attach(config);
    try {
      if (stores.database().lines().list(Optional.empty(), 1).isEmpty()) {
        stores.lines().begin();
      }
      return stores;
    } catch (IOException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  private static ServiceLine line(Stores stores, String number)
      throws CommandException, IOException {
    return stores.database().lines().line(number).orElseThrow(() -> noLine(number));
  }

  private static CommandException noLine(String number) {
    return new CommandException("there is no line " + number);
  }

  private void show(ServiceLine line) {
    tell("%s", line.number());
    LineFormat.of(line)
        .forEach((word, text) -> tell("  %-36s %s", word.key() + "=" + text, word.purpose()));
  }

  private void tell(String format, Object... values) {
    spec.commandLine().getOut().printf(format + "%n", values);
  }
}
