package io.voicepost.gateway.microblog;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.NotificationStore;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What accounts are told of others. Telling is not worth failing for: what cannot be told is
/// logged, and what it is about stands. Safe for many threads.
public final class Notifier {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);

  private final NotificationStore notifications;
  private final AccountStore accounts;
  private final Announcements announcements;
  private final Clock clock;

  Notifier(
      NotificationStore notifications,
      AccountStore accounts,
      Announcements announcements,
      Clock clock) {
    this.notifications = notifications;
    this.accounts = accounts;
    this.announcements = announcements;
    this.clock = clock;
  }

  /// See [NotificationStore#list].
  public List<Notification> list(
      AccountId to, Set<Notification.Type> types, Optional<AccountId> from, Page page)
      throws IOException {
    return notifications.list(to, types, from, page);
  }

  public Optional<Notification> one(AccountId to, long id) throws IOException {
    return notifications.byId(to, id);
  }

  public boolean dismiss(AccountId to, long id) throws IOException {
    return notifications.dismiss(to, id);
  }

  public void clear(AccountId to) throws IOException {
    notifications.clear(to);
  }

  /// How many are newer than `after`, counted up to `most`.
  public int countAfter(AccountId to, long after, int most) throws IOException {
    return notifications.countAfter(to, after, most);
  }

  void tell(AccountId to, Notification.Type type, AccountId from, Optional<Post> post) {
    try {
      var id = notifications.tell(to, type, from, post.map(Post::id), clock.instant());
      var account = id.isPresent() ? accounts.byId(from) : Optional.<Account>empty();
      account
          .map(it -> new Notification(id.orElseThrow(), to, type, it, post))
          .ifPresent(it -> announcements.announce(new Announcement.Notified(it)));
    } catch (IOException e) {
      log.warn("notification failed account={} type={} error=\"{}\"", to, type, e.toString());
    }
  }

  void untell(AccountId to, Notification.Type type, AccountId from, Optional<PostId> post) {
    try {
      notifications.untell(to, type, from, post);
    } catch (IOException e) {
      log.warn(
          "notification removal failed account={} type={} error=\"{}\"", to, type, e.toString());
    }
  }
}
