package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.PhoneRecoveryStore;
import java.io.IOException;
import java.time.Instant;

/// Recovery codes of telephones in a table.
final class SqlPhoneRecoveryStore implements PhoneRecoveryStore {
  private final Sql sql;

  SqlPhoneRecoveryStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void issue(AccountId account, CodeKey code, Instant expiresAt) throws IOException {
    sql.write(db ->
        db.createUpdate(
                """
                insert into phone_recovery (account_id, code_key, expires_at)
                values (:account, :key, :end) on conflict (account_id) do update
                  set code_key = excluded.code_key, expires_at = excluded.expires_at, tries = 0\
                """)
            .bind("account", account.value())
            .bind("key", code.hex())
            .bind("end", expiresAt.toEpochMilli())
            .execute());
  }

  @Override
  public boolean take(AccountId account, CodeKey code, int most, Instant now) throws IOException {
    return sql.transact(db -> {
      boolean mayTry =
          db.createUpdate(
                      """
                      update phone_recovery set tries = tries + 1
                      where account_id = :account and tries < :most and expires_at > :now\
                      """)
                  .bind("account", account.value())
                  .bind("most", most)
                  .bind("now", now.toEpochMilli())
                  .execute()
              == 1;
      return mayTry
          && db.createUpdate(
                      """
                      delete from phone_recovery
                      where account_id = :account and code_key = :key\
                      """)
                  .bind("account", account.value())
                  .bind("key", code.hex())
                  .execute()
              == 1;
    });
  }

  @Override
  public void sweep(Instant now) throws IOException {
    sql.write(db ->
        db.createUpdate("delete from phone_recovery where expires_at <= :now")
            .bind("now", now.toEpochMilli())
            .execute());
  }
}
