package io.voicepost.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Optional;

/// Reads a password from the terminal, twice and unseen, or one line from standard input. Never
/// from the arguments, which other users of the machine can see.
final class PasswordPrompt {
  private PasswordPrompt() {}

  /// @throws CommandException if nothing was given, or the two differ
  static String read() throws CommandException, IOException {
    var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isEmpty()) {
      return read(System.in);
    }
    var first = terminal.get().readPassword("New password: ");
    var second = terminal.get().readPassword("Once more: ");
    if (first == null || second == null || !Arrays.equals(first, second)) {
      throw new CommandException("the two are not the same; nothing is changed");
    }
    return new String(first);
  }

  static String read(InputStream input) throws CommandException, IOException {
    var line = new BufferedReader(new InputStreamReader(input, UTF_8)).readLine();
    if (line == null || line.isEmpty()) {
      throw new CommandException("no password was given on standard input; nothing is changed");
    }
    return line;
  }
}
