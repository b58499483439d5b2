package io.voicepost.gateway.web.live;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.gateway.microblog.ViewerRelations;
import io.voicepost.gateway.web.pages.Session;
import io.voicepost.gateway.web.stream.StreamConnection;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One browser that follows the live updates. One that was let go comes back by itself and hears
/// what it missed.
final class LiveListener {
  private final StreamConnection<HttpObject> connection;
  private final PageLanguage language;
  private final Optional<Account> reader;
  private final boolean atHome;
  private volatile Optional<ViewerRelations> relations;

  /// What happened before what was missed was written.
  private final List<HttpData> held = new ArrayList<>();

  private boolean holds = true;

  /// @param session of who is signed in
  /// @param relations whom the reader follows and does not want to see
  /// @param atHome whether the reader's home is followed, else everybody's timeline
  LiveListener(
      StreamConnection<HttpObject> connection,
      PageLanguage language,
      Optional<Session> session,
      Optional<ViewerRelations> relations,
      boolean atHome) {
    this.connection = connection;
    this.language = language;
    this.reader = session.map(Session::account);
    this.relations = relations;
    this.atHome = atHome && session.isPresent();
  }

  PageLanguage language() {
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
  void moveTo(ViewerRelations other) {
    relations = Optional.of(other);
  }

  /// Whether it belongs to the timeline that is followed.
  boolean wants(TimelineEntry entry) {
    if (atHome) {
      return relations.filter(it -> it.isAtHome(entry)).isPresent();
    }
    return entry instanceof Post post
        && post.visibility() == Visibility.PUBLIC
        && post.replyTo().isEmpty()
        && mayShow(post)
        && relations.map(it -> it.sees(entry)).orElse(true);
  }

  /// Whether the page of this listener may show a post: nobody else hears that it is there.
  boolean mayShow(Post post) {
    return ViewerRelations.maySee(relations, post);
  }

  /// The same of one that is gone.
  boolean couldShow(Readers readers) {
    return ViewerRelations.couldSee(relations, readers);
  }

  /// Sends an event without waiting, after what was missed.
  synchronized void send(HttpData event) {
    var _ = holds ? held.add(event) : connection.write(event);
  }

  /// Sends what was missed, which may be nothing, and what happened meanwhile.
  synchronized void catchUp(HttpData missed) {
    holds = false;
    if (missed.isEmpty() || connection.write(missed)) {
      held.forEach(this::send);
    }
    held.clear();
  }

  /// Ends the stream once the listener has read what it was sent.
  void close() {
    connection.close();
  }
}
