package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.LockoutPolicy;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.phone.PinState;
import io.voicepost.storage.phone.PinTry;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Settings and PINs in a table.
final class SqlPhoneSettingsStore implements PhoneSettingsStore {
  private final Sql sql;

  SqlPhoneSettingsStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public PhoneSettings settings(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from telephone where account_id = :account")
            .bind("account", account.value())
            .map((row, _) -> settings(row))
            .findOne()
            .orElse(PhoneSettings.USUAL));
  }

  @Override
  public void change(AccountId account, PhoneSettings settings) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                insert into telephone (account_id, caller_class, hang_up, language)
                values (:account, :class, :hangUp, :language) on conflict (account_id) do update
                  set caller_class = excluded.caller_class, hang_up = excluded.hang_up,
                    language = excluded.language\
                """)
            .bind("account", account.value())
            .bind("class", settings.callerClass().column())
            .bind("hangUp", settings.hangUpRule().column())
            .bind("language", settings.language().orElse(""))
            .execute());
  }

  @Override
  public void setPin(AccountId account, String hash) throws IOException {
    pin(account, Optional.of(hash));
  }

  @Override
  public void removePin(AccountId account) throws IOException {
    pin(account, Optional.empty());
  }

  private void pin(AccountId account, Optional<String> hash) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                insert into telephone (account_id, pin_hash) values (:account, :hash)
                on conflict (account_id) do update
                  set pin_hash = excluded.pin_hash, pin_tries = 0, pin_locked_until = 0\
                """)
            .bind("account", account.value())
            .bind("hash", hash)
            .execute());
  }

  @Override
  public PinState pin(AccountId account, Instant now) throws IOException {
    return sql.run(db -> pin(db, account, now));
  }

  private static PinState pin(Handle db, AccountId account, Instant now) {
    return db.createQuery(
            """
            select pin_tries, pin_locked_until from telephone
            where account_id = :account and pin_hash is not null\
            """)
        .bind("account", account.value())
        .map((row, _) ->
            new PinState(
                true,
                row.getInt("pin_tries"),
                LockoutSql.time(row.getLong("pin_locked_until")).filter(now::isBefore)))
        .findOne()
        .orElse(PinState.NONE);
  }

  @Override
  public PinTry beginTry(AccountId account, LockoutPolicy lockoutPolicy, Instant now)
      throws IOException {
    return sql.transact(
        db -> allowed(db, account, lockoutPolicy, now).orElseGet(() -> refused(db, account, now)));
  }

  private static Optional<PinTry> allowed(
      Handle db, AccountId account, LockoutPolicy lockoutPolicy, Instant now) {
    var query =
        db.createQuery(
                """
                update telephone set pin_tries = pin_tries + 1, pin_locked_until = %s
                where account_id = :account and pin_hash is not null and pin_locked_until <= :now
                returning pin_hash, pin_tries, pin_locked_until\
                """
                    .formatted(LockoutSql.lockedUntil(lockoutPolicy, "pin_tries")))
            .bind("account", account.value())
            .bind("now", now.toEpochMilli());
    return query
        .<PinTry>map((row, _) ->
            new PinTry.Allowed(
                row.getString("pin_hash"),
                row.getInt("pin_tries"),
                LockoutSql.time(row.getLong("pin_locked_until"))))
        .findOne();
  }

  private static PinTry refused(Handle db, AccountId account, Instant now) {
    var state = pin(db, account, now);
    return state.set() ? new PinTry.Locked(state.lockedUntil().orElse(now)) : new PinTry.NoPin();
  }

  @Override
  public void renewPin(AccountId account, String old, String fresh) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                update telephone set pin_hash = :fresh
                where account_id = :account and pin_hash = :old\
                """)
            .bind("fresh", fresh)
            .bind("account", account.value())
            .bind("old", old)
            .execute());
  }

  @Override
  public void pinWasRight(AccountId account, String hash) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                update telephone set pin_tries = 0, pin_locked_until = 0
                where account_id = :account and pin_hash = :hash\
                """)
            .bind("account", account.value())
            .bind("hash", hash)
            .execute());
  }

  private static PhoneSettings settings(ResultSet row) throws SQLException {
    @Nullable String language = row.getString("language");
    return new PhoneSettings(
        CallerClass.ofColumn(row.getString("caller_class")),
        HangUpRule.ofColumn(row.getString("hang_up")),
        Optional.ofNullable(language).filter(it -> !it.isEmpty()));
  }
}
