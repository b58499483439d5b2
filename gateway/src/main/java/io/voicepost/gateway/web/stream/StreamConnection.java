package io.voicepost.gateway.web.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import io.voicepost.storage.access.TokenId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The connection of one listener. One who takes too long to read is let go; apps come back by
/// themselves. Safe for many threads.
public final class StreamConnection<T> {
  /// Before the events of a stream (HTML standard, section 9.2). Nobody may keep it, no proxy may
  /// hold it back.
  public static final ResponseHeaders EVENT_STREAM =
      ResponseHeaders.of(
          HttpStatus.OK,
          HttpHeaderNames.CONTENT_TYPE,
          MediaType.EVENT_STREAM,
          HttpHeaderNames.CACHE_CONTROL,
          "private, no-store",
          "x-accel-buffering",
          "no");

  /// All listeners share the bytes of an event, so a long queue costs little.
  private static final int MOST_UNREAD = 512;

  /// What a listener has to read what it was sent, where it is to go.
  private static final Duration TO_READ = Duration.ofSeconds(5);

  private final StreamWriter<T> out;
  private final Optional<TokenId> token;
  private final T beat;
  private final AtomicInteger unread = new AtomicInteger();

  private StreamConnection(StreamWriter<T> out, Optional<TokenId> token, T beat) {
    this.out = out;
    this.token = token;
    this.beat = beat;
  }

  /// Server-sent events, and a comment now and then.
  ///
  /// @param token with what it is opened; empty for a visitor's
  public static StreamConnection<HttpObject> events(
      StreamWriter<HttpObject> out, Optional<TokenId> token) {
    return new StreamConnection<>(out, token, HttpData.ofUtf8(":thump\n"));
  }

  /// Messages on a socket, and a ping now and then.
  public static StreamConnection<WebSocketFrame> socket(
      StreamWriter<WebSocketFrame> out, Optional<TokenId> token) {
    return new StreamConnection<>(out, token, WebSocketFrame.ofPing());
  }

  /// Shows that the connection is alive.
  void beat() {
    var _ = write(beat);
  }

  /// Sends without waiting; `false` if the listener is gone, or was let go just now.
  public boolean write(T object) {
    if (unread.incrementAndGet() > MOST_UNREAD) {
      // Not closed: that would wait until all of it was read.
      out.abort();
      return false;
    }
    if (!out.tryWrite(object)) {
      return false;
    }
    var _ = out.whenConsumed().thenRun(unread::decrementAndGet);
    return true;
  }

  /// Ends it once what was sent is read.
  public void close() {
    out.close();
  }

  /// Ends it now, whatever was not read.
  void abort() {
    out.abort();
  }

  Optional<TokenId> token() {
    return token;
  }

  /// Ends it if its token is such a one: nothing more is sent, and who does not read what was sent
  /// before is cut off.
  void endIf(Predicate<TokenId> ended) {
    if (token.filter(ended).isPresent()) {
      // Not aborted: browsers take that for an error of the page.
      out.close();
      var later = CompletableFuture.delayedExecutor(TO_READ.toMillis(), TimeUnit.MILLISECONDS);
      var _ = CompletableFuture.runAsync(out::abort, later);
    }
  }

  /// Calls back when the connection ended, however it did.
  void whenGone(Runnable then) {
    var _ =
        out.whenComplete()
            .handle((_, _) -> {
              then.run();
              return true;
            });
  }
}
