package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.LinkedPhone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements for phones.
final class PhoneRows {
  private PhoneRows() {}

  /// Links a phone where it is linked to nobody.
  static void link(
      Handle db, AccountId account, SealedPhone phone, Instant at, Optional<Instant> provedAt) {
    db.createUpdate(
            """
            insert into phone (phone_key, sealed_number, account_id, linked_at, proved_at)
            values (:key, :number, :account, :at, :proved) on conflict do nothing\
            """)
        .bind("key", phone.key().hex())
        .bind("number", phone.number().base64())
        .bind("account", account.value())
        .bind("at", at.toEpochMilli())
        .bind("proved", provedAt.map(Instant::toEpochMilli))
        .execute();
  }

  static Optional<LinkedPhone> phone(Handle db, PhoneKey key) {
    return db.createQuery("select * from phone where phone_key = :key")
        .bind("key", key.hex())
        .map((row, _) -> phone(row))
        .findOne();
  }

  static List<LinkedPhone> of(Handle db, AccountId account) {
    return db.createQuery(
            "select * from phone where account_id = :account order by linked_at, phone_key")
        .bind("account", account.value())
        .map((row, _) -> phone(row))
        .list();
  }

  /// `false` if the account has no such phone.
  static boolean prove(Handle db, AccountId account, PhoneKey key, Instant at) {
    return db.createUpdate(
                """
                update phone set proved_at = coalesce(proved_at, :at)
                where phone_key = :key and account_id = :account\
                """)
            .bind("at", at.toEpochMilli())
            .bind("key", key.hex())
            .bind("account", account.value())
            .execute()
        == 1;
  }

  private static LinkedPhone phone(ResultSet row) throws SQLException {
    return new LinkedPhone(
        RowMappers.phone(row).orElseThrow(),
        new AccountId(row.getLong("account_id")),
        row.getString("label"),
        Instant.ofEpochMilli(row.getLong("linked_at")),
        RowMappers.number(row, "proved_at").map(Instant::ofEpochMilli));
  }
}
