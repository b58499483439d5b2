package io.voicepost.gateway.microblog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries announcements to whoever subscribed, on the announcer's thread. A listener must not
/// block; one that fails is logged and does not disturb the others. Safe for many threads.
public final class Announcements {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  private final List<Consumer<Announcement>> listeners = new CopyOnWriteArrayList<>();

  /// Ends a subscription.
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  public Subscription subscribe(Consumer<Announcement> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void announce(Announcement announcement) {
    for (var listener : listeners) {
      try {
        listener.accept(announcement);
      } catch (RuntimeException e) {
        log.error("A listener failed on {}; the others go on.", announcement.getClass(), e);
      }
    }
  }
}
