package io.voicepost.gateway.web.http;

import java.net.URI;

/// How a browser calls the line: the SIP endpoint made for it and the WebSocket (RFC 7118) that
/// leads there. The secret is told to visitors on this machine only.
public record BrowserPhone(URI websocket, String user, String secret) {
  public BrowserPhone {
    if (!("ws".equals(websocket.getScheme()) || "wss".equals(websocket.getScheme()))
        || websocket.getHost() == null) {
      throw new IllegalArgumentException(
          "the browser phone's websocket is like ws://127.0.0.1:8088/ws, not " + websocket);
    }
    if (!user.matches("[A-Za-z0-9_-]{1,40}") || secret.isEmpty()) {
      throw new IllegalArgumentException("the browser phone needs a user and a secret");
    }
  }

  @Override
  public String toString() {
    return "BrowserPhone[" + websocket + ", " + user + "]";
  }
}
