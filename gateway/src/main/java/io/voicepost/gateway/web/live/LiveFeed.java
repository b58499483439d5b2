package io.voicepost.gateway.web.live;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ViewerRelations;
import io.voicepost.gateway.web.pages.RequestGuard;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.gateway.web.stream.AnnouncementFanout;
import io.voicepost.gateway.web.stream.StreamConnection;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells browsers what happens, as server-sent events (HTML standard, section 9.2): each new post
/// of everybody's timeline, or of the home of who is signed in, as its card; each edited and each
/// deleted one by its id; each notification by its id. Who comes back hears first what was missed,
/// read as any page is: however many come back at once, nobody else waits for them. What was heard
/// twice looks the same twice: browsers know posts by their id.
public final class LiveFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
  private static final int MOST_MISSED = 100;

  /// A post can be announced a little after a younger one: who comes back is told again what came
  /// just before it went.
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final Microblog microblog;
  private final LiveCards cards;
  private final RequestGuard guard;
  private final Set<LiveListener> listeners = ConcurrentHashMap.newKeySet();
  private final AnnouncementFanout fanout;

  public LiveFeed(
      Microblog microblog,
      LiveCards cards,
      RequestGuard guard,
      AnnouncementFanout.StreamLimits limits,
      MeterRegistry meters) {
    this.microblog = microblog;
    this.cards = cards;
    this.guard = guard;
    this.fanout =
        AnnouncementFanout.start(
            "live", guard.access().tokens(), limits, microblog.announcements(), meters, this::tell);
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
    var connection = StreamConnection.events(out, request.session().map(it -> it.grant().token()));
    boolean home = request.query("at").filter("home"::equals).isPresent();
    var listener =
        new LiveListener(connection, request.language(), request.session(), relations, home);
    var address = guard.clientAddress(request);
    if (!fanout.add(connection, viewer, address, () -> listeners.remove(listener))) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, HttpHeaderNames.RETRY_AFTER, "30"));
    }
    request.context().clearRequestTimeout();
    // It may have ended meanwhile.
    var _ = out.tryWrite(StreamConnection.EVENT_STREAM);
    var _ = out.tryWrite(HttpData.ofUtf8("retry: 2000\n\n"));
    listeners.add(listener);
    if (!fanout.has(connection)) {
      listeners.remove(listener);
    }
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

  private void tell(Announcement announcement) throws IOException {
    switch (announcement) {
      case Announcement.Posted(var post) -> show(post);
      case Announcement.Reposted(var repost) -> show(repost);
      // Only its id: who shows it asks for it as they may see it, with marks of their own.
      case Announcement.Edited(var post) -> send("edited", post.id(), it -> it.mayShow(post));
      case Announcement.Deleted(var post, _, var readers) ->
          send("deleted", post, it -> it.couldShow(readers));
      case Announcement.Notified(var notification) ->
          send("notified", notification.id(), it -> it.is(notification.to()));
      case Announcement.Related(var account) -> refresh(account);
      case Announcement.Revoked _, Announcement.Missed _, Announcement.Discarded _ -> {}
    }
  }

  private void show(TimelineEntry entry) throws IOException {
    var card = cards.new NewCard(entry);
    for (var listener : listeners) {
      if (listener.wants(entry)) {
        listener.send(card.forListener(listener));
      }
    }
  }

  private void send(String event, Object id, Predicate<LiveListener> to) {
    var data = HttpData.ofUtf8("event: " + event + "\ndata: " + id + "\n\n");
    listeners.stream().filter(to).forEach(it -> it.send(data));
  }

  private void refresh(AccountId account) throws IOException {
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
    fanout.close();
  }
}
