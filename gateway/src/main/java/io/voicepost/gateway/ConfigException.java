package io.voicepost.gateway;

/// The configuration cannot be used; the message says in one line which setting and what to do.
final class ConfigException extends Exception {
  ConfigException(String message) {
    super(message);
  }
}
