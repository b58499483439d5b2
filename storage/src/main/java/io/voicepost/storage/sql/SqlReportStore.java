package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Report;
import io.voicepost.storage.post.ReportStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reports in a table.
final class SqlReportStore implements ReportStore {
  private final Sql sql;
  private final InstantSource clock;

  SqlReportStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public Report add(
      AccountId by, AccountId target, Report.Category category, String comment, List<PostId> posts)
      throws IOException {
    var now = Instant.ofEpochMilli(clock.millis());
    var report = new Report(PostId.at(now).value(), by, target, category, comment, posts, now);
    sql.transact(db ->
        db.createUpdate(
                """
                insert into report (id, account_id, target_id, category, comment, posts, created_at)
                values (:id, :by, :target, :category, :comment, :posts, :now)\
                """)
            .bind("id", report.id())
            .bind("by", by.value())
            .bind("target", target.value())
            .bind("category", category.column())
            .bind("comment", comment)
            .bind("posts", posts.stream().map(PostId::toString).collect(Collectors.joining(" ")))
            .bind("now", now.toEpochMilli())
            .execute());
    return report;
  }

  @Override
  public List<Report> open(Page page) throws IOException {
    return sql.run(db -> {
      var found =
          db.createQuery(
                  "select * from report where handled_at is null and account_id is not null and "
                      + page.on("id"))
              .bind("before", page.before())
              .bind("after", page.after())
              .bind("limit", page.limit())
              .map((row, _) -> report(row))
              .list();
      return page.fromOldest() ? found.reversed() : found;
    });
  }

  private static Report report(ResultSet row) throws SQLException {
    return new Report(
        row.getLong("id"),
        new AccountId(row.getLong("account_id")),
        new AccountId(row.getLong("target_id")),
        Report.Category.valueOf(row.getString("category").toUpperCase(Locale.ROOT)),
        row.getString("comment"),
        Stream.of(row.getString("posts").split(" "))
            .filter(it -> !it.isEmpty())
            .map(it -> new PostId(Long.parseLong(it)))
            .toList(),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
