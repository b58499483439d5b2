package io.voicepost.gateway.microblog;

import io.voicepost.gateway.microblog.RefusedException.Reason;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.sql.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Likes, reposts and bookmarks. Who calls has made sure that the post may be seen. Safe for many
/// threads; `IOException` means that nothing happened.
public final class ReactionCommands {
  private final ReactionStore reactions;
  private final PostStore posts;
  private final AccountStore accounts;
  private final Notifier notifier;
  private final Announcements announcements;
  private final Clock clock;

  ReactionCommands(Database database, Notifier notifier, Announcements announcements, Clock clock) {
    this.reactions = database.reactions();
    this.posts = database.posts();
    this.accounts = database.accounts();
    this.notifier = notifier;
    this.announcements = announcements;
    this.clock = clock;
  }

  public void like(AccountId by, Post post) throws IOException {
    if (reactions.like(by, post.id())) {
      notifier.tell(post.author().id(), Notification.Type.LIKE, by, Optional.of(post));
    }
  }

  public void unlike(AccountId by, Post post) throws IOException {
    if (reactions.unlike(by, post.id())) {
      notifier.untell(post.author().id(), Notification.Type.LIKE, by, Optional.of(post.id()));
    }
  }

  /// Brings a post to the followers of `by`, once.
  ///
  /// @throws RefusedException if it is not for everybody: one's own may go to one's followers
  public Repost repost(AccountId by, Post post, Visibility visibility)
      throws RefusedException, IOException {
    boolean own = post.author().id().equals(by);
    boolean open =
        post.visibility() == Visibility.PUBLIC || post.visibility() == Visibility.UNLISTED;
    if (!open && !(own && post.visibility() == Visibility.FOLLOWERS)) {
      throw new RefusedException(Reason.FORBIDDEN, "this post is not for everybody");
    }
    var as = open ? visibility : Visibility.FOLLOWERS;
    var fresh = posts.repost(by, post.id(), as, clock.instant());
    if (fresh.isEmpty()) {
      return posts.repostBy(by, post.id()).orElseThrow(ReactionCommands::missing);
    }
    var author = accounts.byId(by).orElseThrow(ReactionCommands::missing);
    var at = Instant.ofEpochMilli(fresh.get().value() >> 16);
    var repost = new Repost(fresh.get(), author, as, post, at);
    announcements.announce(new Announcement.Reposted(repost));
    notifier.tell(post.author().id(), Notification.Type.REPOST, by, Optional.of(post));
    return repost;
  }

  private static RefusedException missing() {
    return new RefusedException(Reason.MISSING, "there is no such post");
  }

  public void unrepost(AccountId by, Post post) throws IOException {
    var repost = posts.repostBy(by, post.id());
    var gone = posts.unrepost(by, post.id());
    if (repost.isPresent() && gone.isPresent()) {
      announcements.announce(
          new Announcement.Deleted(gone.get(), Optional.empty(), Readers.of(repost.get())));
      notifier.untell(post.author().id(), Notification.Type.REPOST, by, Optional.of(post.id()));
    }
  }

  public void bookmark(AccountId by, PostId post) throws IOException {
    reactions.bookmark(by, post);
  }

  public void unbookmark(AccountId by, PostId post) throws IOException {
    reactions.unbookmark(by, post);
  }

  /// What is only looked at: who liked, what was liked.
  public ReactionStore store() {
    return reactions;
  }
}
