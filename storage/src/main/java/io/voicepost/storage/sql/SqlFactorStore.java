package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.FactorStore;
import io.voicepost.storage.access.FactorTry;
import io.voicepost.storage.access.LockoutPolicy;
import io.voicepost.storage.access.SecondFactor;
import io.voicepost.storage.access.SecretHash;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Second factors and recovery codes in tables.
final class SqlFactorStore implements FactorStore {
  private final Sql sql;

  SqlFactorStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean begin(AccountId account, String sealedSecret) throws IOException {
    return sql.write(db ->
        db.createUpdate(
                """
                insert into second_factor (account_id, sealed_secret) values (:account, :secret)
                on conflict (account_id) do update
                  set sealed_secret = excluded.sealed_secret, last_step = 0, tries = 0,
                    locked_until = 0
                  where second_factor.confirmed_at is null\
                """)
            .bind("account", account.value())
            .bind("secret", sealedSecret)
            .execute())
        == 1;
  }

  @Override
  public Optional<SecondFactor> factor(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from second_factor where account_id = :account")
            .bind("account", account.value())
            .map((row, _) ->
                new SecondFactor(
                    row.getString("sealed_secret"),
                    RowMappers.number(row, "confirmed_at").map(Instant::ofEpochMilli),
                    row.getLong("last_step"),
                    LockoutSql.time(row.getLong("locked_until"))))
            .findOne());
  }

  @Override
  public boolean confirm(
      AccountId account, String sealedSecret, long step, Set<SecretHash> codes, Instant at)
      throws IOException {
    return sql.transact(db -> {
      boolean confirmed =
          db.createUpdate(
                      """
                      update second_factor
                      set confirmed_at = :at, last_step = :step, tries = 0, locked_until = 0
                      where account_id = :account and sealed_secret = :secret
                        and confirmed_at is null\
                      """)
                  .bind("account", account.value())
                  .bind("secret", sealedSecret)
                  .bind("step", step)
                  .bind("at", at.toEpochMilli())
                  .execute()
              == 1;
      if (confirmed) {
        replace(db, account, codes);
      }
      return confirmed;
    });
  }

  @Override
  public FactorTry beginTry(AccountId account, LockoutPolicy lockoutPolicy, Instant now)
      throws IOException {
    return sql.transact(
        db -> allowed(db, account, lockoutPolicy, now).orElseGet(() -> refused(db, account, now)));
  }

  private static Optional<FactorTry> allowed(
      Handle db, AccountId account, LockoutPolicy lockoutPolicy, Instant now) {
    return db.createQuery(
            """
            update second_factor set tries = tries + 1, locked_until = %s
            where account_id = :account and confirmed_at is not null and locked_until <= :now
            returning sealed_secret, locked_until\
            """
                .formatted(LockoutSql.lockedUntil(lockoutPolicy, "tries")))
        .bind("account", account.value())
        .bind("now", now.toEpochMilli())
        .<FactorTry>map((row, _) ->
            new FactorTry.Allowed(
                row.getString("sealed_secret"), LockoutSql.time(row.getLong("locked_until"))))
        .findOne();
  }

  private static FactorTry refused(Handle db, AccountId account, Instant now) {
    return db.createQuery(
            """
            select locked_until from second_factor
            where account_id = :account and confirmed_at is not null\
            """)
        .bind("account", account.value())
        .mapTo(Long.class)
        .findOne()
        .<FactorTry>map(it -> new FactorTry.Locked(LockoutSql.time(it).orElse(now)))
        .orElseGet(FactorTry.NoFactor::new);
  }

  @Override
  public void renew(AccountId account, String old, String fresh) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                update second_factor set sealed_secret = :fresh
                where account_id = :account and sealed_secret = :old\
                """)
            .bind("fresh", fresh)
            .bind("account", account.value())
            .bind("old", old)
            .execute());
  }

  @Override
  public boolean accept(AccountId account, String sealedSecret, long step) throws IOException {
    return sql.write(db ->
        db.createUpdate(
                """
                update second_factor set last_step = :step, tries = 0, locked_until = 0
                where account_id = :account and sealed_secret = :secret and last_step < :step
                  and confirmed_at is not null\
                """)
            .bind("account", account.value())
            .bind("secret", sealedSecret)
            .bind("step", step)
            .execute())
        == 1;
  }

  @Override
  public boolean replaceRecoveryCodes(AccountId account, Set<SecretHash> codes) throws IOException {
    return sql.transact(db -> {
      boolean on = forgetTries(db, account);
      if (on) {
        replace(db, account, codes);
      }
      return on;
    });
  }

  private static void replace(Handle db, AccountId account, Set<SecretHash> codes) {
    forgetCodes(db, account);
    for (var code : codes) {
      db.createUpdate("insert into recovery_code (account_id, code_hash) values (:account, :hash)")
          .bind("account", account.value())
          .bind("hash", code.hex())
          .execute();
    }
  }

  private static void forgetCodes(Handle db, AccountId account) {
    db.createUpdate("delete from recovery_code where account_id = :account")
        .bind("account", account.value())
        .execute();
  }

  @Override
  public boolean useRecoveryCode(AccountId account, SecretHash code) throws IOException {
    return sql.transact(db -> {
      boolean used =
          db.createUpdate(
                      """
                      delete from recovery_code
                      where account_id = :account and code_hash = :hash\
                      """)
                  .bind("account", account.value())
                  .bind("hash", code.hex())
                  .execute()
              == 1;
      if (used) {
        forgetTries(db, account);
      }
      return used;
    });
  }

  private static boolean forgetTries(Handle db, AccountId account) {
    return db.createUpdate(
                """
                update second_factor set tries = 0, locked_until = 0
                where account_id = :account and confirmed_at is not null\
                """)
            .bind("account", account.value())
            .execute()
        == 1;
  }

  @Override
  public int recoveryCodes(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery("select count(*) from recovery_code where account_id = :account")
            .bind("account", account.value())
            .mapTo(int.class)
            .one());
  }

  @Override
  public boolean remove(AccountId account) throws IOException {
    return sql.transact(db -> {
      forgetCodes(db, account);
      return db.createQuery(
              "delete from second_factor where account_id = :account returning confirmed_at")
          .bind("account", account.value())
          .map((row, _) -> RowMappers.number(row, "confirmed_at").isPresent())
          .findOne()
          .orElse(false);
    });
  }
}
