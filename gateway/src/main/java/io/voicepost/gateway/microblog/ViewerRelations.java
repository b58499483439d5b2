package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineEntry;
import java.util.Optional;
import java.util.Set;

/// Whom somebody follows, and whom they do not want to see, at one moment.
public record ViewerRelations(
    AccountId viewer, Set<AccountId> followees, FollowStore.HiddenAccounts hidden) {
  /// Whether the viewer may see it at all; without one, whether everybody may.
  public static boolean maySee(Optional<ViewerRelations> viewer, TimelineEntry entry) {
    boolean post = maySee(viewer, entry.post());
    return entry instanceof Repost repost
        ? post && Audience.maySee(standing(viewer, repost.author().id()), repost.visibility())
        : post;
  }

  /// The same of what is gone.
  public static boolean couldSee(Optional<ViewerRelations> viewer, Readers readers) {
    var relation = standing(viewer, readers.author());
    boolean mentioned = viewer.filter(it -> readers.mentioned().contains(it.viewer)).isPresent();
    return Audience.maySee(mentioned ? relation.whoIsMentioned() : relation, readers.visibility());
  }

  private static boolean maySee(Optional<ViewerRelations> viewer, Post post) {
    var relation = standing(viewer, post.author().id());
    boolean mentioned =
        viewer
            .filter(
                it -> post.mentions().stream().anyMatch(named -> named.account().equals(it.viewer)))
            .isPresent();
    return Audience.maySee(mentioned ? relation.whoIsMentioned() : relation, post.visibility());
  }

  private static Audience.ViewerRelation standing(
      Optional<ViewerRelations> viewer, AccountId author) {
    return viewer
        .map(it ->
            new Audience.ViewerRelation(
                author.equals(it.viewer),
                it.followees.contains(author),
                false,
                it.hidden.blockers().contains(author)))
        .orElse(Audience.ViewerRelation.VISITOR);
  }

  /// Whether it is by nobody who is blocked, blocking or muted, and no repost by one whose reposts
  /// are not wanted.
  public boolean sees(TimelineEntry entry) {
    return sees(hidden, entry);
  }

  static boolean sees(FollowStore.HiddenAccounts hidden, TimelineEntry entry) {
    return !hidden.hidden().contains(entry.author().id())
        && !hidden.hidden().contains(entry.post().author().id())
        && !(entry instanceof Repost && hidden.withoutReposts().contains(entry.author().id()));
  }

  /// Whether it belongs to the home timeline.
  public boolean isAtHome(TimelineEntry entry) {
    var author = entry.author().id();
    return (author.equals(viewer) || followees.contains(author))
        && maySee(Optional.of(this), entry)
        && sees(entry)
        && concerns(entry);
  }

  /// Answers are for those who follow both.
  boolean concerns(TimelineEntry entry) {
    return !(entry instanceof Post post)
        || post.author().id().equals(viewer)
        || post.replyTo()
            .map(Parent::author)
            .map(it -> it.equals(viewer) || it.equals(post.author().id()) || followees.contains(it))
            .orElse(true);
  }
}
