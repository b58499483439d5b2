package io.voicepost.gateway.agi;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One login at the Asterisk Manager Interface (AMI 11): hears the keys of all channels, and can
/// press a key on one, which is also all that our account there may do.
///
/// [#listen] is for one thread, [#press] for any; the answers to the one come by the other.
final class AmiSession implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(2);

  /// Nobody may press a key for long.
  private static final Duration SILENT = Duration.ofDays(1);

  private static final int MOST_LINES = 64;
  private static final String ACCOUNT = "voicepost";

  private final Socket socket = new Socket();
  private final Map<String, CompletableFuture<Boolean>> actions = new ConcurrentHashMap<>();
  private final AtomicLong lastAction = new AtomicLong();
  private final LineReader in;

  private AmiSession(int port) throws IOException {
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      socket.connect(address, (int) STEP.toMillis());
      this.in = new LineReader(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Logs in, within a few seconds.
  static AmiSession login(int port, String secret) throws IOException {
    var session = new AmiSession(port);
    try {
      long deadline = LineReader.deadlineIn(STEP);
      if (session.in.line(deadline) == null) {
        throw new EOFException("Asterisk's manager interface hung up");
      }
      session.send("Login", "Username: " + ACCOUNT, "Secret: " + secret, "Events: dtmf");
      if (!"Success".equals(session.message(deadline).get("Response"))) {
        throw new IOException("Asterisk's manager interface refuses us");
      }
      return session;
    } catch (IOException e) {
      session.close();
      throw e;
    }
  }

  /// Hands over every event until the session ends.
  void listen(Consumer<Map<String, String>> events) throws IOException {
    try {
      while (true) {
        var message = message(LineReader.deadlineIn(SILENT));
        if (message.containsKey("Event")) {
          events.accept(message);
        } else {
          var action = actions.remove(message.getOrDefault("ActionID", ""));
          if (action != null) {
            action.complete("Success".equals(message.get("Response")));
          }
        }
      }
    } finally {
      actions.values().forEach(it -> it.complete(false));
    }
  }

  /// Lets Asterisk believe that the caller pressed a key.
  ///
  /// @throws IOException if it does not
  void press(String channel, char key) throws IOException {
    var id = "" + lastAction.incrementAndGet();
    var answer = new CompletableFuture<Boolean>();
    actions.put(id, answer);
    try {
      send("PlayDTMF", "ActionID: " + id, "Channel: " + channel, "Digit: " + key, "Receive: true");
      if (answer.get(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      throw new IOException("Asterisk's manager interface refuses to press a key");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Asterisk's manager interface does not answer", e);
    } finally {
      actions.remove(id);
    }
  }

  private void send(String action, String... fields) throws IOException {
    var request = "Action: " + action + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    synchronized (socket) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /// The fields of the next message; of two with one name, the first.
  private Map<String, String> message(long deadline) throws IOException {
    var fields = new HashMap<String, String>();
    for (int lines = 0; lines < MOST_LINES; lines++) {
      var line = in.line(deadline);
      if (line == null) {
        throw new EOFException("Asterisk's manager interface hung up");
      }
      var text = line.strip();
      if (text.isEmpty()) {
        return fields;
      }
      int colon = text.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(text.substring(0, colon), text.substring(colon + 1).strip());
      }
    }
    throw new UntrustedPeerException("a message of Asterisk's manager interface has no end");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
