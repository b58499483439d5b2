package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.Repost;
import java.util.Set;

/// Whom somebody follows, and whom they do not want to see, at one moment.
public record Circle(AccountId viewer, Set<AccountId> followees, FollowStore.Unseen unseen) {
  /// Whether it is by nobody who is blocked, blocking or muted, and no repost by one whose reposts
  /// are not wanted.
  public boolean sees(Entry entry) {
    return sees(unseen, entry);
  }

  static boolean sees(FollowStore.Unseen unseen, Entry entry) {
    return !unseen.hidden().contains(entry.author().id())
        && !unseen.hidden().contains(entry.post().author().id())
        && !(entry instanceof Repost && unseen.withoutReposts().contains(entry.author().id()));
  }

  /// Whether it belongs to the home timeline; drafts are for who calls to leave out.
  public boolean isAtHome(Entry entry) {
    var author = entry.author().id();
    return (author.equals(viewer) || followees.contains(author)) && sees(entry) && concerns(entry);
  }

  /// Answers are for those who follow both.
  boolean concerns(Entry entry) {
    return !(entry instanceof Post post)
        || post.author().id().equals(viewer)
        || post.replyTo()
            .map(Parent::author)
            .map(it -> it.equals(viewer) || it.equals(post.author().id()) || followees.contains(it))
            .orElse(true);
  }
}
