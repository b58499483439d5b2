package io.voicepost.gateway.cli;

import io.voicepost.gateway.config.ConfigException;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line. Whatever goes wrong in a foreseeable way is one line on standard error and an
/// exit code that is not 0: 2 for what was typed or configured, 1 for what did not work.
@Command(
    name = "voicepost",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Dial a number, speak after the beep, hang up: your voice is a post.",
    subcommands = {
      ServeCommand.class,
      AccountCommand.class,
      LineCommand.class,
      HeldCommand.class,
      PostCommand.class,
      KeysCommand.class
    })
public final class Main implements Runnable {
  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Settings as key=value lines; the environment wins over them.")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  public static CommandLine commandLine() {
    var main = new Main();
    return new CommandLine(main)
        .addSubcommand(new CallCommand(new MessageStatus(main)))
        .setExecutionExceptionHandler(Main::tell);
  }

  /// The configuration that a command works with.
  GatewayConfig config() throws ConfigException {
    return GatewayConfig.of(Settings.read(file, System.getenv()));
  }

  /// The settings themselves, and the file that they come from, if they come from one.
  Settings settings() throws ConfigException {
    return Settings.read(file, System.getenv());
  }

  Optional<Path> file() {
    return file;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  private static int tell(Exception problem, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    return switch (problem) {
      case ConfigException wrong -> tell(command, wrong, 2);
      case CommandException refused -> tell(command, refused, 1);
      case IOException failed -> tell(command, failed, 1);
      default -> throw problem;
    };
  }

  private static int tell(CommandLine command, Exception problem, int code) {
    command.getErr().println("voicepost: " + problem.getMessage());
    return code;
  }
}
