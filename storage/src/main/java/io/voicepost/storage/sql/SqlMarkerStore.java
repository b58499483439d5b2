package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.post.Marker;
import io.voicepost.storage.post.MarkerStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Marks of what was read, in a table.
final class SqlMarkerStore implements MarkerStore {
  private final Sql sql;
  private final InstantSource clock;

  SqlMarkerStore(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public List<Marker> of(AccountId account) throws IOException {
    return sql.run(db ->
        db.createQuery("select * from marker where account_id = :account order by timeline")
            .bind("account", account.value())
            .map((row, _) -> marker(row))
            .list());
  }

  @Override
  public Marker move(AccountId account, Marker.MarkedTimeline timeline, long lastRead)
      throws IOException {
    return sql.transact(db ->
        db.createQuery(
                """
                insert into marker (account_id, timeline, last_read_id, version, updated_at)
                values (:account, :timeline, :id, 1, :now)
                on conflict (account_id, timeline) do update
                  set last_read_id = excluded.last_read_id, version = marker.version + 1,
                    updated_at = excluded.updated_at
                returning *\
                """)
            .bind("account", account.value())
            .bind("timeline", timeline.column())
            .bind("id", lastRead)
            .bind("now", clock.millis())
            .map((row, _) -> marker(row))
            .one());
  }

  private static Marker marker(ResultSet row) throws SQLException {
    return new Marker(
        Marker.MarkedTimeline.ofColumn(row.getString("timeline")),
        row.getLong("last_read_id"),
        row.getInt("version"),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
