package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Visibility;
import java.util.Optional;

/// Who may see a post: the one place that decides it. Rows are asked in SQL, what is in memory in
/// Java; one table of cases holds both to the same answer. Whom a viewer does not want to see is
/// not decided here: that is for timelines to leave out.
public final class Audience {
  /// What is bound as the viewer of who is not signed in: no account has it.
  private static final long VISITOR = 0;

  private Audience() {}

  /// How a viewer stands to one post.
  ///
  /// @param author whether it is their own
  /// @param following whether they follow its author, now
  /// @param mentioned whether they are named in it
  /// @param blocked whether its author blocks them
  public record ViewerRelation(
      boolean author, boolean following, boolean mentioned, boolean blocked) {
    public static final ViewerRelation VISITOR = new ViewerRelation(false, false, false, false);

    /// The same to a post in which they are named.
    public ViewerRelation whoIsMentioned() {
      return new ViewerRelation(author, following, true, blocked);
    }
  }

  public static boolean maySee(ViewerRelation viewer, Visibility visibility) {
    return viewer.author()
        || (!viewer.blocked()
            && switch (visibility) {
              case PUBLIC, UNLISTED -> true;
              case FOLLOWERS -> viewer.following() || viewer.mentioned();
              case DRAFT -> false;
            });
  }

  /// Whether nobody need be known to see it.
  public static boolean isOpen(Visibility visibility) {
    return maySee(ViewerRelation.VISITOR, visibility);
  }

  /// The same for the row `p` of `post`, and for the post that it brings where it is a repost. The
  /// viewer is bound as `viewer`, from [#of]. What is brought is one value, not an `exists`: of
  /// that PostgreSQL makes a table of all posts.
  public static String maySee(String p, String viewer) {
    return "%s and (%s.repost_of is null or (select %s from post brought where brought.id = %s.repost_of))"
        .formatted(maySeePost(p, viewer), p, maySeePost("brought", viewer), p);
  }

  /// As [#maySee], of a row that is no repost.
  public static String maySeePost(String p, String viewer) {
    return """
    (%1$s.account_id = %2$s or (
      (%1$s.visibility in ('public', 'unlisted') or (%1$s.visibility = 'followers' and (
        exists (select 1 from follow
          where follower_id = %2$s and followee_id = %1$s.account_id)
        or exists (select 1 from mention
          where post_id = %1$s.id and mention.account_id = %2$s))))
      and not exists (select 1 from block
        where block.account_id = %1$s.account_id and target_id = %2$s)))\
    """
        .formatted(p, viewer);
  }

  /// What is bound as the viewer.
  public static long of(Optional<AccountId> viewer) {
    return viewer.map(AccountId::value).orElse(VISITOR);
  }
}
