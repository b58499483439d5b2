package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import io.voicepost.storage.access.TokenId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// The connection of one listener. One who takes too long to read is let go; apps come back by
/// themselves. Safe for many threads.
public final class StreamConnection<T> {
  /// All listeners share the bytes of an event, so a long queue costs little.
  private static final int MOST_UNREAD = 512;

  /// What a listener has to read what it was sent, where it is to go.
  private static final Duration TO_READ = Duration.ofSeconds(5);

  private final StreamWriter<T> out;
  private final Optional<TokenId> token;
  private final BiFunction<StreamEvent, StreamChannel, T> form;
  private final T beat;
  private final AtomicInteger unread = new AtomicInteger();

  private StreamConnection(
      StreamWriter<T> out,
      Optional<TokenId> token,
      BiFunction<StreamEvent, StreamChannel, T> form,
      T beat) {
    this.out = out;
    this.token = token;
    this.form = form;
    this.beat = beat;
  }

  /// Server-sent events, and a comment now and then.
  public static StreamConnection<HttpObject> text(
      StreamWriter<HttpObject> out, Optional<TokenId> token) {
    return new StreamConnection<>(
        out, token, (event, _) -> event.text(), HttpData.ofUtf8(":thump\n"));
  }

  /// Messages on a socket, and a ping now and then.
  static StreamConnection<WebSocketFrame> socket(
      StreamWriter<WebSocketFrame> out, Optional<TokenId> token) {
    return new StreamConnection<>(out, token, StreamEvent::frame, WebSocketFrame.ofPing());
  }

  /// Sends without waiting; `false` if the listener is gone, or was let go just now.
  boolean send(StreamEvent event, StreamChannel channel) {
    return write(form.apply(event, channel));
  }

  /// Shows that the connection is alive.
  boolean beat() {
    return write(beat);
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
  public void abort() {
    out.abort();
  }

  /// With what it was opened; empty for a visitor's.
  public Optional<TokenId> token() {
    return token;
  }

  /// Ends it if its token is such a one: nothing more is sent, and who does not read what was sent
  /// before is cut off.
  public void endIf(Predicate<TokenId> ended) {
    if (token.filter(ended).isPresent()) {
      // Not aborted: browsers take that for an error of the page.
      out.close();
      var later = CompletableFuture.delayedExecutor(TO_READ.toMillis(), TimeUnit.MILLISECONDS);
      var _ = CompletableFuture.runAsync(out::abort, later);
    }
  }

  /// Calls back when the connection ended, however it did.
  public void whenGone(Runnable then) {
    var _ =
        out.whenComplete()
            .handle((_, _) -> {
              then.run();
              return true;
            });
  }
}
