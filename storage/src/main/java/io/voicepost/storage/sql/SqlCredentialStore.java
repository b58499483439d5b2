package io.voicepost.storage.sql;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.TextRules;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.Passkey;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Passwords and passkeys in tables.
final class SqlCredentialStore implements CredentialStore {
  private static final int ATTEMPTS = 10;

  private final Sql sql;
  private final InstantSource clock;

  SqlCredentialStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public Optional<String> passwordHash(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery("select password_hash from credential where account_id = :account")
            .bind("account", account.value())
            .mapTo(String.class)
            .findOne());
  }

  @Override
  public void setPasswordHash(AccountId account, String hash, Instant at) throws IOException {
    sql.transact(db -> setPasswordHash(db, account, hash, at));
  }

  @Override
  public void renewPasswordHash(AccountId account, String old, String fresh) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                update credential set password_hash = :fresh
                where account_id = :account and password_hash = :old\
                """)
            .bind("fresh", fresh)
            .bind("account", account.value())
            .bind("old", old)
            .execute());
  }

  static int setPasswordHash(Handle db, AccountId account, String hash, Instant at) {
    db.createUpdate("delete from code where account_id = :account and kind = 'link'")
        .bind("account", account.value())
        .execute();
    db.createUpdate("delete from phone_recovery where account_id = :account")
        .bind("account", account.value())
        .execute();
    return db.createUpdate(
            """
            insert into credential (account_id, password_hash, changed_at)
            values (:account, :hash, :at) on conflict (account_id)
            do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at\
            """)
        .bind("account", account.value())
        .bind("hash", hash)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  @Override
  public Account signUp(io.voicepost.storage.Handle handle, String displayName, String passwordHash)
      throws HandleTakenException, IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      var account = Account.fresh(handle, displayName, now);
      boolean made =
          sql.transact(db ->
              AccountRows.insert(db, account)
                  && setPasswordHash(db, account.id(), passwordHash, now) == 1);
      if (made) {
        return account;
      }
      if (isTaken(handle)) {
        throw new HandleTakenException(handle);
      }
    }
    throw new IllegalStateException("no free account id in " + ATTEMPTS + " attempts");
  }

  private boolean isTaken(io.voicepost.storage.Handle handle) throws IOException {
    return sql.run(db ->
        db.createQuery("select 1 from account where handle = :handle")
            .bind("handle", handle.value())
            .mapTo(int.class)
            .findOne()
            .isPresent());
  }

  @Override
  public boolean add(Passkey passkey) throws IOException {
    return sql.transact(db ->
        db.createUpdate(
                """
                insert into passkey
                  (credential_id, account_id, label, record, sign_count, created_at)
                values (:id, :account, :label, :record, :count, :at) on conflict do nothing\
                """)
            .bind("id", passkey.credentialId())
            .bind("account", passkey.account().value())
            .bind("label", passkey.label())
            .bind("record", passkey.record())
            .bind("count", passkey.signCount())
            .bind("at", passkey.createdAt().toEpochMilli())
            .execute())
        == 1;
  }

  @Override
  public Optional<Passkey> passkey(String credentialId) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from passkey where credential_id = :id")
            .bind("id", credentialId)
            .map((row, _) -> passkey(row))
            .findOne());
  }

  @Override
  public List<Passkey> passkeys(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select * from passkey where account_id = :account
                order by created_at, credential_id\
                """)
            .bind("account", account.value())
            .map((row, _) -> passkey(row))
            .list());
  }

  @Override
  public boolean used(String credentialId, long signCount, Instant at) throws IOException {
    return sql.transact(db ->
        db.createUpdate(
                """
                update passkey set sign_count = :count, used_at = :at
                where credential_id = :id
                  and (sign_count < :count or (sign_count = 0 and :count = 0))\
                """)
            .bind("id", credentialId)
            .bind("count", signCount)
            .bind("at", at.toEpochMilli())
            .execute())
        == 1;
  }

  @Override
  public boolean rename(AccountId account, String credentialId, String label) throws IOException {
    TextRules.check(label, 60, "the label of a passkey");
    return sql.transact(db ->
        db.createUpdate(
                """
                update passkey set label = :label
                where credential_id = :id and account_id = :account\
                """)
            .bind("id", credentialId)
            .bind("account", account.value())
            .bind("label", label)
            .execute())
        == 1;
  }

  @Override
  public boolean remove(AccountId account, String credentialId) throws IOException {
    return sql.transact(db ->
        db.createUpdate("delete from passkey where credential_id = :id and account_id = :account")
            .bind("id", credentialId)
            .bind("account", account.value())
            .execute())
        == 1;
  }

  private static Passkey passkey(ResultSet row) throws SQLException {
    long used = row.getLong("used_at");
    Optional<Instant> usedAt =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(used));
    return new Passkey(
        row.getString("credential_id"),
        new AccountId(row.getLong("account_id")),
        row.getString("label"),
        row.getString("record"),
        row.getLong("sign_count"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        usedAt);
  }
}
