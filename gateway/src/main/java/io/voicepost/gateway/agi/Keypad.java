package io.voicepost.gateway.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A caller's keypad, pressed from here: while Asterisk records it takes no commands on the call's
/// own connection, but a key from the caller ends the recording. Speaks just enough of the Asterisk
/// Manager Interface (AMI 11) to log in and send `PlayDTMF`, which is also all that our account
/// there may do. Every wait is bounded. For one thread at a time.
final class Keypad implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final int MOST_LINES = 32;
  private static final String ACCOUNT = "voicepost";
  private static final Logger log = LoggerFactory.getLogger(Keypad.class);

  private final Socket socket;
  private final LineReader in;
  private final String channel;

  private Keypad(Socket socket, String channel) throws IOException {
    this.socket = socket;
    this.in = new LineReader(socket);
    this.channel = channel;
  }

  /// Logs in; empty if that does not work, which is logged.
  ///
  /// @param channel Asterisk's name of the call
  static Optional<Keypad> open(int port, String secret, String channel) {
    var socket = new Socket();
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      socket.connect(address, (int) STEP.toMillis());
      var keypad = new Keypad(socket, channel);
      keypad.in.line(LineReader.deadlineIn(STEP));
      keypad.act("Login", "Username: " + ACCOUNT, "Secret: " + secret, "Events: off");
      return Optional.of(keypad);
    } catch (IOException e) {
      log.warn("Silence ends no wideband recording as such: {}", e.toString());
      close(socket);
      return Optional.empty();
    }
  }

  void press(char key) throws IOException {
    act("PlayDTMF", "Channel: " + channel, "Digit: " + key, "Receive: true");
  }

  @Override
  public void close() {
    close(socket);
  }

  private void act(String action, String... fields) throws IOException {
    var request = "Action: " + action + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    long deadline = LineReader.deadlineIn(STEP);
    boolean success = false;
    for (int lines = 0; lines < MOST_LINES; lines++) {
      var line = in.line(deadline);
      if (line == null) {
        break;
      }
      if (line.strip().isEmpty()) {
        if (success) {
          return;
        }
        break;
      }
      success |= line.strip().equals("Response: Success");
    }
    throw new IOException("Asterisk's manager interface refuses " + action);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("A connection to the manager interface did not close.", e);
    }
  }
}
