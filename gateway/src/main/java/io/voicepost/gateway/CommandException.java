package io.voicepost.gateway;

/// A command cannot do what it was asked; the message says why in one line.
final class CommandException extends Exception {
  CommandException(String message) {
    super(message);
  }

  /// For what refused says so well enough itself.
  CommandException(Exception refusal) {
    super(refusal.getMessage(), refusal);
  }
}
