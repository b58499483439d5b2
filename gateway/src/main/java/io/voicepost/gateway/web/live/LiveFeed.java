package io.voicepost.gateway.web.live;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.access.Tokens;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.gateway.microblog.ViewerRelations;
import io.voicepost.gateway.web.api.stream.StreamConnection;
import io.voicepost.gateway.web.http.StreamSlots;
import io.voicepost.gateway.web.pages.RequestGuard;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.access.TokenId;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells browsers what happens, as server-sent events (HTML standard, section 9.2): each new post
/// of everybody's timeline, or of the home of who is signed in, as its card; each edited and each
/// deleted one by its id; each notification by its id. One thread writes the news to all, and the
/// announcers never wait for it. Who comes back hears first what was missed, read as any page is:
/// however many come back at once, nobody else waits for them. What was heard twice looks the same
/// twice: browsers know posts by their id.
public final class LiveFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
  private static final int MOST_MISSED = 100;
  private static final int MOST_WAITING = 4096;

  /// A post can be announced a little after a younger one: who comes back is told again what came
  /// just before it went.
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final Microblog microblog;
  private final Tokens tokens;
  private final LiveCards cards;
  private final RequestGuard guard;
  private final StreamSlots slots;
  private final Duration heartbeat;
  private final Set<LiveListener> listeners = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Announcement> news = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final Announcements.ListenerRegistration subscription;
  private final Thread writer;

  /// @param heartbeat how often a quiet stream shows that it is alive
  public LiveFeed(
      Microblog microblog,
      LiveCards cards,
      RequestGuard guard,
      StreamSlots slots,
      Duration heartbeat,
      MeterRegistry meters) {
    this.microblog = microblog;
    this.tokens = guard.access().tokens();
    this.cards = cards;
    this.guard = guard;
    this.slots = slots;
    this.heartbeat = heartbeat;
    meters.gauge("voicepost.live.listeners", listeners, Set::size);
    this.subscription = microblog.announcements().subscribe(this::queue);
    this.writer = Thread.ofVirtual().name("live").start(this::write);
  }

  /// Lets a visitor follow from the post it saw last: `Last-Event-ID` where it comes back, else
  /// `?after=`. `?at=home` follows the home of who is signed in.
  public HttpResponse follow(WebRequest request) throws IOException {
    var viewer = request.viewer();
    var relations =
        viewer.isEmpty()
            ? Optional.<ViewerRelations>empty()
            : Optional.of(microblog.postQueries().circle(viewer.get()));
    var out = HttpResponse.streaming();
    var connection = StreamConnection.text(out, request.session().map(it -> it.grant().token()));
    var slot = slots.take(viewer, guard.clientAddress(request), connection::abort);
    if (slot.isEmpty()) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, HttpHeaderNames.RETRY_AFTER, "30"));
    }
    request.context().clearRequestTimeout();
    out.write(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.EVENT_STREAM,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store",
            "x-accel-buffering",
            "no"));
    out.write(HttpData.ofUtf8("retry: 2000\n\n"));
    boolean home = request.query("at").filter("home"::equals).isPresent();
    var listener =
        new LiveListener(connection, request.language(), request.session(), relations, home);
    listeners.add(listener);
    connection.whenGone(() -> {
      slot.get().close();
      listeners.remove(listener);
    });
    // Taken back before anybody would have looked here.
    listener.endIf(tokens::isEnded);
    catchUp(listener, seen(request));
    return out;
  }

  private static Optional<PostId> seen(WebRequest request) {
    var text = request.headers().get("last-event-id", request.query("after").orElse(""));
    if (!text.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long id = Long.parseLong(text) - (OVERLAP.toMillis() << 16);
    return Optional.of(new PostId(Math.max(1, id)));
  }

  private void queue(Announcement what) {
    if (!news.offer(what)) {
      overflowed.set(true);
    }
  }

  private void write() {
    long beatAt = System.nanoTime() + heartbeat.toNanos();
    try {
      while (true) {
        var what = news.poll(beatAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (what != null) {
          take(what);
        }
        if (System.nanoTime() - beatAt >= 0) {
          beatAt = System.nanoTime() + heartbeat.toNanos();
          tell(HttpData.ofUtf8(": still here\n\n"));
          endGone();
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } finally {
      listeners.forEach(LiveListener::close);
    }
  }

  /// Sessions may end without a word: with their account, or by their age.
  private void endGone() {
    try {
      var shown = new HashSet<TokenId>();
      listeners.forEach(it -> it.token().ifPresent(shown::add));
      var gone = tokens.gone(shown);
      listeners.forEach(it -> it.endIf(gone::contains));
    } catch (IOException | RuntimeException e) {
      log.warn("live session check failed next=retry", e);
    }
  }

  private void take(Announcement what) {
    try {
      if (overflowed.getAndSet(false)) {
        throw new IOException("more happened at once than could be told");
      }
      tell(what);
    } catch (IOException | RuntimeException e) {
      log.warn("live dispatch failed next=disconnect", e);
      sendAway();
    }
  }

  private void sendAway() {
    listeners.forEach(LiveListener::close);
    listeners.clear();
  }

  private void tell(Announcement what) throws IOException {
    switch (what) {
      case Announcement.Posted(var post) -> tell(post);
      case Announcement.Reposted(var repost) -> tell(repost);
      case Announcement.Deleted(var post, _, var readers) -> deleted(post, readers);
      case Announcement.Related(var account) -> meet(account);
      case Announcement.Notified(var notification) -> notify(notification);
      case Announcement.Edited(var post) -> edited(post);
      case Announcement.Revoked(var token) -> listeners.forEach(it -> it.endIf(token::equals));
      case Announcement.Missed _ -> sendAway();
      case Announcement.Discarded _ -> {}
    }
  }

  private void tell(TimelineEntry entry) throws IOException {
    var card = cards.new NewCard(entry);
    var gone = new HashSet<LiveListener>();
    for (var listener : listeners) {
      if (listener.wants(entry) && !listener.send(card.forListener(listener))) {
        gone.add(listener);
      }
    }
    listeners.removeAll(gone);
  }

  /// Only its id: who shows it asks for it as they may see it, with marks of their own.
  private void edited(Post post) {
    var event = HttpData.ofUtf8("event: edited\ndata: " + post.id() + "\n\n");
    listeners.removeIf(listener -> listener.mayShow(post) && !listener.send(event));
  }

  private void deleted(PostId post, Readers readers) {
    var event = HttpData.ofUtf8("event: deleted\ndata: " + post + "\n\n");
    listeners.removeIf(listener -> listener.couldShow(readers) && !listener.send(event));
  }

  private void tell(HttpData event) {
    listeners.removeIf(listener -> !listener.send(event));
  }

  private void notify(Notification notification) {
    var event = HttpData.ofUtf8("event: notified\ndata: " + notification.id() + "\n\n");
    listeners.removeIf(listener -> listener.is(notification.to()) && !listener.send(event));
  }

  private void meet(AccountId account) throws IOException {
    for (var listener : listeners) {
      if (listener.is(account)) {
        listener.moveTo(microblog.postQueries().circle(account));
      }
    }
  }

  private void catchUp(LiveListener who, Optional<PostId> after) {
    try {
      who.catchUp(after.isEmpty() ? HttpData.empty() : cards.missed(who, missed(who, after.get())));
    } catch (IOException | RuntimeException e) {
      log.warn("live catch-up failed next=disconnect", e);
      listeners.remove(who);
      who.close();
    }
  }

  private List<? extends TimelineEntry> missed(LiveListener who, PostId after) throws IOException {
    var page = Page.after(after, MOST_MISSED);
    var viewer = who.reader().map(Account::id);
    return who.isAtHome()
        ? microblog.postQueries().home(viewer.orElseThrow(), page).entries()
        : microblog.postQueries().everybody(viewer, page, false).entries();
  }

  @Override
  public void close() {
    subscription.close();
    writer.interrupt();
  }
}
