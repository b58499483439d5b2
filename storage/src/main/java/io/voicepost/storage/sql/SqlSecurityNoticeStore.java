package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.access.SecurityNoticeStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Notices and known browsers in tables.
final class SqlSecurityNoticeStore implements SecurityNoticeStore {
  private static final int ATTEMPTS = 10;

  private final Sql sql;

  SqlSecurityNoticeStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean isKnown(AccountId account, SecretHash browser, Instant now) throws IOException {
    return sql.transact(db -> {
      boolean known =
          db.createUpdate(
                      """
                      update known_browser set seen_at = :now
                      where account_id = :account and browser_hash = :hash\
                      """)
                  .bind("account", account.value())
                  .bind("hash", browser.hex())
                  .bind("now", now.toEpochMilli())
                  .execute()
              == 1;
      if (!known) {
        db.createUpdate(
                """
                insert into known_browser (account_id, browser_hash, seen_at)
                values (:account, :hash, :now) on conflict do nothing\
                """)
            .bind("account", account.value())
            .bind("hash", browser.hex())
            .bind("now", now.toEpochMilli())
            .execute();
      }
      return known;
    });
  }

  @Override
  public boolean knows(AccountId account, SecretHash browser) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select 1 from known_browser
                where account_id = :account and browser_hash = :hash\
                """)
            .bind("account", account.value())
            .bind("hash", browser.hex())
            .mapTo(int.class)
            .findOne()
            .isPresent());
  }

  @Override
  public void tell(AccountId account, SecurityNotice.NoticeKind kind, String client, Instant at)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long id = PostId.at(at).value();
      boolean told =
          sql.write(db ->
              db.createUpdate(
                      """
                      insert into security_notice (id, account_id, kind, client)
                      values (:id, :account, :kind, :client) on conflict do nothing\
                      """)
                  .bind("id", id)
                  .bind("account", account.value())
                  .bind("kind", kind.column())
                  .bind("client", client)
                  .execute())
              == 1;
      if (told) {
        return;
      }
    }
    throw new IllegalStateException("no free id in " + ATTEMPTS + " attempts");
  }

  @Override
  public List<SecurityNotice> notices(AccountId account, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select * from security_notice where account_id = :account
                order by id desc limit :limit\
                """)
            .bind("account", account.value())
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) ->
                new SecurityNotice(
                    SecurityNotice.NoticeKind.ofColumn(row.getString("kind")),
                    row.getString("client"),
                    Instant.ofEpochMilli(row.getLong("id") >> 16),
                    row.getInt("seen") != 0))
            .list());
  }

  @Override
  public int unseen(AccountId account, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select count(*) from (
                  select 1 from security_notice where account_id = :account and seen = 0
                  limit :limit) as unseen\
                """)
            .bind("account", account.value())
            .bind("limit", RowMappers.limit(limit))
            .mapTo(int.class)
            .one());
  }

  @Override
  public void seen(AccountId account) throws IOException {
    sql.write(db ->
        db.createUpdate(
                "update security_notice set seen = 1 where account_id = :account and seen = 0")
            .bind("account", account.value())
            .execute());
  }

  @Override
  public void forgetBefore(Instant before) throws IOException {
    sql.transact(db -> {
      db.createUpdate("delete from known_browser where seen_at < :before")
          .bind("before", before.toEpochMilli())
          .execute();
      return db.createUpdate("delete from security_notice where id < :id")
          .bind("id", before.toEpochMilli() << 16)
          .execute();
    });
  }
}
