package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.Profile;
import io.voicepost.storage.Role;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Totals;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts in tables.
final class SqlAccountStore implements AccountStore {
  private static final String SELECT = "select " + RowMappers.ACCOUNT + " from account a ";

  /// Enough by far: a fresh id is taken with a chance of one in 65,536.
  private static final int ATTEMPTS = 10;

  private final Sql sql;
  private final InstantSource clock;

  SqlAccountStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public Account create(Handle handle, String displayName)
      throws HandleTakenException, IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      // Ids made of time and chance need no sequence, which the two databases spell differently.
      var account = Account.fresh(handle, displayName, now);
      if (insert(account)) {
        return account;
      }
      if (byHandle(handle).isPresent()) {
        throw new HandleTakenException(handle);
      }
    }
    throw new IllegalStateException("no free account id in " + ATTEMPTS + " attempts");
  }

  private boolean insert(Account account) throws IOException {
    return sql.transact(db -> AccountRows.insert(db, account));
  }

  @Override
  public Optional<Account> byHandle(Handle handle) throws IOException {
    return one(SELECT + "where a.handle = :it", handle.value());
  }

  @Override
  public Optional<Account> byId(AccountId id) throws IOException {
    return one(SELECT + "where a.id = :it", id.value());
  }

  @Override
  public Optional<Account> byPhone(PhoneKey phone) throws IOException {
    return one(SELECT + "join phone p on p.account_id = a.id where p.phone_key = :it", phone.hex());
  }

  @Override
  public Map<AccountId, AccountCounts> counts(Collection<AccountId> ids) throws IOException {
    return ids.isEmpty() ? Map.of() : sql.run(db -> AccountRows.counts(db, ids));
  }

  @Override
  public List<Account> byIds(Collection<AccountId> ids) throws IOException {
    return ids.isEmpty() ? List.of() : sql.run(db -> AccountRows.byIds(db, ids));
  }

  @Override
  public Optional<Account> update(AccountId id, Profile profile) throws IOException {
    sql.transact(db -> AccountRows.update(db, id, profile));
    return byId(id);
  }

  @Override
  public void appoint(AccountId id, Role role, boolean verified) throws IOException {
    sql.transact(db ->
        db.createUpdate("update account set role = :role, verified = :verified where id = :id")
            .bind("role", role.column())
            .bind("verified", verified ? 1 : 0)
            .bind("id", id.value())
            .execute());
  }

  @Override
  public Preferences preferences(AccountId id) throws IOException {
    return sql.run(db -> AccountRows.preferences(db, id));
  }

  @Override
  public void prefer(AccountId id, Preferences preferences) throws IOException {
    sql.transact(db ->
        db.createUpdate(
                "update account set language = :language, visibility = :visibility where id = :id")
            .bind("language", preferences.language().orElse(""))
            .bind("visibility", preferences.visibility().column())
            .bind("id", id.value())
            .execute());
  }

  @Override
  public List<Account> search(String query, int limit) throws IOException {
    return sql.run(db -> AccountRows.search(db, query, RowMappers.limit(limit)));
  }

  @Override
  public Totals totals(Instant since) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select (select count(*) from account) as accounts, coalesce(sum(posts), 0) as posts,
                  coalesce(sum(case when last_post_at >= :since then 1 else 0 end), 0) as active
                from account_count\
                """)
            .bind("since", since.toEpochMilli())
            .map((row, _) ->
                new Totals(row.getLong("accounts"), row.getLong("posts"), row.getLong("active")))
            .one());
  }

  @Override
  public List<Account> list(Optional<Handle> after, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(SELECT + "where a.handle > :after order by a.handle limit :limit")
            .bind("after", after.map(Handle::value).orElse(""))
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> RowMappers.account(row))
            .list());
  }

  @Override
  public void linkPhone(AccountId account, SealedPhone phone)
      throws PhoneTakenException, IOException {
    long owner =
        sql.transact(db -> {
          var now = clock.instant();
          PhoneRows.link(db, account, phone, now, Optional.of(now));
          // Gone again where somebody unlinked it between the two: then it was linked once.
          return db.createQuery("select account_id from phone where phone_key = :key")
              .bind("key", phone.key().hex())
              .mapTo(long.class)
              .findOne()
              .orElse(account.value());
        });
    if (owner != account.value()) {
      throw new PhoneTakenException();
    }
  }

  @Override
  public List<SealedPhone> phones(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select phone_key, sealed_number from phone
                where account_id = :account order by linked_at, phone_key\
                """)
            .bind("account", account.value())
            .map((row, _) -> RowMappers.phone(row).orElseThrow())
            .list());
  }

  private Optional<Account> one(String query, Object it) throws IOException {
    return sql.run(db ->
        db.createQuery(query).bind("it", it).map((row, _) -> RowMappers.account(row)).findOne());
  }
}
