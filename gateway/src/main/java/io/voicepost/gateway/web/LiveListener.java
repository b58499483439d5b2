package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import io.voicepost.gateway.microblog.Circle;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.gateway.web.api.Outlet;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Post;
import io.voicepost.storage.TokenId;
import io.voicepost.storage.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One browser that follows the live updates. One that was let go comes back by itself and hears
/// what it missed.
final class LiveListener {
  private final Outlet<HttpObject> outlet;
  private final Language language;
  private final Optional<Account> reader;
  private final boolean atHome;
  private volatile Optional<Circle> circle;

  /// What happened before what was missed was written.
  private final List<HttpData> held = new ArrayList<>();

  private boolean holds = true;

  /// @param session of who is signed in
  /// @param circle whom the reader follows and does not want to see
  /// @param atHome whether the reader's home is followed, else everybody's timeline
  LiveListener(
      Outlet<HttpObject> outlet,
      Language language,
      Optional<Session> session,
      Optional<Circle> circle,
      boolean atHome) {
    this.outlet = outlet;
    this.language = language;
    this.reader = session.map(Session::account);
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

  /// The same of one that is gone.
  boolean couldShow(Readers readers) {
    return Circle.couldSee(circle, readers);
  }

  /// Sends an event without waiting, after what was missed; `false` if the listener is gone, or was
  /// let go just now.
  synchronized boolean send(HttpData event) {
    return holds ? held.add(event) : outlet.write(event);
  }

  /// Sends what was missed, which may be nothing, and what happened meanwhile.
  synchronized void catchUp(HttpData missed) {
    holds = false;
    if (missed.isEmpty() || outlet.write(missed)) {
      held.forEach(this::send);
    }
    held.clear();
  }

  /// With what it was opened; empty for a visitor's.
  Optional<TokenId> token() {
    return outlet.token();
  }

  /// Ends the stream if its token is such a one.
  void endIf(Predicate<TokenId> ended) {
    outlet.endIf(ended);
  }

  /// Ends the stream once the listener has read what it was sent.
  void close() {
    outlet.close();
  }
}
