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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Asterisk's manager interface for as many logins as come, as Asterisk 22.10 was seen to speak.
final class FakeManager implements AutoCloseable {
  static final String CHANNEL = "PJSIP/trunk-00000001";

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
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

  /// Tells of keys that went down and came up, on [#CHANNEL].
  void tells(String keys) throws IOException {
    for (int i = 0; i < keys.length(); i++) {
      char key = keys.charAt(i);
      event("DTMFBegin", key);
      event("DTMFEnd", key);
    }
  }

  void event(String name, char key) throws IOException {
    for (var session : sessions) {
      say(
          session,
          String.join(
              "\r\n",
              "Event: " + name,
              "Privilege: dtmf,all",
              "Channel: " + CHANNEL,
              "ChannelStateDesc: Up",
              "CallerIDNum: <unknown>",
              "Digit: " + key,
              "DurationMs: 100",
              "Direction: Received",
              "",
              ""));
    }
  }

  /// Hangs up on all who are logged in.
  void hangsUp() throws IOException {
    for (var session : sessions) {
      session.close();
    }
    sessions.clear();
  }

  /// How many are logged in.
  int sessions() {
    return sessions.size();
  }

  @Override
  public void close() throws IOException {
    door.close();
    hangsUp();
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
        var id = fields.stream().filter(it -> it.startsWith("ActionID: ")).findFirst();
        var action =
            String.join(
                " ", fields.stream().filter(it -> !id.equals(java.util.Optional.of(it))).toList());
        fields.clear();
        actions.add(action);
        onAction.accept(action);
        say(socket, id.map(it -> it + "\r\n").orElse("") + reply);
        if (action.startsWith("Action: Login")) {
          sessions.add(socket);
        }
      }
    } catch (IOException gone) {
      return;
    } finally {
      sessions.remove(socket);
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    synchronized (socket) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
