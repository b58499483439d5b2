package io.voicepost.gateway.testphone;

/// This call can never be placed: no such file, no sound in it, a tool that is missing. The message
/// is one line for the person at the keyboard.
public final class CannotCallException extends Exception {
  CannotCallException(String message) {
    super(message);
  }
}
