package io.voicepost.gateway.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Asterisk's manager interface for as many logins as come, as Asterisk 22.10 was seen to speak.
final class FakeManager implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final Consumer<String> onAction;
  private volatile String reply = "Response: Success\r\nMessage: fine\r\n\r\n";

  FakeManager(Consumer<String> onAction) throws IOException {
    this.onAction = onAction;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// From now on answers everything so.
  FakeManager replies(String reply) {
    this.reply = reply;
    return this;
  }

  /// The fields of each action, joined by a blank.
  List<String> actions() {
    return actions;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var socket = door.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      say(socket, "Asterisk Call Manager/11.0.0\r\n");
      var fields = new ArrayList<String>();
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isEmpty()) {
          fields.add(line);
          continue;
        }
        var action = String.join(" ", fields);
        fields.clear();
        actions.add(action);
        onAction.accept(action);
        say(socket, reply);
      }
    } catch (IOException gone) {
      return;
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
