package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.Reactions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Likes and bookmarks in tables.
final class SqlReactionStore implements ReactionStore {
  private final Sql sql;
  private final InstantSource clock;
  private final WriteBatcher<NewLike, Boolean> likes;

  private record NewLike(AccountId by, PostId post) {}

  SqlReactionStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
    this.likes =
        new WriteBatcher<>(sql, Comparator.comparingLong(wish -> wish.by().value()), this::like);
  }

  @Override
  public boolean like(AccountId by, PostId post) throws IOException {
    return likes.ask(new NewLike(by, post));
  }

  private List<Boolean> like(Handle db, List<NewLike> wishes) {
    var fresh = wishes.stream().map(wish -> mark(db, "post_like", wish.by(), wish.post())).toList();
    CountRows.addOneEach(db, wishes.stream().map(NewLike::post).toList(), fresh::get, "likes");
    return fresh;
  }

  @Override
  public boolean unlike(AccountId by, PostId post) throws IOException {
    return sql.transact(db -> {
      boolean was = unmark(db, "post_like", by, post);
      if (was) {
        CountRows.add(db, post, "likes", -1);
      }
      return was;
    });
  }

  @Override
  public boolean bookmark(AccountId by, PostId post) throws IOException {
    return sql.transact(db -> mark(db, "bookmark", by, post));
  }

  @Override
  public boolean unbookmark(AccountId by, PostId post) throws IOException {
    return sql.transact(db -> unmark(db, "bookmark", by, post));
  }

  @Override
  public Map<PostId, Reactions> reactions(AccountId by, Collection<PostId> posts)
      throws IOException {
    var marks = new HashMap<PostId, Reactions>();
    if (posts.isEmpty()) {
      return marks;
    }
    sql.run(db ->
            db.createQuery(
                    """
                    select post_id as id, 1 as liked, 0 as reposted, 0 as bookmarked from post_like
                    where account_id = :by and post_id in (<ids>)
                    union all select repost_of, 0, 1, 0 from post
                    where account_id = :by and repost_of in (<ids>)
                    union all select post_id, 0, 0, 1 from bookmark
                    where account_id = :by and post_id in (<ids>)\
                    """)
                .bind("by", by.value())
                .bindList("ids", posts.stream().map(PostId::value).toList())
                .map((row, _) -> Map.entry(new PostId(row.getLong("id")), reactions(row)))
                .list())
        .forEach(it -> marks.merge(it.getKey(), it.getValue(), SqlReactionStore::both));
    return marks;
  }

  @Override
  public Map<AccountId, Reactions> reactions(PostId post, Collection<AccountId> accounts)
      throws IOException {
    var marks = new HashMap<AccountId, Reactions>();
    if (accounts.isEmpty()) {
      return marks;
    }
    sql.run(db ->
            db.createQuery(
                    """
                    select account_id, 1 as liked, 0 as reposted, 0 as bookmarked from post_like
                    where post_id = :post and account_id in (<ids>)
                    union all select account_id, 0, 1, 0 from post
                    where repost_of = :post and account_id in (<ids>)
                    union all select account_id, 0, 0, 1 from bookmark
                    where post_id = :post and account_id in (<ids>)\
                    """)
                .bind("post", post.value())
                .bindList("ids", accounts.stream().map(AccountId::value).toList())
                .map(
                    (row, _) -> Map.entry(new AccountId(row.getLong("account_id")), reactions(row)))
                .list())
        .forEach(it -> marks.merge(it.getKey(), it.getValue(), SqlReactionStore::both));
    return marks;
  }

  private static Reactions reactions(ResultSet row) throws SQLException {
    return new Reactions(
        row.getInt("liked") != 0, row.getInt("reposted") != 0, row.getInt("bookmarked") != 0);
  }

  @Override
  public List<Listed<Post>> liked(AccountId by, Page page) throws IOException {
    return marked("post_like", by, page);
  }

  @Override
  public List<Listed<Post>> bookmarked(AccountId by, Page page) throws IOException {
    return marked("bookmark", by, page);
  }

  @Override
  public List<Listed<Account>> likers(PostId post, Page page) throws IOException {
    return sql.run(db ->
        AccountListRows.accounts(
            db,
            "post_like",
            "l.account_id",
            "l.post_id = :it",
            "l.account_id",
            post.value(),
            page));
  }

  @Override
  public List<Listed<Account>> reposters(PostId post, Page page) throws IOException {
    return sql.run(db ->
        AccountListRows.accounts(
            db, "post", "l.account_id", "l.repost_of = :it", "l.account_id", post.value(), page));
  }

  private boolean mark(Handle db, String table, AccountId by, PostId post) {
    return db.createUpdate(
                """
                insert into %s (id, account_id, post_id)
                select :id, :by, id from post
                where id = :post and repost_of is null on conflict do nothing\
                """
                    .formatted(table))
            .bind("id", PostId.at(clock.instant()).value())
            .bind("by", by.value())
            .bind("post", post.value())
            .execute()
        == 1;
  }

  private static boolean unmark(Handle db, String table, AccountId by, PostId post) {
    return db.createUpdate(
                "delete from %s where account_id = :by and post_id = :post".formatted(table))
            .bind("by", by.value())
            .bind("post", post.value())
            .execute()
        == 1;
  }

  private List<Listed<Post>> marked(String table, AccountId by, Page page) throws IOException {
    var statement =
        "select id, post_id from %s where account_id = :it and %s".formatted(table, page.on("id"));
    return sql.run(db -> {
      var found =
          AccountListRows.bind(db.createQuery(statement), by.value(), page)
              .map((row, _) -> new Listed<>(row.getLong("id"), row.getLong("post_id")))
              .list();
      var posts =
          EntryRows.posts(db, Optional.of(by), found.stream().map(Listed::item).toList()).stream()
              .collect(Collectors.toMap(post -> post.id().value(), Function.identity()));
      return (page.fromOldest() ? found.reversed() : found)
          .stream()
              .filter(it -> posts.containsKey(it.item()))
              .map(it -> new Listed<>(it.cursor(), Objects.requireNonNull(posts.get(it.item()))))
              .toList();
    });
  }

  private static Reactions both(Reactions one, Reactions other) {
    return new Reactions(
        one.liked() || other.liked(),
        one.reposted() || other.reposted(),
        one.bookmarked() || other.bookmarked());
  }
}
