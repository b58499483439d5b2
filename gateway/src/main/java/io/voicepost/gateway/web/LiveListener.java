package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.voicepost.gateway.microblog.Circle;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Post;
import io.voicepost.storage.TokenId;
import io.voicepost.storage.Visibility;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// One browser that follows the live updates. One that takes too long to read what it was sent is
/// let go; it comes back by itself and hears what it missed.
final class LiveListener {
  /// All listeners share the bytes of an event, so a long queue costs little.
  private static final int MOST_UNREAD = 512;

  private final HttpResponseWriter out;
  private final Language language;
  private final Optional<Account> reader;
  private final Optional<TokenId> token;
  private final boolean atHome;
  private final AtomicInteger unread = new AtomicInteger();
  private volatile Optional<Circle> circle;

  /// @param session of who is signed in
  /// @param circle whom the reader follows and does not want to see
  /// @param atHome whether the reader's home is followed, else everybody's timeline
  LiveListener(
      HttpResponseWriter out,
      Language language,
      Optional<Session> session,
      Optional<Circle> circle,
      boolean atHome) {
    this.out = out;
    this.language = language;
    this.reader = session.map(Session::account);
    this.token = session.map(it -> it.grant().token());
    this.circle = circle;
    this.atHome = atHome && session.isPresent();
  }

  Language language() {
    return language;
  }

  Optional<Account> reader() {
    return reader;
  }

  boolean isAtHome() {
    return atHome;
  }

  boolean is(AccountId account) {
    return reader.filter(it -> it.id().equals(account)).isPresent();
  }

  /// From now on the reader follows others, or does not want to see others.
  void moveTo(Circle other) {
    circle = Optional.of(other);
  }

  /// Whether it belongs to the timeline that is followed.
  boolean wants(Entry entry) {
    if (atHome) {
      return circle.filter(it -> it.isAtHome(entry)).isPresent();
    }
    return entry instanceof Post post
        && post.visibility() == Visibility.PUBLIC
        && post.replyTo().isEmpty()
        && mayShow(post)
        && circle.map(it -> it.sees(entry)).orElse(true);
  }

  /// Whether the page of this listener may show a post: nobody else hears that it is there.
  boolean mayShow(Post post) {
    return Circle.maySee(circle, post);
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

  /// With what it was opened; empty for a visitor's.
  Optional<TokenId> token() {
    return token;
  }

  /// Ends the stream at once, with all that was not sent yet, if its token is such a one.
  void endIf(Predicate<TokenId> ended) {
    if (token.filter(ended).isPresent()) {
      out.abort();
    }
  }

  /// Ends the stream once the listener has read what it was sent.
  void close() {
    out.close();
  }
}
