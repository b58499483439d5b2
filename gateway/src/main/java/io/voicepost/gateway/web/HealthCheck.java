package io.voicepost.gateway.web;

import java.io.IOException;

/// One part of the service that can be asked whether it works. `name` is what `/health` calls it.
public record HealthCheck(String name, Probe probe) {
  /// Asks a part for a sign of life; runs on a virtual thread and may block.
  @FunctionalInterface
  public interface Probe {
    /// @throws IOException if the part does not work now
    void check() throws IOException;
  }

  public HealthCheck {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a health check has a name");
    }
  }
}
