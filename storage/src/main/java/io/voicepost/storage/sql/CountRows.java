package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The statements that count. Rows of accounts are written before those of posts, always: writers
/// that met in the other order would wait for each other. A famous post is what many write at once:
/// its row is the last that a transaction holds on to.
final class CountRows {
  private CountRows() {}

  static void open(Handle db, PostId post) {
    db.createUpdate("insert into post_count (post_id) values (:id)")
        .bind("id", post.value())
        .execute();
  }

  /// One more for each of `posts` that counts, as often as it is named.
  ///
  /// @param counts by the post's place
  /// @param column `replies`, `reposts` or `likes`
  static void addOneEach(Handle db, List<PostId> posts, IntPredicate counts, String column) {
    IntStream.range(0, posts.size())
        .filter(counts)
        .mapToObj(posts::get)
        .collect(
            Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.summingInt(_ -> 1)))
        .forEach((post, difference) -> add(db, post, column, difference));
  }

  /// @param column `replies`, `reposts`, `likes` or `plays`
  static void add(Handle db, PostId post, String column, int difference) {
    db.createUpdate(
            "update post_count set %1$s = %1$s + :difference where post_id = :id".formatted(column))
        .bind("difference", difference)
        .bind("id", post.value())
        .execute();
  }

  /// One more post of an account.
  static void posted(Handle db, AccountId author, long at) {
    db.createUpdate(
            """
            insert into account_count (account_id, posts, last_post_at) values (:id, 1, :at)
            on conflict (account_id) do update
              set posts = account_count.posts + 1, last_post_at = excluded.last_post_at\
            """)
        .bind("id", author.value())
        .bind("at", at)
        .execute();
  }

  /// One post less of an account.
  static void unposted(Handle db, AccountId author) {
    db.createUpdate("update account_count set posts = posts - 1 where account_id = :id")
        .bind("id", author.value())
        .execute();
  }

  /// @param column `followers` or `following`
  static void add(Handle db, AccountId account, String column, int difference) {
    db.createUpdate(
            """
            insert into account_count (account_id, %1$s) values (:id, :difference)
            on conflict (account_id) do update set %1$s = account_count.%1$s + excluded.%1$s\
            """
                .formatted(column))
        .bind("id", account.value())
        .bind("difference", difference)
        .execute();
  }
}
