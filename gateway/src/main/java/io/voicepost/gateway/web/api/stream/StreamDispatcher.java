package io.voicepost.gateway.web.api.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Tokens;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.StreamSlots;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.TokenId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
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
public final class StreamDispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamDispatcher.class);
  private static final int MOST_WAITING = 8192;

  private final Microblog microblog;
  private final Tokens tokens;
  private final StreamEventSender eventSender;
  private final StreamSlots slots;
  private final Duration heartbeat;
  private final Set<StreamConnection<?>> outlets = ConcurrentHashMap.newKeySet();
  private final Set<StreamSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Announcement> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final Announcements.ListenerRegistration heard;
  private final Thread writer;

  /// @param slots connections at once
  /// @param heartbeat how often a quiet connection shows that it is alive
  public StreamDispatcher(
      Microblog microblog,
      AccessServices access,
      MediaServices media,
      StreamSlots slots,
      Duration heartbeat,
      MeterRegistry meters) {
    this.microblog = microblog;
    this.tokens = access.tokens();
    this.eventSender =
        new StreamEventSender(new EntityMapper(microblog, media, access.signedUrls()));
    this.slots = slots;
    this.heartbeat = heartbeat;
    meters.gauge("voicepost.streaming.listeners", outlets, Set::size);
    this.heard = microblog.announcements().subscribe(this::queue);
    this.writer = Thread.ofVirtual().name("streaming").start(this::write);
  }

  /// Lets a connection listen until it ends, or its token does; `false` if there is no slot for it.
  ///
  /// @param address by what the listener's address is counted
  boolean add(StreamConnection<?> connection, Optional<AccountId> viewer, String address) {
    var slot = slots.take(viewer, address, connection::abort);
    if (slot.isEmpty()) {
      return false;
    }
    outlets.add(connection);
    // Taken back before anybody would have looked here.
    connection.endIf(tokens::isEnded);
    connection.whenGone(() -> {
      slot.get().close();
      outlets.remove(connection);
      subscriptions.removeIf(it -> it.outlet() == connection);
    });
    return true;
  }

  /// Tells a listener of everything in a channel from now on.
  ///
  /// @throws ApiException 404 if it is of a list that is none of the viewer's
  StreamSubscription follow(
      StreamChannel channel,
      Optional<AccountId> viewer,
      StreamConnection<?> connection,
      String base)
      throws ApiException, IOException {
    if (channel instanceof StreamChannel.OfList(var owner, var list)
        && microblog.listCommands().store().byId(owner, list).isEmpty()) {
      throw ApiException.notFound();
    }
    var subscription = new StreamSubscription(channel, viewer, connection, base);
    add(subscription);
    return subscription;
  }

  private void add(StreamSubscription subscription) throws IOException {
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

  void remove(StreamSubscription subscription) {
    subscriptions.remove(subscription);
  }

  private void queue(Announcement announcement) {
    if (!outlets.isEmpty() && !waiting.offer(announcement)) {
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
          outlets.forEach(StreamConnection::beat);
          endGone();
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } finally {
      outlets.forEach(StreamConnection::close);
    }
  }

  /// Tokens may end without a word: with their account, or by their age.
  private void endGone() {
    try {
      var shown = new HashSet<TokenId>();
      outlets.forEach(it -> it.token().ifPresent(shown::add));
      var gone = tokens.gone(shown);
      outlets.forEach(it -> it.endIf(gone::contains));
    } catch (IOException | RuntimeException e) {
      log.warn("stream token check failed next=retry", e);
    }
  }

  private void take(Announcement announcement) {
    try {
      if (overflowed.getAndSet(false)) {
        throw new IOException("more happened at once than could be told");
      }
      tell(announcement);
    } catch (IOException | RuntimeException e) {
      log.warn("stream dispatch failed next=disconnect", e);
      sendAway();
    }
  }

  private void sendAway() {
    subscriptions.clear();
    outlets.forEach(StreamConnection::close);
  }

  private void tell(Announcement announcement) throws IOException {
    switch (announcement) {
      case Announcement.Posted(var post) -> eventSender.tell("update", post, true, subscriptions);
      case Announcement.Reposted(var repost) ->
          eventSender.tell("update", repost, false, subscriptions);
      case Announcement.Edited(var post) ->
          eventSender.tell("status.update", post, false, subscriptions);
      case Announcement.Deleted(var post, _, var readers) ->
          eventSender.gone(post, readers, subscriptions);
      case Announcement.Notified(var notification) -> eventSender.tell(notification, subscriptions);
      case Announcement.Related(var account) -> {
        for (var it : subscriptions) {
          if (it.viewer().filter(account::equals).isPresent()) {
            it.refresh(microblog);
          }
        }
      }
      case Announcement.Revoked(var token) -> outlets.forEach(it -> it.endIf(token::equals));
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
