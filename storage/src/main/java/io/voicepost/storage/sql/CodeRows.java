package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.CodeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements for codes and what they open.
final class CodeRows {
  private CodeRows() {}

  /// Gives an account a code of a kind in place of an earlier one; `false` if the code is taken.
  static boolean issue(
      Handle db, String kind, AccountId account, CodeKey code, Instant now, Instant expiresAt) {
    db.createUpdate(
            """
            delete from code
            where (account_id = :account and kind = :kind)
              or (code_key = :key and expires_at <= :now)\
            """)
        .bind("account", account.value())
        .bind("kind", kind)
        .bind("key", code.hex())
        .bind("now", now.toEpochMilli())
        .execute();
    return db.createUpdate(
                """
                insert into code (code_key, kind, account_id, expires_at)
                values (:key, :kind, :account, :expires) on conflict do nothing\
                """)
            .bind("key", code.hex())
            .bind("kind", kind)
            .bind("account", account.value())
            .bind("expires", expiresAt.toEpochMilli())
            .execute()
        == 1;
  }

  /// Whose code it is; whoever else wants it waits until this transaction ends.
  static Optional<AccountId> take(Handle db, String kind, CodeKey code, Instant now) {
    boolean mine =
        db.createUpdate(
                    """
                    update code set expires_at = expires_at
                    where code_key = :key and kind = :kind and expires_at > :now\
                    """)
                .bind("key", code.hex())
                .bind("kind", kind)
                .bind("now", now.toEpochMilli())
                .execute()
            == 1;
    return mine ? account(db, kind, code, now) : Optional.empty();
  }

  static Optional<AccountId> account(Handle db, String kind, CodeKey code, Instant now) {
    return db.createQuery(
            """
            select account_id from code
            where code_key = :key and kind = :kind and expires_at > :now\
            """)
        .bind("key", code.hex())
        .bind("kind", kind)
        .bind("now", now.toEpochMilli())
        .mapTo(Long.class)
        .findOne()
        .map(AccountId::new);
  }

  static void remove(Handle db, CodeKey code) {
    db.createUpdate("delete from code where code_key = :key").bind("key", code.hex()).execute();
  }

  static boolean isTaken(Handle db, io.voicepost.storage.Handle handle) {
    return db.createQuery("select count(*) from account where handle = :handle")
        .bind("handle", handle.value())
        .mapTo(boolean.class)
        .one();
  }

  /// `false` if another account has that handle; a uniqueness rule is broken where it gets it now.
  static boolean rename(Handle db, AccountId account, io.voicepost.storage.Handle handle) {
    return !isTaken(db, handle)
        && db.createUpdate("update account set handle = :handle where id = :id")
                .bind("handle", handle.value())
                .bind("id", account.value())
                .execute()
            == 1;
  }

  /// See [io.voicepost.storage.access.CodeStore#mayTry].
  static boolean mayTry(Handle db, CodeKey name, int most, Duration window, Instant now) {
    return db.createUpdate(
                """
                insert into attempt (name, began_at, times) values (:name, :now, 1)
                on conflict (name) do update set
                  times = case when attempt.began_at <= :start then 1 else attempt.times + 1 end,
                  began_at = case when attempt.began_at <= :start then :now
                    else attempt.began_at end
                where attempt.began_at <= :start or attempt.times < :most\
                """)
            .bind("name", name.hex())
            .bind("now", now.toEpochMilli())
            .bind("start", now.minus(window).toEpochMilli())
            .bind("most", most)
            .execute()
        == 1;
  }
}
