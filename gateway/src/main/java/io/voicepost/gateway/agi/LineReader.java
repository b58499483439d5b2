package io.voicepost.gateway.agi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads lines from a socket, none longer than 1 KiB and none later than a deadline, however slowly
/// the bytes come. For one thread.
final class LineReader {
  private static final int LONGEST_LINE = 1024;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private int position;
  private int limit;

  LineReader(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /// When lines have to be read by, for [#line].
  static long deadlineIn(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  /// The next line without its line feed; null at the end of the stream, where half a line counts
  /// for nothing.
  ///
  /// @throws StrangerException if the line is too long
  /// @throws SocketTimeoutException if it is not complete by the deadline
  @Nullable String line(long deadline) throws IOException {
    var line = new StringBuilder();
    for (int next = next(deadline); next != '\n'; next = next(deadline)) {
      if (next < 0) {
        return null;
      }
      if (line.length() == LONGEST_LINE) {
        throw new UntrustedPeerException("it sends a line without end");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  /// Whether there is something to read right now.
  boolean isWaiting() throws IOException {
    return position < limit || in.available() > 0;
  }

  private int next(long deadline) throws IOException {
    if (position == limit) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
      int read = in.read(buffer);
      if (read < 0) {
        return -1;
      }
      position = 0;
      limit = read;
    }
    return buffer[position++] & 0xff;
  }
}
