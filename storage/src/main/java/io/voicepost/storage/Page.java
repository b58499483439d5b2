package io.voicepost.storage;

import java.util.Optional;

/// A stretch of a list that is ordered by id, newest first: at most `limit` of those between the
/// ids `after` and `before`, both left out, from its newest end; from its oldest end where
/// `fromOldest`. Either way the newest comes first.
public record Page(long before, long after, boolean fromOldest, int limit) {
  public Page {
    // The databases do not agree on what a negative limit is.
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is not negative: " + limit);
    }
  }

  /// The newest of all.
  public static Page first(int limit) {
    return new Page(Long.MAX_VALUE, 0, false, limit);
  }

  /// What is older than `id`; the newest of all where it is empty.
  public static Page before(Optional<PostId> id, int limit) {
    return new Page(id.map(PostId::value).orElse(Long.MAX_VALUE), 0, false, limit);
  }

  /// What is next newer than `id`.
  public static Page after(PostId id, int limit) {
    return new Page(Long.MAX_VALUE, id.value(), true, limit);
  }

  /// The condition, order and limit for the column `id`, for a statement that binds this record.
  public String on(String id) {
    return "%s > :after and %s < :before order by %s %s limit :limit"
        .formatted(id, id, id, fromOldest ? "asc" : "desc");
  }
}
