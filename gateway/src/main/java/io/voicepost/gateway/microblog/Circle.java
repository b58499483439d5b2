package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Audience;
import io.voicepost.storage.Entry;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.Repost;
import java.util.Optional;
import java.util.Set;

/// Whom somebody follows, and whom they do not want to see, at one moment.
public record Circle(AccountId viewer, Set<AccountId> followees, FollowStore.Unseen unseen) {
  /// Whether the viewer may see it at all; without one, whether everybody may.
  public static boolean maySee(Optional<Circle> viewer, Entry entry) {
    boolean post = maySee(viewer, entry.post());
    return entry instanceof Repost repost
        ? post && Audience.maySee(standing(viewer, repost.author().id()), repost.visibility())
        : post;
  }

  /// The same of what is gone.
  public static boolean couldSee(Optional<Circle> viewer, Readers readers) {
    var standing = standing(viewer, readers.author());
    boolean mentioned = viewer.filter(it -> readers.mentioned().contains(it.viewer)).isPresent();
    return Audience.maySee(mentioned ? standing.whoIsMentioned() : standing, readers.visibility());
  }

  private static boolean maySee(Optional<Circle> viewer, Post post) {
    var standing = standing(viewer, post.author().id());
    boolean mentioned =
        viewer
            .filter(
                it -> post.mentions().stream().anyMatch(named -> named.account().equals(it.viewer)))
            .isPresent();
    return Audience.maySee(mentioned ? standing.whoIsMentioned() : standing, post.visibility());
  }

  private static Audience.Standing standing(Optional<Circle> viewer, AccountId author) {
    return viewer
        .map(it ->
            new Audience.Standing(
                author.equals(it.viewer),
                it.followees.contains(author),
                false,
                it.unseen.blockers().contains(author)))
        .orElse(Audience.Standing.VISITOR);
  }

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

  /// Whether it belongs to the home timeline.
  public boolean isAtHome(Entry entry) {
    var author = entry.author().id();
    return (author.equals(viewer) || followees.contains(author))
        && maySee(Optional.of(this), entry)
        && sees(entry)
        && concerns(entry);
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
