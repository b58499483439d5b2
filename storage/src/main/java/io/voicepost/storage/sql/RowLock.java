package io.voicepost.storage.sql;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Where those who count before they write stand in line, on both databases alike.
final class RowLock {
  private RowLock() {}

  /// From here to the end of the transaction nobody else passes the gate of that name.
  static void lock(Handle db, String name, Instant now) {
    db.createUpdate(
            """
            insert into gate (name, passed_at) values (:name, :now)
            on conflict (name) do update set passed_at = excluded.passed_at\
            """)
        .bind("name", name)
        .bind("now", now.toEpochMilli())
        .execute();
  }
}
