package io.voicepost.gateway.agi;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The keypads of all calls, by the manager interface of the Asterisk that each came from. Safe for
/// many threads.
final class DtmfBuffers implements AutoCloseable {
  private final String secret;
  private final Map<Integer, AmiClient> clients = new ConcurrentHashMap<>();

  /// @param secret of our account at the manager interfaces
  DtmfBuffers(String secret) {
    this.secret = secret;
  }

  /// Of a call that is not answered yet; whoever asks closes it.
  DtmfBuffer open(AgiEnvironment environment) {
    var port = environment.manager();
    return port.isPresent()
        ? clients
            .computeIfAbsent(port.getAsInt(), it -> AmiClient.start(it, secret))
            .keypad(environment.channel())
        : DtmfBuffer.alone();
  }

  @Override
  public void close() throws IOException {
    for (var client : clients.values()) {
      client.close();
    }
  }
}
