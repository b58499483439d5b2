package io.voicepost.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A TCP port of 127.0.0.1 at which nobody listens, and which nobody else is given meanwhile.
public final class ClosedPort implements AutoCloseable {
  private final Socket bound = new Socket();

  public ClosedPort() throws IOException {
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return bound.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
