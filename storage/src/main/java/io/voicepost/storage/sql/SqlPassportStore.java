package io.voicepost.storage.sql;

import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.PassportStore;
import java.io.IOException;
import java.time.Instant;

/// Passports in a table.
final class SqlPassportStore implements PassportStore {
  private final Sql sql;

  SqlPassportStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean isFirst(CodeKey passport, Instant now) throws IOException {
    return sql.write(db ->
        db.createUpdate(
                """
                insert into passport (passport_key, seen_at) values (:key, :now)
                on conflict do nothing\
                """)
            .bind("key", passport.hex())
            .bind("now", now.toEpochMilli())
            .execute())
        == 1;
  }

  @Override
  public void forgetBefore(Instant before) throws IOException {
    sql.write(db ->
        db.createUpdate("delete from passport where seen_at < :before")
            .bind("before", before.toEpochMilli())
            .execute());
  }
}
