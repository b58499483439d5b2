package io.voicepost.gateway.agi;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.regex.Pattern;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/// One connection from Asterisk, with a limit on everything that comes in: how long a line is, how
/// many there are, how long they take, and that nothing comes unasked but `HANGUP`.
///
/// [#admit] comes first; what it read is read again by Asterisk-Java. For one thread, except
/// [#close]. An `IOException` ends the call.
final class GuardedConnection implements SocketConnectionFacade, AutoCloseable {
  private static final Duration ENVIRONMENT_TIME = Duration.ofSeconds(5);
  private static final int MOST_LINES = 64;
  private static final int LONGEST_LINE = 1024;
  private static final int LONGEST_COMMAND = 4096;
  private static final String HANGUP = "HANGUP";
  private static final Pattern COMMAND = Pattern.compile("[ -~]+\n");
  private static final Pattern REPLY = Pattern.compile("[0-9]{3}[ -].*");

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private final Deque<String> environment = new ArrayDeque<>();
  private int position;
  private int limit;
  private long deadline;
  private Duration patience = Duration.ofSeconds(5);
  private boolean replyDue;
  private int replyLines;
  private boolean hungUp;

  GuardedConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setTcpNoDelay(true);
  }

  /// Reads and checks what Asterisk says first.
  ///
  /// @throws StrangerException if this is not our Asterisk calling
  Environment admit(String secret) throws IOException {
    deadline = System.nanoTime() + ENVIRONMENT_TIME.toNanos();
    var lines = new ArrayList<String>();
    try {
      for (var line = line(); line == null || !line.isEmpty(); line = line()) {
        if (line == null) {
          throw new StrangerException("it hung up in the middle of its environment");
        }
        if (lines.size() == MOST_LINES) {
          throw new StrangerException("its environment has too many lines");
        }
        lines.add(line);
      }
    } catch (SocketTimeoutException slow) {
      throw new StrangerException("its environment takes too long");
    }
    var checked = Environment.check(lines, secret);
    environment.addAll(lines);
    environment.add("");
    return checked;
  }

  /// How long the reply to the next commands may take.
  void patience(Duration patience) {
    this.patience = patience;
  }

  /// Asterisk said that the caller hung up.
  boolean hungUp() {
    return hungUp;
  }

  /// A line of the environment, then one reply for each command; null where there is none.
  @Override
  public @Nullable String readLine() throws IOException {
    if (!environment.isEmpty()) {
      return environment.remove();
    }
    if (!replyDue) {
      return null;
    }
    var line = line();
    while (line != null && line.equals(HANGUP)) {
      hungUp = true;
      line = line();
    }
    if (line == null) {
      return null;
    }
    replyLines++;
    boolean inUsage = replyLines > 1 && !line.startsWith("520 ");
    if (replyLines > MOST_LINES || (!inUsage && !REPLY.matcher(line).matches())) {
      throw new StrangerException("its reply is none");
    }
    // A reply is one line, but for usage texts, which begin with "520-" and end with "520 ".
    replyDue = inUsage || line.startsWith("520-") || line.startsWith("1");
    return line;
  }

  @Override
  public void write(String command) throws IOException {
    if (!COMMAND.matcher(command).matches() || command.length() > LONGEST_COMMAND) {
      throw new IllegalArgumentException("a command is one line of printable characters");
    }
    refuseUnasked();
    socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
    deadline = System.nanoTime() + patience.toNanos();
    replyDue = true;
    replyLines = 0;
  }

  /// Before a command, nothing may be waiting to be read but the news that the caller hung up.
  private void refuseUnasked() throws IOException {
    deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (position < limit || in.available() > 0) {
      var line = line();
      if (line == null) {
        return;
      }
      if (!line.equals(HANGUP)) {
        throw new StrangerException("it speaks without being asked");
      }
      hungUp = true;
    }
  }

  /// The next line without its end; null at the end of the stream.
  private @Nullable String line() throws IOException {
    var line = new StringBuilder();
    for (int next = next(); next != '\n'; next = next()) {
      if (next < 0) {
        return null;
      }
      if (line.length() == LONGEST_LINE) {
        throw new StrangerException("it sends a line without end");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private int next() throws IOException {
    if (position == limit) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
      limit = Math.max(0, in.read(buffer));
      position = 0;
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position++] & 0xff;
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public boolean isConnected() {
    return !socket.isClosed();
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
