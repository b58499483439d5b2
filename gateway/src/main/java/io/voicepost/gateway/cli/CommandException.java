package io.voicepost.gateway.cli;

/// A command cannot do what it was asked; the message says why in one line.
public final class CommandException extends Exception {
  public CommandException(String message) {
    super(message);
  }

  /// For what refused says so well enough itself.
  public CommandException(Exception refusal) {
    super(refusal.getMessage(), refusal);
  }
}
