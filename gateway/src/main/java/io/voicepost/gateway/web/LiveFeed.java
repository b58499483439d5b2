package io.voicepost.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Announcements;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Page;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
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
/// as its card, each deleted one by its id. One thread writes to all, so that a listener who comes
/// back hears what it missed first and everything once it is written; the announcers never wait.
/// What was heard twice looks the same twice: browsers know posts by their id.
final class LiveFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
  private static final int MOST_MISSED = 100;
  private static final int MOST_WAITING = 4096;

  /// A post can be announced a little after a younger one: who comes back is told again what came
  /// just before it went.
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final Microblog microblog;
  private final Templates templates;
  private final WebLimits limits;
  private final Clock clock;
  private final Set<LiveListener> listeners = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Turn> turns = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final Announcements.Subscription subscription;
  private final Thread writer;

  private sealed interface Turn {
    record Tell(Announcement what) implements Turn {}

    record Welcome(LiveListener who, PostId after) implements Turn {}
  }

  LiveFeed(
      Microblog microblog,
      Templates templates,
      WebLimits limits,
      Clock clock,
      MeterRegistry meters) {
    this.microblog = microblog;
    this.templates = templates;
    this.limits = limits;
    this.clock = clock;
    meters.gauge("voicepost.live.listeners", listeners, Set::size);
    this.subscription = microblog.announcements().subscribe(it -> queue(new Turn.Tell(it)));
    this.writer = Thread.ofVirtual().name("live").start(this::write);
  }

  /// Lets a visitor follow from the post it saw last: `Last-Event-ID` where it comes back, else
  /// `?after=`.
  HttpResponse follow(Visit visit) {
    if (listeners.size() >= limits.liveListeners()) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, HttpHeaderNames.RETRY_AFTER, "30"));
    }
    visit.context().clearRequestTimeout();
    var out = HttpResponse.streaming();
    out.write(
        ResponseHeaders.of(
            HttpStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            MediaType.EVENT_STREAM,
            HttpHeaderNames.CACHE_CONTROL,
            "no-store",
            "x-accel-buffering",
            "no"));
    var listener = new LiveListener(out, visit.language());
    listeners.add(listener);
    var _ = out.whenComplete().handle((_, _) -> listeners.remove(listener));
    listener.send(HttpData.ofUtf8("retry: 2000\n\n"));
    seen(visit).ifPresent(after -> queue(new Turn.Welcome(listener, after)));
    return out;
  }

  private static Optional<PostId> seen(Visit visit) {
    var text = visit.headers().get("last-event-id", visit.query("after").orElse(""));
    if (!text.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long id = Long.parseLong(text) - (OVERLAP.toMillis() << 16);
    return Optional.of(new PostId(Math.max(1, id)));
  }

  private void queue(Turn turn) {
    if (!turns.offer(turn)) {
      overflowed.set(true);
    }
  }

  private void write() {
    long beatAt = System.nanoTime() + limits.heartbeat().toNanos();
    try {
      while (true) {
        var turn = turns.poll(beatAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (turn != null) {
          take(turn);
        }
        if (System.nanoTime() - beatAt >= 0) {
          beatAt = System.nanoTime() + limits.heartbeat().toNanos();
          tell(HttpData.ofUtf8(": still here\n\n"));
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } finally {
      listeners.forEach(LiveListener::close);
    }
  }

  private void take(Turn turn) {
    try {
      if (overflowed.getAndSet(false)) {
        throw new IOException("more happened at once than could be told");
      }
      switch (turn) {
        case Turn.Tell(Announcement.Posted(var post)) -> tell(post);
        case Turn.Tell(Announcement.Deleted(var post, _)) ->
            tell(HttpData.ofUtf8("event: deleted\ndata: " + post + "\n\n"));
        case Turn.Tell _ -> {}
        case Turn.Welcome(var who, var after) -> welcome(who, after);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("Live listeners are sent away, they come back for what they missed.", e);
      listeners.forEach(LiveListener::close);
      listeners.clear();
    }
  }

  private void welcome(LiveListener who, PostId after) throws IOException {
    var page = Page.after(after, MOST_MISSED);
    var missed = microblog.reading().everybody(Optional.empty(), page, false).entries();
    if (!missed.isEmpty()) {
      who.send(events(missed.reversed(), who.language()));
    }
  }

  private void tell(Post post) {
    if (post.visibility() != Visibility.PUBLIC || post.replyTo().isPresent()) {
      return;
    }
    var byLanguage = new EnumMap<Language, HttpData>(Language.class);
    listeners.removeIf(listener ->
        !listener.send(
            byLanguage.computeIfAbsent(
                listener.language(), language -> events(List.of(post), language))));
  }

  private void tell(HttpData event) {
    listeners.removeIf(listener -> !listener.send(event));
  }

  private HttpData events(List<Post> posts, Language language) {
    var text = new StringBuilder();
    for (var post : posts) {
      var card = new Card(post, new Words(language), clock.instant());
      text.append("id: ").append(post.id()).append("\nevent: post\n");
      templates
          .render("arrival", card)
          .toStringUtf8()
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> text.append("data: ").append(line.strip()).append('\n'));
      text.append('\n');
    }
    return HttpData.of(UTF_8, text);
  }

  @Override
  public void close() {
    subscription.close();
    writer.interrupt();
  }
}
