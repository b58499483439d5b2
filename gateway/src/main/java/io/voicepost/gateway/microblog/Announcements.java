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
  private final List<Consumer<Announcement>> couriers = new CopyOnWriteArrayList<>();

  /// Ends a subscription.
  public interface ListenerRegistration extends AutoCloseable {
    @Override
    void close();
  }

  /// Hears of what happens, here or on another node.
  public ListenerRegistration subscribe(Consumer<Announcement> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Hears of what happens here alone, to carry it to other nodes.
  public ListenerRegistration subscribeToOwn(Consumer<Announcement> courier) {
    couriers.add(courier);
    return () -> couriers.remove(courier);
  }

  /// Tells of what happened here.
  public void announce(Announcement announcement) {
    tell(couriers, announcement);
    tell(listeners, announcement);
  }

  /// Tells of what happened on another node.
  public void carry(Announcement announcement) {
    tell(listeners, announcement);
  }

  private static void tell(List<Consumer<Announcement>> listeners, Announcement announcement) {
    for (var listener : listeners) {
      try {
        listener.accept(announcement);
      } catch (RuntimeException e) {
        log.error(
            "announcement listener failed announcement={}",
            announcement.getClass().getSimpleName(),
            e);
      }
    }
  }
}
