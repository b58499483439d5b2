package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.NotificationStore;
import io.voicepost.storage.post.Post;
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
          + RowMappers.ACCOUNT
          + " from notification n join account a on a.id = n.from_id where n.account_id = :to and "
          + SEEN
          + " and ";

  private static final String TELLABLE =
      "exists (select 1 from post p where p.id = :post and " + Audience.maySee("p", ":to") + ")";

  private final Sql sql;
  private final WriteBatcher<NewNotification, Optional<Long>> told;

  private record NewNotification(
      long id,
      AccountId to,
      Notification.Type type,
      AccountId from,
      Optional<PostId> post,
      Instant at) {}

  SqlNotificationStore(Sql sql) {
    this.sql = sql;
    this.told =
        new WriteBatcher<>(
            sql,
            Comparator.comparingLong((NewNotification it) -> it.to().value())
                .thenComparingLong(it -> it.from().value()),
            (db, notification) -> notification.stream().map(it -> tell(db, it)).toList());
  }

  @Override
  public Optional<Long> tell(
      AccountId to, Notification.Type type, AccountId from, Optional<PostId> post, Instant at)
      throws IOException {
    if (to.equals(from)) {
      return Optional.empty();
    }
    return told.ask(new NewNotification(PostId.at(at).value(), to, type, from, post, at));
  }

  private static Optional<Long> tell(Handle db, NewNotification notification) {
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
                    .formatted(notification.post().isEmpty() ? "true" : TELLABLE))
            .bind("id", notification.id())
            .bind("to", notification.to().value())
            .bind("type", notification.type().column())
            .bind("from", notification.from().value())
            .bindByType("post", notification.post().map(PostId::value).orElse(null), Long.class)
            .bind("now", notification.at().toEpochMilli())
            .execute();
    return told == 0 ? Optional.empty() : Optional.of(notification.id());
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
          AccountListRows.bind(
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
            .bind("most", RowMappers.limit(most))
            .mapTo(Integer.class)
            .one());
  }

  private record NotificationRow(
      long id, Notification.Type type, Account from, Optional<Long> post) {}

  private static NotificationRow row(ResultSet row) throws SQLException {
    return new NotificationRow(
        row.getLong("id"),
        Notification.Type.ofColumn(row.getString("type")),
        RowMappers.account(row),
        RowMappers.number(row, "post_id"));
  }

  private static List<Notification> withPosts(Handle db, AccountId to, List<NotificationRow> rows) {
    Map<Long, Post> posts =
        EntryRows.posts(db, rows.stream().flatMap(it -> it.post().stream()).toList()).stream()
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
