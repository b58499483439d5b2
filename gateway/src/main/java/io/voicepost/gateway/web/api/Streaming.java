package io.voicepost.gateway.web.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners what happens, as it happens. Announcers only put it in a queue; one thread
/// writes to all. Whoever is told of a thing is told it once a channel; who was away, reads
/// timelines.
public final class Streaming implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Streaming.class);
  private static final int MOST_WAITING = 8192;

  private final Microblog microblog;
  private final StreamEvents events;
  private final int mostListeners;
  private final Duration heartbeat;
  private final Set<Outlet<?>> outlets = ConcurrentHashMap.newKeySet();
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Announcement> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final Announcements.Subscription heard;
  private final Thread writer;

  /// @param mostListeners connections at once
  /// @param heartbeat how often a quiet connection shows that it is alive
  public Streaming(
      Microblog microblog,
      MediaRoom media,
      int mostListeners,
      Duration heartbeat,
      MeterRegistry meters) {
    this.microblog = microblog;
    this.events = new StreamEvents(new Entities(microblog, media));
    this.mostListeners = mostListeners;
    this.heartbeat = heartbeat;
    meters.gauge("voicepost.streaming.listeners", outlets, Set::size);
    this.heard = microblog.announcements().subscribe(this::queue);
    this.writer = Thread.ofVirtual().name("streaming").start(this::write);
  }

  boolean isFull() {
    return outlets.size() >= mostListeners;
  }

  /// Lets a connection listen until it ends.
  void add(Outlet<?> outlet) {
    outlets.add(outlet);
    outlet.whenGone(() -> {
      outlets.remove(outlet);
      subscriptions.removeIf(it -> it.outlet() == outlet);
    });
  }

  /// Tells a listener of everything in a channel from now on.
  ///
  /// @throws ApiException 404 if it is of a list that is none of the viewer's
  Subscription follow(Channel channel, Optional<AccountId> viewer, Outlet<?> outlet, String base)
      throws ApiException, IOException {
    if (channel instanceof Channel.OfList(var owner, var list)
        && microblog.listing().store().byId(owner, list).isEmpty()) {
      throw ApiException.notFound();
    }
    var subscription = new Subscription(channel, viewer, outlet, base);
    add(subscription);
    return subscription;
  }

  private void add(Subscription subscription) throws IOException {
    // Told of changes first, then read: nothing that changes meanwhile is missed.
    subscriptions.add(subscription);
    try {
      subscription.refresh(microblog);
    } catch (IOException | RuntimeException e) {
      subscriptions.remove(subscription);
      throw e;
    }
    if (!outlets.contains(subscription.outlet())) {
      subscriptions.remove(subscription);
    }
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  private void queue(Announcement announcement) {
    if (!subscriptions.isEmpty() && !waiting.offer(announcement)) {
      overflowed.set(true);
    }
  }

  private void write() {
    long beatAt = System.nanoTime() + heartbeat.toNanos();
    try {
      while (true) {
        var next = waiting.poll(beatAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next != null) {
          take(next);
        }
        if (System.nanoTime() - beatAt >= 0) {
          beatAt = System.nanoTime() + heartbeat.toNanos();
          outlets.forEach(Outlet::beat);
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } finally {
      outlets.forEach(Outlet::close);
    }
  }

  private void take(Announcement announcement) {
    try {
      if (overflowed.getAndSet(false)) {
        throw new IOException("more happened at once than could be told");
      }
      tell(announcement);
    } catch (IOException | RuntimeException e) {
      log.warn("Listeners of the API are sent away; their apps come back.", e);
      sendAway();
    }
  }

  private void sendAway() {
    subscriptions.clear();
    outlets.forEach(Outlet::close);
  }

  private void tell(Announcement announcement) throws IOException {
    switch (announcement) {
      case Announcement.Posted(var post) -> events.tell("update", post, true, subscriptions);
      case Announcement.Reposted(var repost) -> events.tell("update", repost, false, subscriptions);
      case Announcement.Edited(var post) ->
          events.tell("status.update", post, false, subscriptions);
      case Announcement.Deleted(var post, _) -> events.gone(post, subscriptions);
      case Announcement.Notified(var notification) -> events.tell(notification, subscriptions);
      case Announcement.Related(var account) -> {
        for (var it : subscriptions) {
          if (it.viewer().filter(account::equals).isPresent()) {
            it.refresh(microblog);
          }
        }
      }
      case Announcement.Missed _ -> sendAway();
      case Announcement.Discarded _ -> {}
    }
  }

  @Override
  public void close() {
    heard.close();
    writer.interrupt();
  }
}
