package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TextRules;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.MediaId;
import io.voicepost.storage.post.MediaStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Uploads in a table.
final class SqlMediaStore implements MediaStore {
  private static final int ATTEMPTS = 10;

  private static final String MEDIA =
      """
      select m.id as media_id, m.account_id as owner, m.recording_id, m.description, m.failure,
        r.id as ready_id, r.duration_ms, r.peaks, r.renditions
      from media m left join recording r on r.id = m.recording_id and r.state = 'ready' \
      """;

  private final Sql sql;

  SqlMediaStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public MediaAttachment add(
      AccountId owner,
      RecordingId recording,
      String description,
      Optional<String> requestKey,
      Instant at)
      throws IOException {
    MediaAttachment.checkDescription(description);
    requestKey.ifPresent(key -> TextRules.check(key, 200, "a request key"));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = new MediaId(PostId.at(at).value());
      var standing =
          sql.transact(db -> {
            insert(db, id, owner, recording, description, requestKey);
            return find(db, "m.recording_id = :it", recording.toString())
                .or(() -> requestKey.flatMap(key -> byRequest(db, owner, key)));
          });
      if (standing.isPresent()) {
        return standing.get();
      }
    }
    throw new IllegalStateException("no free media id in " + ATTEMPTS + " attempts");
  }

  private static void insert(
      Handle db,
      MediaId id,
      AccountId owner,
      RecordingId recording,
      String description,
      Optional<String> requestKey) {
    db.createUpdate(
            """
            insert into media (id, account_id, recording_id, description, request_key)
            values (:id, :owner, :recording, :description, :key) on conflict do nothing\
            """)
        .bind("key", requestKey)
        .bind("id", id.value())
        .bind("owner", owner.value())
        .bind("recording", recording.toString())
        .bind("description", description)
        .execute();
  }

  private static Optional<MediaAttachment> find(Handle db, String where, Object it) {
    return db.createQuery(MEDIA + "where " + where)
        .bind("it", it)
        .map((row, _) -> media(row))
        .findOne();
  }

  private static Optional<MediaAttachment> byRequest(Handle db, AccountId owner, String key) {
    return db.createQuery(MEDIA + "where m.account_id = :owner and m.request_key = :key")
        .bind("owner", owner.value())
        .bind("key", key)
        .map((row, _) -> media(row))
        .findOne();
  }

  @Override
  public Optional<MediaAttachment> byRequest(AccountId owner, String requestKey)
      throws IOException {
    return sql.run(db -> byRequest(db, owner, requestKey));
  }

  @Override
  public Optional<MediaAttachment> byId(AccountId owner, MediaId id) throws IOException {
    return sql.run(db -> find(db, "m.id = :it", id.value())).filter(it -> it.owner().equals(owner));
  }

  @Override
  public Map<RecordingId, MediaAttachment> byRecordings(Collection<RecordingId> recordings)
      throws IOException {
    if (recordings.isEmpty()) {
      return Map.of();
    }
    var ids = recordings.stream().map(RecordingId::toString).distinct().toList();
    return sql.run(db ->
        db.createQuery(MEDIA + "where m.recording_id in (<ids>)")
            .bindList("ids", ids)
            .map((row, _) -> media(row))
            .collect(Collectors.toMap(MediaAttachment::recording, Function.identity())));
  }

  @Override
  public Optional<MediaAttachment> describe(AccountId owner, MediaId id, String description)
      throws IOException {
    MediaAttachment.checkDescription(description);
    return sql.transact(db -> {
      int changed =
          db.createUpdate(
                  """
                  update media set description = :description
                  where id = :id and account_id = :owner\
                  """)
              .bind("description", description)
              .bind("id", id.value())
              .bind("owner", owner.value())
              .execute();
      return changed == 0 ? Optional.empty() : find(db, "m.id = :it", id.value());
    });
  }

  @Override
  public void fail(RecordingId recording, MediaAttachment.Failed failure) throws IOException {
    sql.transact(db ->
        db.createUpdate("update media set failure = :reason where recording_id = :recording")
            .bind("reason", failure.reason())
            .bind("recording", recording.toString())
            .execute());
  }

  @Override
  public boolean forget(MediaId id) throws IOException {
    return sql.transact(db ->
        db.createUpdate(
                """
                delete from media where id = :id and not exists
                  (select 1 from recording r where r.id = recording_id and r.state = 'ready')\
                """)
            .bind("id", id.value())
            .execute())
        == 1;
  }

  @Override
  public List<MediaAttachment> unused(Instant before, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                MEDIA
                    + """
                    where m.id < :before
                      and not exists (select 1 from post p where p.recording_id = m.recording_id)
                    order by m.id limit :limit\
                    """)
            .bind("before", before.toEpochMilli() << 16)
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> media(row))
            .list());
  }

  private static MediaAttachment media(ResultSet row) throws SQLException {
    return new MediaAttachment(
        new MediaId(row.getLong("media_id")),
        new AccountId(row.getLong("owner")),
        RecordingId.parse(row.getString("recording_id")),
        row.getString("description"),
        state(row));
  }

  private static MediaAttachment.State state(ResultSet row) throws SQLException {
    @Nullable String ready = row.getString("ready_id");
    if (ready != null) {
      return new MediaAttachment.Ready(RowMappers.voice(row, "ready_id"));
    }
    @Nullable String failure = row.getString("failure");
    return failure == null ? new MediaAttachment.Processing() : new MediaAttachment.Failed(failure);
  }
}
