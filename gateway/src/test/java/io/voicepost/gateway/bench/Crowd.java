package io.voicepost.gateway.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/// A database full of people: accounts that post, follow each other and read, and one famous
/// account with a follower in every other. Always the same for the same numbers. Written straight
/// into the tables, for the service would take hours.
final class Crowd {
  /// The famous account; the others have the numbers above it.
  static final int FAMOUS = 1;

  /// Ids are made of time: all accounts came within two days of a year ago, a post came every ten
  /// seconds, the last one an hour ago.
  private static final long EPOCH = 1_750_000_000_000L;

  private static final long POST_EVERY = 10_000;
  private static final int BATCH = 100_000;

  /// @param accounts those that post, read and follow
  /// @param followers silent ones beside them, who follow the famous account alone
  /// @param follows how many others each account follows
  record Size(int posts, int accounts, int followers, int follows) {}

  private final Size size;

  Crowd(Size size) {
    this.size = size;
  }

  static long account(int number) {
    return (EPOCH + number) << 16;
  }

  /// The id of a post, the newest of which has the number 0.
  static long post(long number) {
    return (EPOCH + Duration.ofDays(500).toMillis() - number * POST_EVERY) << 16;
  }

  /// Fills an empty database, whose tables are there.
  void seed(String url, String user, String password) throws IOException {
    try (var database = DriverManager.getConnection(url, user, password)) {
      database.setAutoCommit(false);
      accounts(database);
      posts(database);
      follows(database);
      Progress.tell("seeding: counting");
      counts(database);
      try (var statement = database.createStatement()) {
        statement.execute("analyze");
      }
      database.commit();
    } catch (SQLException e) {
      throw new IOException("the benchmark's database could not be filled: " + e.getMessage(), e);
    }
  }

  private void accounts(Connection database) throws SQLException {
    int all = size.accounts() + size.followers();
    var progress = Progress.of("seeding: accounts", all);
    each(
        all,
        progress::accept,
        (from, to) ->
            run(
                database,
                numbers(from, to)
                    + """
                    insert into account (id, handle, display_name, created_at)
                    select (%d + i) * 65536, 'account' || i, 'Account ' || i, %d + i from n\
                    """
                        .formatted(EPOCH, EPOCH)));
  }

  /// Some speak more than others, the famous one with every thousandth post.
  private void posts(Connection database) throws SQLException {
    var progress = Progress.of("seeding: posts", size.posts());
    var peaks = "7,40,90,62,33".concat(",55,21,84,46,70".repeat(39));
    var rendition =
        "audio/01900000-0000-7000-8000-000000000000.mp3 480000 " + "0".repeat(64) + " audio/mpeg";
    var author =
        "case when i %% 1000 = 0 then 1 else 2 + (i * 48271 %% 2147483647) %% %d end"
            .formatted(size.accounts() - 1);
    var id = "(%d - i * %d) * 65536".formatted(post(0) >> 16, POST_EVERY);
    each(
        size.posts(),
        progress::accept,
        (from, to) -> {
          run(
              database,
              numbers(from, to)
                  + """
                  insert into recording (id, state, account_id, duration_ms, peaks, renditions)
                  select %s, 'ready', (%d + %s) * 65536, 7400, '%s', '%s' from n\
                  """
                      .formatted(recording(database), EPOCH, author, peaks, rendition));
          run(
              database,
              numbers(from, to)
                  + """
                  insert into post (id, account_id, visibility, recording_id, thread, posted_at)
                  select %s, (%d + %s) * 65536, 'public', %s, %s, %s / 65536 from n\
                  """
                      .formatted(id, EPOCH, author, recording(database), id, id));
        });
  }

  private static String recording(Connection database) throws SQLException {
    var digits =
        database.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT).contains("sqlite")
            ? "printf('%012d', i)"
            : "lpad(i::text, 12, '0')";
    return "'01900000-0000-7000-8000-' || " + digits;
  }

  private void follows(Connection database) throws SQLException {
    var progress = Progress.of("seeding: follows", size.follows());
    for (int k = 0; k < size.follows(); k++) {
      run(
          database,
          numbers(1, size.accounts() + 1)
              + """
              insert into follow (id, follower_id, followee_id)
              select (%1$d + %2$d) * 65536 + i %% 65536, (%1$d + i) * 65536,
                (%1$d + 2 + (cast(i as bigint) * 7919 + %2$d * 104729) %% %3$d) * 65536
              from n where true on conflict do nothing\
              """
                  .formatted(EPOCH, k, size.accounts() - 1));
      progress.accept(k + 1);
    }
    run(
        database,
        numbers(2, size.accounts() + size.followers() + 1)
            + """
            insert into follow (id, follower_id, followee_id)
            select (%1$d + i) * 65536, (%1$d + i) * 65536, (%1$d + 1) * 65536 from n
            where true on conflict do nothing\
            """
                .formatted(EPOCH));
    database.commit();
  }

  private static void counts(Connection database) throws SQLException {
    run(database, "delete from follow where follower_id = followee_id");
    run(database, "insert into post_count (post_id) select id from post");
    run(
        database,
        """
        insert into account_count (account_id, posts, followers, following, last_post_at)
        select a.id,
          (select count(*) from post p where p.account_id = a.id and p.visibility <> 'draft'),
          (select count(*) from follow f where f.followee_id = a.id),
          (select count(*) from follow f where f.follower_id = a.id), null
        from account a\
        """);
    database.commit();
  }

  private interface Part {
    void write(int from, int to) throws SQLException;
  }

  private interface Told {
    void done(int count);
  }

  private static void each(int all, Told told, Part part) throws SQLException {
    int step = Math.max(1, Math.min(BATCH, all / 5));
    for (int from = 1; from <= all; from += step) {
      int to = Math.min(from + step, all + 1);
      part.write(from, to);
      told.done(to - 1);
    }
  }

  /// The numbers `i` from `from` to before `to`, as the table `n` of the statement that follows.
  private static String numbers(int from, int to) {
    return "with recursive n (i) as (select cast(%d as bigint) union all select i + 1 from n where i + 1 < %d) "
        .formatted(from, to);
  }

  private static void run(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
    database.commit();
  }
}
