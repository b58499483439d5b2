package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.concurrent.atomic.AtomicInteger;

/// One browser that follows the live updates. One that takes too long to read what it was sent is
/// let go; it comes back by itself and hears what it missed.
final class LiveListener {
  /// All listeners share the bytes of an event, so a long queue costs little.
  private static final int MOST_UNREAD = 512;

  private final HttpResponseWriter out;
  private final Language language;
  private final AtomicInteger unread = new AtomicInteger();

  LiveListener(HttpResponseWriter out, Language language) {
    this.out = out;
    this.language = language;
  }

  Language language() {
    return language;
  }

  /// Sends an event without waiting; `false` if the listener is gone, or was let go just now.
  boolean send(HttpData event) {
    if (unread.incrementAndGet() > MOST_UNREAD) {
      // Not closed: that would wait until all of it was read.
      out.abort();
      return false;
    }
    if (!out.tryWrite(event)) {
      return false;
    }
    var _ = out.whenConsumed().thenRun(unread::decrementAndGet);
    return true;
  }

  /// Ends the stream once the listener has read what it was sent.
  void close() {
    out.close();
  }
}
