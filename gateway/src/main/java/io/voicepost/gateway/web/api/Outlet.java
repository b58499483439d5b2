package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/// The connection of one listener. One who takes too long to read is let go; apps come back by
/// themselves. Safe for many threads.
final class Outlet<T> {
  /// All listeners share the bytes of an event, so a long queue costs little.
  private static final int MOST_UNREAD = 512;

  private final StreamWriter<T> out;
  private final BiFunction<StreamEvent, Channel, T> form;
  private final T beat;
  private final AtomicInteger unread = new AtomicInteger();

  private Outlet(StreamWriter<T> out, BiFunction<StreamEvent, Channel, T> form, T beat) {
    this.out = out;
    this.form = form;
    this.beat = beat;
  }

  /// Server-sent events, and a comment now and then.
  static Outlet<HttpObject> text(StreamWriter<HttpObject> out) {
    return new Outlet<>(out, (event, _) -> event.text(), HttpData.ofUtf8(":thump\n"));
  }

  /// Messages on a socket, and a ping now and then.
  static Outlet<WebSocketFrame> socket(StreamWriter<WebSocketFrame> out) {
    return new Outlet<>(out, StreamEvent::frame, WebSocketFrame.ofPing());
  }

  /// Sends without waiting; `false` if the listener is gone, or was let go just now.
  boolean send(StreamEvent event, Channel channel) {
    return write(form.apply(event, channel));
  }

  /// Shows that the connection is alive.
  boolean beat() {
    return write(beat);
  }

  boolean write(T object) {
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
  void close() {
    out.close();
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
