package io.voicepost.gateway.access;

/// What a passkey showed is not what was asked for, or is too late; the same will not do again.
public final class PasskeyException extends Exception {
  PasskeyException(String message) {
    super(message);
  }

  PasskeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
