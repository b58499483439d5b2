package io.voicepost.gateway.testphone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands at the FastAGI port and behaves, for each caller's number, as a test wants it to.
final class StubGateway implements AutoCloseable {
  /// One call, seen from the gateway.
  record Session(List<String> environment, Socket socket, BufferedReader in) {
    /// The value of an `agi_` line, empty if there is none.
    String value(String key) {
      return environment.stream()
          .filter(line -> line.startsWith(key + ": "))
          .findFirst()
          .map(line -> line.substring(key.length() + 2))
          .orElse("");
    }

    /// Sends a command and waits for its reply.
    String ask(String command) throws IOException {
      tell(command);
      return Optional.ofNullable(in.readLine()).orElse("");
    }

    void tell(String command) throws IOException {
      socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  interface Behaviour {
    void serve(Session session) throws IOException, InterruptedException;
  }

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  StubGateway() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// What to do with the calls that bring this number; others are told that all is done.
  void when(String number, Behaviour behaviour) {
    behaviours.put(number, behaviour);
  }

  /// The calls that came so far.
  List<Session> sessions() {
    return sessions;
  }

  /// The calls that brought this number.
  List<Session> from(String number) {
    return sessions.stream().filter(it -> it.value("agi_arg_1").equals(number)).toList();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var socket = door.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      var environment = new ArrayList<String>();
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        environment.add(line);
      }
      var session = new Session(List.copyOf(environment), socket, in);
      sessions.add(session);
      behaviours
          .getOrDefault(session.value("agi_arg_1"), it -> it.ask("SET VARIABLE VP_STATE done"))
          .serve(session);
    } catch (IOException | InterruptedException gone) {
      // A test ended its call or closed us.
    }
  }
}
