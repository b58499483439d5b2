package io.voicepost.storage;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Notifications in a table.
final class SqlNotificationStore implements NotificationStore {
  /// That the post which it is about, if it is about one, may still be seen by `:to`.
  private static final String SEEN =
      "(n.post_id is null or exists (select 1 from post p where p.id = n.post_id and "
          + Audience.maySee("p", ":to")
          + "))";

  private static final String SELECT =
      "select n.id, n.type, n.post_id, "
          + Rows.ACCOUNT
          + " from notification n join account a on a.id = n.from_id where n.account_id = :to and "
          + SEEN
          + " and ";

  private static final String TELLABLE =
      "exists (select 1 from post p where p.id = :post and " + Audience.maySee("p", ":to") + ")";

  private final Sql sql;
  private final Gathering<News, Optional<Long>> told;

  private record News(
      long id,
      AccountId to,
      Notification.Type type,
      AccountId from,
      Optional<PostId> post,
      Instant at) {}

  SqlNotificationStore(Sql sql) {
    this.sql = sql;
    this.told =
        new Gathering<>(
            sql,
            Comparator.comparingLong((News it) -> it.to().value())
                .thenComparingLong(it -> it.from().value()),
            (db, news) -> news.stream().map(it -> tell(db, it)).toList());
  }

  @Override
  public Optional<Long> tell(
      AccountId to, Notification.Type type, AccountId from, Optional<PostId> post, Instant at)
      throws IOException {
    if (to.equals(from)) {
      return Optional.empty();
    }
    return told.ask(new News(PostId.at(at).value(), to, type, from, post, at));
  }

  private static Optional<Long> tell(Handle db, News news) {
    int told =
        db.createUpdate(
                """
                insert into notification (id, account_id, type, from_id, post_id)
                select :id, :to, :type, :from, :post
                where not exists (select 1 from block where account_id = :to
                    and target_id = :from)
                  and not exists (select 1 from mute where account_id = :to
                    and target_id = :from and notifications = 1
                    and (ends_at is null or ends_at > :now))
                  and %s
                on conflict do nothing\
                """
                    .formatted(news.post().isEmpty() ? "true" : TELLABLE))
            .bind("id", news.id())
            .bind("to", news.to().value())
            .bind("type", news.type().column())
            .bind("from", news.from().value())
            .bindByType("post", news.post().map(PostId::value).orElse(null), Long.class)
            .bind("now", news.at().toEpochMilli())
            .execute();
    return told == 0 ? Optional.empty() : Optional.of(news.id());
  }

  @Override
  public void untell(AccountId to, Notification.Type type, AccountId from, Optional<PostId> post)
      throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                delete from notification where account_id = :to and type = :type
                  and from_id = :from and coalesce(post_id, 0) = :post\
                """)
            .bind("to", to.value())
            .bind("type", type.column())
            .bind("from", from.value())
            .bind("post", post.map(PostId::value).orElse(0L))
            .execute());
  }

  @Override
  public List<Notification> list(
      AccountId to, Set<Notification.Type> types, Optional<AccountId> from, Page page)
      throws IOException {
    if (types.isEmpty()) {
      return List.of();
    }
    var filter =
        types.size() == Notification.Type.values().length
            ? ""
            : types.stream()
                .map(it -> "'" + it.column() + "'")
                .collect(Collectors.joining(", ", "n.type in (", ") and "));
    var sender = from.map(it -> "n.from_id = " + it.value() + " and ").orElse("");
    return sql.run(db -> {
      var rows =
          Lists.bind(
                  db.createQuery(SELECT.replace(":to", ":it") + filter + sender + page.on("n.id")),
                  to.value(),
                  page)
              .map((row, _) -> row(row))
              .list();
      return withPosts(db, to, page.fromOldest() ? rows.reversed() : rows);
    });
  }

  @Override
  public Optional<Notification> byId(AccountId to, long id) throws IOException {
    return sql.run(db -> one(db, to, id));
  }

  private static Optional<Notification> one(Handle db, AccountId to, long id) {
    var rows =
        db.createQuery(SELECT + "n.id = :id")
            .bind("to", to.value())
            .bind("id", id)
            .map((row, _) -> row(row))
            .list();
    return withPosts(db, to, rows).stream().findFirst();
  }

  @Override
  public boolean dismiss(AccountId to, long id) throws IOException {
    return sql.transact(db ->
        db.createUpdate("delete from notification where account_id = :to and id = :id")
                .bind("to", to.value())
                .bind("id", id)
                .execute()
            == 1);
  }

  @Override
  public void clear(AccountId to) throws IOException {
    sql.transact(db ->
        db.createUpdate("delete from notification where account_id = :to")
            .bind("to", to.value())
            .execute());
  }

  @Override
  public int countAfter(AccountId to, long after, int most) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select count(*) from (select 1 from notification n
                  where n.account_id = :to and n.id > :after and %s limit :most) few\
                """
                    .formatted(SEEN))
            .bind("to", to.value())
            .bind("after", after)
            .bind("most", Rows.limit(most))
            .mapTo(Integer.class)
            .one());
  }

  private record Row(long id, Notification.Type type, Account from, Optional<Long> post) {}

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        Notification.Type.ofColumn(row.getString("type")),
        Rows.account(row),
        Rows.number(row, "post_id"));
  }

  private static List<Notification> withPosts(Handle db, AccountId to, List<Row> rows) {
    Map<Long, Post> posts =
        Entries.posts(db, rows.stream().flatMap(it -> it.post().stream()).toList()).stream()
            .collect(Collectors.toMap(post -> post.id().value(), Function.identity()));
    return rows.stream()
        .map(it ->
            new Notification(
                it.id(),
                to,
                it.type(),
                it.from(),
                it.post().flatMap(id -> Optional.ofNullable(posts.get(id)))))
        .toList();
  }
}
