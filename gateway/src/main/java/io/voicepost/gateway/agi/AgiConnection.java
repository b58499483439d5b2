package io.voicepost.gateway.agi;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/// One connection from Asterisk, with a limit on everything that comes in: how long a line is, how
/// many there are, how long they take, and that nothing comes unasked but `HANGUP`.
///
/// [#admit] comes first; what it read is read again by Asterisk-Java. For one thread, except
/// [#close]. After an `IOException` or the end of the stream the connection has ended for good.
final class AgiConnection implements SocketConnectionFacade, AutoCloseable {
  private static final Duration ENVIRONMENT = Duration.ofSeconds(3);
  private static final Duration REST_OF_A_LINE = Duration.ofSeconds(1);
  private static final int MOST_LINES = 64;
  private static final int LONGEST_COMMAND = 4096;
  private static final String HANGUP = "HANGUP";
  private static final Pattern COMMAND = Pattern.compile("[ -~]+\n");
  private static final Pattern REPLY = Pattern.compile("[0-9]{3}[ -].*");

  private final Socket socket;
  private final LineReader in;
  private final Deque<String> environment = new ArrayDeque<>();
  private Duration patience = Duration.ZERO;
  private long replyBy;
  private boolean replyDue;
  private int replyLines;
  private boolean hungUp;
  private boolean ended;
  private Optional<String> violation = Optional.empty();

  AgiConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new LineReader(socket);
    socket.setTcpNoDelay(true);
  }

  /// Reads and checks what Asterisk says first.
  ///
  /// @throws StrangerException if this is not our Asterisk calling
  AgiEnvironment admit(String secret) throws IOException {
    long deadline = LineReader.deadlineIn(ENVIRONMENT);
    var lines = new ArrayList<String>();
    try {
      for (var line = in.line(deadline); ; line = in.line(deadline)) {
        if (line == null) {
          throw new UntrustedPeerException("it hung up in the middle of its environment");
        }
        if (line.isEmpty()) {
          break;
        }
        if (lines.size() == MOST_LINES) {
          throw new UntrustedPeerException("its environment has too many lines");
        }
        if (!line.startsWith("agi_")) {
          throw new UntrustedPeerException("it is no environment that it sends");
        }
        lines.add(line);
      }
    } catch (SocketTimeoutException slow) {
      throw new UntrustedPeerException("its environment takes too long");
    }
    var checked = AgiEnvironment.check(lines, secret);
    environment.addAll(lines);
    environment.add("");
    return checked;
  }

  /// How long the reply to the next command may take.
  void patience(Duration patience) {
    this.patience = patience;
  }

  /// Asterisk said that the caller hung up.
  boolean hungUp() {
    return hungUp;
  }

  /// Nothing more can be said to Asterisk.
  boolean ended() {
    return ended;
  }

  /// How Asterisk broke the rules after it was admitted, if it did.
  Optional<String> violation() {
    return violation;
  }

  /// A line of the environment, then one reply for each command; null where there is none.
  @Override
  public @Nullable String readLine() throws IOException {
    if (!environment.isEmpty()) {
      return environment.remove();
    }
    if (!replyDue || ended) {
      return null;
    }
    try {
      var line = replyLine();
      ended = line == null;
      return line;
    } catch (IOException e) {
      throw end(e);
    }
  }

  private @Nullable String replyLine() throws IOException {
    var line = in.line(replyBy);
    while (line != null && line.equals(HANGUP)) {
      hungUp = true;
      line = in.line(replyBy);
    }
    if (line == null) {
      return null;
    }
    replyLines++;
    boolean isUsage = replyLines > 1 && !line.startsWith("520 ");
    if (replyLines > MOST_LINES || (!isUsage && !REPLY.matcher(line).matches())) {
      throw new UntrustedPeerException("its reply is none");
    }
    // A reply is one line, but for what only announces it (1xx) and for usage texts, which begin
    // with "520-" and end with "520 ".
    replyDue = isUsage || line.startsWith("520-") || line.startsWith("1");
    return line;
  }

  @Override
  public void write(String command) throws IOException {
    if (!COMMAND.matcher(command).matches() || command.length() > LONGEST_COMMAND) {
      throw new IllegalArgumentException("a command is one line of printable characters");
    }
    try {
      refuseUnasked();
      socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw end(e);
    }
    replyBy = LineReader.deadlineIn(patience);
    replyDue = true;
    replyLines = 0;
  }

  /// Before a command, nothing may be waiting to be read but the news that the caller hung up.
  private void refuseUnasked() throws IOException {
    long deadline = LineReader.deadlineIn(REST_OF_A_LINE);
    while (in.isWaiting()) {
      var line = in.line(deadline);
      if (line == null) {
        throw new EOFException("it hung up");
      }
      if (!line.equals(HANGUP)) {
        throw new UntrustedPeerException("it speaks without being asked");
      }
      hungUp = true;
    }
  }

  private IOException end(IOException cause) throws IOException {
    ended = true;
    if (cause instanceof UntrustedPeerException) {
      violation = Optional.ofNullable(cause.getMessage());
    }
    socket.close();
    return cause;
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public boolean isConnected() {
    return !ended && !socket.isClosed();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public InetAddress getRemoteAddress() {
    return socket.getInetAddress();
  }

  @Override
  public int getRemotePort() {
    return socket.getPort();
  }
}
