package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Relationship;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Follows, blocks and mutes in tables.
final class SqlFollowStore implements FollowStore {
  private static final String FOLLOW = "follow";
  private static final String REQUEST = "follow_request";

  private final Sql sql;
  private final InstantSource clock;

  SqlFollowStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public boolean follow(AccountId follower, AccountId followee, FollowOptions options)
      throws IOException {
    return sql.transact(db -> followed(db, follower, followee, options));
  }

  private boolean followed(
      Handle db, AccountId follower, AccountId followee, FollowOptions options) {
    boolean fresh = insert(db, FOLLOW, follower, followee, options);
    if (fresh) {
      count(db, follower, followee, 1);
    } else {
      pair(
              db.createUpdate(
                  """
                  update follow set reposts = :reposts, notify = :notify
                  where follower_id = :follower and followee_id = :followee\
                  """),
              follower,
              followee)
          .bind("reposts", flag(options.reposts()))
          .bind("notify", flag(options.told()))
          .execute();
    }
    return fresh;
  }

  @Override
  public boolean unfollow(AccountId follower, AccountId followee) throws IOException {
    return sql.transact(db -> {
      boolean asked = delete(db, REQUEST, follower, followee);
      return unfollowed(db, follower, followee) || asked;
    });
  }

  private static boolean unfollowed(Handle db, AccountId follower, AccountId followee) {
    boolean was = delete(db, FOLLOW, follower, followee);
    if (was) {
      count(db, follower, followee, -1);
      RelationRows.unlist(db, follower, followee);
    }
    return was;
  }

  @Override
  public boolean request(AccountId follower, AccountId followee, FollowOptions options)
      throws IOException {
    return sql.transact(db -> insert(db, REQUEST, follower, followee, options));
  }

  @Override
  public boolean accept(AccountId followee, AccountId follower) throws IOException {
    return sql.transact(db -> {
      Optional<FollowOptions> options =
          db.createQuery(
                  """
                  select reposts, notify from follow_request
                  where follower_id = :follower and followee_id = :followee\
                  """)
              .bind("follower", follower.value())
              .bind("followee", followee.value())
              .map((row, _) ->
                  new FollowOptions(row.getInt("reposts") != 0, row.getInt("notify") != 0))
              .findOne();
      if (options.isEmpty() || !delete(db, REQUEST, follower, followee)) {
        return false;
      }
      followed(db, follower, followee, options.get());
      return true;
    });
  }

  @Override
  public boolean reject(AccountId followee, AccountId follower) throws IOException {
    return sql.transact(db -> delete(db, REQUEST, follower, followee));
  }

  @Override
  public List<Listed<Account>> requests(AccountId followee, Page page) throws IOException {
    return listed(REQUEST, "l.follower_id", "l.followee_id", followee, page);
  }

  @Override
  public List<Listed<Account>> followers(AccountId of, Page page) throws IOException {
    return listed(FOLLOW, "l.follower_id", "l.followee_id", of, page);
  }

  @Override
  public List<Listed<Account>> following(AccountId of, Page page) throws IOException {
    return listed(FOLLOW, "l.followee_id", "l.follower_id", of, page);
  }

  @Override
  public Set<AccountId> followees(AccountId of) throws IOException {
    return sql.run(
        db -> RelationRows.ids(db, "select followee_id from follow where follower_id = :it", of));
  }

  @Override
  public Set<AccountId> attentive(AccountId of) throws IOException {
    return sql.run(db ->
        RelationRows.ids(
            db, "select follower_id from follow where followee_id = :it and notify = 1", of));
  }

  @Override
  public boolean block(AccountId by, AccountId target) throws IOException {
    return sql.transact(db -> {
      unfollowed(db, by, target);
      unfollowed(db, target, by);
      delete(db, REQUEST, by, target);
      delete(db, REQUEST, target, by);
      return db.createUpdate(
                  """
                  insert into block (id, account_id, target_id) values (:id, :by, :target)
                  on conflict do nothing\
                  """)
              .bind("id", freshId())
              .bind("by", by.value())
              .bind("target", target.value())
              .execute()
          == 1;
    });
  }

  @Override
  public boolean unblock(AccountId by, AccountId target) throws IOException {
    return sql.transact(db -> RelationRows.forget(db, "block", by, target));
  }

  @Override
  public List<Listed<Account>> blocked(AccountId by, Page page) throws IOException {
    return listed("block", "l.target_id", "l.account_id", by, page);
  }

  @Override
  public void mute(AccountId by, AccountId target, boolean notifications, Optional<Instant> end)
      throws IOException {
    sql.transact(db ->
        db.createUpdate(
                """
                insert into mute (id, account_id, target_id, notifications, ends_at)
                values (:id, :by, :target, :notifications, :end)
                on conflict (account_id, target_id) do update
                  set notifications = excluded.notifications, ends_at = excluded.ends_at\
                """)
            .bind("id", freshId())
            .bind("by", by.value())
            .bind("target", target.value())
            .bind("notifications", flag(notifications))
            .bind("end", end.map(Instant::toEpochMilli))
            .execute());
  }

  @Override
  public boolean unmute(AccountId by, AccountId target) throws IOException {
    return sql.transact(db -> RelationRows.forget(db, "mute", by, target));
  }

  @Override
  public List<Listed<Account>> muted(AccountId by, Page page) throws IOException {
    return sql.run(db ->
        AccountListRows.accounts(
            db,
            "mute",
            "l.target_id",
            "l.account_id = :it and (l.ends_at is null or l.ends_at > " + clock.millis() + ")",
            "l.id",
            by.value(),
            page));
  }

  @Override
  public Map<AccountId, Relationship> relationships(AccountId by, Collection<AccountId> others)
      throws IOException {
    return sql.run(db -> RelationRows.relationships(db, by, others, clock.millis()));
  }

  @Override
  public HiddenAccounts unseen(AccountId by) throws IOException {
    return sql.run(db -> RelationRows.unseen(db, by, clock.millis()));
  }

  private List<Listed<Account>> listed(
      String table, String account, String of, AccountId it, Page page) throws IOException {
    return sql.run(db ->
        AccountListRows.accounts(db, table, account, of + " = :it", "l.id", it.value(), page));
  }

  private boolean insert(
      Handle db, String table, AccountId follower, AccountId followee, FollowOptions options) {
    return pair(
                db.createUpdate(
                    """
                    insert into %s (id, follower_id, followee_id, reposts, notify)
                    values (:id, :follower, :followee, :reposts, :notify) on conflict do nothing\
                    """
                        .formatted(table)),
                follower,
                followee)
            .bind("id", freshId())
            .bind("reposts", flag(options.reposts()))
            .bind("notify", flag(options.told()))
            .execute()
        == 1;
  }

  private static boolean delete(Handle db, String table, AccountId follower, AccountId followee) {
    return pair(
                db.createUpdate(
                    "delete from %s where follower_id = :follower and followee_id = :followee"
                        .formatted(table)),
                follower,
                followee)
            .execute()
        == 1;
  }

  private static void count(Handle db, AccountId follower, AccountId followee, int difference) {
    // In the order of their ids, so that two who follow each other do not wait for each other.
    if (follower.value() < followee.value()) {
      CountRows.add(db, follower, "following", difference);
      CountRows.add(db, followee, "followers", difference);
    } else {
      CountRows.add(db, followee, "followers", difference);
      CountRows.add(db, follower, "following", difference);
    }
  }

  private static Update pair(Update update, AccountId follower, AccountId followee) {
    return update.bind("follower", follower.value()).bind("followee", followee.value());
  }

  private long freshId() {
    return PostId.at(clock.instant()).value();
  }

  private static int flag(boolean value) {
    return value ? 1 : 0;
  }
}
