package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.TextRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What one account holds against another. `comment` has at most 1,000 characters, `posts` at most
/// 100 posts of the other.
///
/// @param id orders reports by the time they were written
public record Report(
    long id,
    AccountId by,
    AccountId target,
    Category category,
    String comment,
    List<PostId> posts,
    Instant createdAt) {
  public static final int MOST_COMMENT = 1_000;
  public static final int MOST_POSTS = 100;

  /// What kind of thing it is.
  public enum Category {
    SPAM,
    LEGAL,
    VIOLATION,
    OTHER;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Report {
    posts = List.copyOf(posts);
    TextRules.checkLines(comment, MOST_COMMENT, "a comment");
    if (posts.size() > MOST_POSTS) {
      throw new IllegalArgumentException("a report names at most " + MOST_POSTS + " posts");
    }
  }
}
