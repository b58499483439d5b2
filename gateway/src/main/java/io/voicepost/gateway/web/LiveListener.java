package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.concurrent.atomic.AtomicInteger;

/// One browser that follows the live updates. One that takes too long to read what it was sent is
/// let go; it comes back by itself and hears what it missed.
final class LiveListener {
  private static final int MOST_UNREAD = 32;

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

  /// Sends an event without waiting; `false` if the listener is gone.
  boolean send(HttpData event) {
    if (unread.incrementAndGet() > MOST_UNREAD || !out.tryWrite(event)) {
      close();
      return false;
    }
    var _ = out.whenConsumed().thenRun(unread::decrementAndGet);
    return true;
  }

  void close() {
    out.close();
  }
}
