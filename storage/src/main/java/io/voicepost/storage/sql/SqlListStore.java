package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountList;
import io.voicepost.storage.ListId;
import io.voicepost.storage.ListStore;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Lists of accounts in tables.
final class SqlListStore implements ListStore {
  private final Sql sql;
  private final InstantSource clock;

  SqlListStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public AccountList create(AccountId owner, String title) throws IOException {
    var list = new AccountList(new ListId(PostId.at(clock.instant()).value()), owner, title);
    sql.transact(db ->
        db.createUpdate(
                "insert into account_list (id, account_id, title) values (:id, :owner, :it)")
            .bind("id", list.id().value())
            .bind("owner", owner.value())
            .bind("it", title)
            .execute());
    return list;
  }

  @Override
  public Optional<AccountList> byId(AccountId owner, ListId id) throws IOException {
    return sql.run(db -> one(db, owner, id));
  }

  private static Optional<AccountList> one(Handle db, AccountId owner, ListId id) {
    return db.createQuery("select * from account_list where id = :id and account_id = :owner")
        .bind("id", id.value())
        .bind("owner", owner.value())
        .map((row, _) -> list(row))
        .findOne();
  }

  @Override
  public List<AccountList> of(AccountId owner) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from account_list where account_id = :owner order by id")
            .bind("owner", owner.value())
            .map((row, _) -> list(row))
            .list());
  }

  @Override
  public Optional<AccountList> rename(AccountId owner, ListId id, String title) throws IOException {
    var renamed = new AccountList(id, owner, title);
    return sql.transact(db ->
        db.createUpdate(
                """
                update account_list set title = :it where id = :id and account_id = :owner\
                """)
            .bind("it", title)
            .bind("id", id.value())
            .bind("owner", owner.value())
            .execute())
            == 1
        ? Optional.of(renamed)
        : Optional.empty();
  }

  @Override
  public boolean delete(AccountId owner, ListId id) throws IOException {
    return sql.transact(db -> {
      if (one(db, owner, id).isEmpty()) {
        return false;
      }
      db.createUpdate("delete from list_member where list_id = :id")
          .bind("id", id.value())
          .execute();
      return db.createUpdate("delete from account_list where id = :id")
              .bind("id", id.value())
              .execute()
          == 1;
    });
  }

  @Override
  public void add(ListId id, Collection<AccountId> members) throws IOException {
    each(
        "insert into list_member (list_id, account_id) values (:id, :it) on conflict do nothing",
        id,
        members);
  }

  @Override
  public void remove(ListId id, Collection<AccountId> members) throws IOException {
    each("delete from list_member where list_id = :id and account_id = :it", id, members);
  }

  @Override
  public List<Listed<Account>> members(ListId id, Page page) throws IOException {
    return sql.run(db ->
        AccountListRows.accounts(
            db,
            "list_member",
            "l.account_id",
            "l.list_id = :it",
            "l.account_id",
            id.value(),
            page));
  }

  @Override
  public List<AccountList> having(AccountId owner, AccountId member) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select l.* from account_list l join list_member m on m.list_id = l.id
                where m.account_id = :member and l.account_id = :owner order by l.id\
                """)
            .bind("member", member.value())
            .bind("owner", owner.value())
            .map((row, _) -> list(row))
            .list());
  }

  private void each(String statement, ListId id, Collection<AccountId> members) throws IOException {
    if (members.isEmpty()) {
      return;
    }
    sql.transact(db -> {
      var batch = db.prepareBatch(statement);
      members.forEach(it -> batch.bind("id", id.value()).bind("it", it.value()).add());
      return batch.execute();
    });
  }

  private static AccountList list(ResultSet row) throws SQLException {
    return new AccountList(
        new ListId(row.getLong("id")),
        new AccountId(row.getLong("account_id")),
        row.getString("title"));
  }
}
