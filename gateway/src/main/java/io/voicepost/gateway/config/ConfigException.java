package io.voicepost.gateway.config;

/// The configuration cannot be used; the message says in one line which setting and what to do.
public final class ConfigException extends Exception {
  ConfigException(String message) {
    super(message);
  }
}
