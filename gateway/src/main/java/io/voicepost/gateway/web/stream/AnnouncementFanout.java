package io.voicepost.gateway.web.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.access.Tokens;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
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

/// Brings what is announced to connections that stay open. Announcers only put it in a queue; one
/// thread tells all. A connection ends with its token, however that ended. Where something could
/// not be told all connections are closed: whoever comes back asks for what was missed.
public final class AnnouncementFanout implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnnouncementFanout.class);
  private static final int MOST_WAITING = 8192;

  private final String name;
  private final Tokens tokens;
  private final StreamLimits limits;
  private final Audience audience;
  private final Set<StreamConnection<?>> connections = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Announcement> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final Announcements.ListenerRegistration registration;
  private final Thread writer;

  /// Those behind the connections. It is told of everything but revoked tokens and missed
  /// announcements; what it throws ends all connections.
  public interface Audience {
    void tell(Announcement announcement) throws IOException;
  }

  /// @param slots connections at once, of all fan-outs together
  /// @param heartbeat how often a quiet connection shows that it is alive
  public record StreamLimits(StreamSlots slots, Duration heartbeat) {}

  private AnnouncementFanout(
      String name,
      Tokens tokens,
      StreamLimits limits,
      Announcements announcements,
      Audience audience) {
    this.name = name;
    this.tokens = tokens;
    this.limits = limits;
    this.audience = audience;
    this.registration = announcements.subscribe(this::queue);
    this.writer = Thread.ofVirtual().name(name).start(this::write);
  }

  /// @param name for the log and the metric `voicepost.NAME.listeners`
  public static AnnouncementFanout start(
      String name,
      Tokens tokens,
      StreamLimits limits,
      Announcements announcements,
      MeterRegistry meters,
      Audience audience) {
    var fanout = new AnnouncementFanout(name, tokens, limits, announcements, audience);
    meters.gauge("voicepost." + name + ".listeners", fanout.connections, Set::size);
    return fanout;
  }

  /// Keeps a connection until it ends, or its token does; `false` if there is no slot for it.
  ///
  /// @param address by what the listener's address is counted
  /// @param whenGone is run once when it ended
  public boolean add(
      StreamConnection<?> connection,
      Optional<AccountId> viewer,
      String address,
      Runnable whenGone) {
    var slot = limits.slots().take(viewer, address, connection::abort);
    if (slot.isEmpty()) {
      return false;
    }
    connections.add(connection);
    connection.whenGone(() -> {
      slot.get().close();
      connections.remove(connection);
      whenGone.run();
    });
    // Taken back before anybody would have looked here.
    connection.endIf(tokens::isEnded);
    return true;
  }

  /// Whether a connection was added and did not end.
  public boolean has(StreamConnection<?> connection) {
    return connections.contains(connection);
  }

  private void queue(Announcement announcement) {
    if (!connections.isEmpty() && !waiting.offer(announcement)) {
      overflowed.set(true);
    }
  }

  private void write() {
    long beatAt = System.nanoTime() + limits.heartbeat().toNanos();
    try {
      while (true) {
        var next = waiting.poll(beatAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next != null) {
          take(next);
        }
        if (System.nanoTime() - beatAt >= 0) {
          beatAt = System.nanoTime() + limits.heartbeat().toNanos();
          connections.forEach(StreamConnection::beat);
          endGone();
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } finally {
      closeAll();
    }
  }

  /// Tokens may end without a word: with their account, or by their age.
  private void endGone() {
    try {
      var shown = new HashSet<TokenId>();
      connections.forEach(it -> it.token().ifPresent(shown::add));
      var gone = tokens.gone(shown);
      connections.forEach(it -> it.endIf(gone::contains));
    } catch (IOException | RuntimeException e) {
      log.warn("stream token check failed streams={} next=retry", name, e);
    }
  }

  private void take(Announcement announcement) {
    try {
      if (overflowed.getAndSet(false)) {
        throw new IOException("more happened at once than could be told");
      }
      if (announcement instanceof Announcement.Revoked(var token)) {
        connections.forEach(it -> it.endIf(token::equals));
      } else if (announcement instanceof Announcement.Missed) {
        closeAll();
      } else {
        audience.tell(announcement);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("stream dispatch failed streams={} next=disconnect", name, e);
      closeAll();
    }
  }

  private void closeAll() {
    connections.forEach(StreamConnection::close);
  }

  @Override
  public void close() {
    registration.close();
    writer.interrupt();
  }
}
