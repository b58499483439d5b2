package io.voicepost.gateway;

import io.voicepost.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.URI;

/// A whole running gateway. Closing takes its parts apart in the reverse of how [CompositionRoot]
/// started them: stop answering and let calls end, finish the message in hand, stop the web, close
/// the stores.
public final class Gateway implements AutoCloseable {
  private final StartedParts parts;
  private final URI address;

  private Gateway(StartedParts parts, URI address) {
    this.parts = parts;
    this.address = address;
  }

  /// Starts everything, or nothing.
  ///
  /// @throws IOException if a part cannot start; its one line says which and what to do
  public static Gateway start(GatewayConfig config) throws IOException {
    var parts = new StartedParts();
    try {
      return new Gateway(parts, CompositionRoot.of(config, parts).start());
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// Where the pages are.
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    parts.close();
  }
}
