package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.Captions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Captions in a table.
final class SqlCaptionStore implements CaptionStore {
  private final Sql sql;

  SqlCaptionStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void request(RecordingId recording, Instant at) throws IOException {
    sql.transact(db ->
        of(
                recording,
                db.createUpdate(
                    """
                    insert into captions (recording_id, state, due_at, updated_at)
                    select id, 'pending', :at, :at from recording
                    where id = :recording and state = 'ready' on conflict do nothing\
                    """))
            .bind("at", at.toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Job> take(Instant now, Duration lease) throws IOException {
    return sql.transact(db ->
        db.createQuery(
                """
                update captions set due_at = :lease, attempts = attempts + 1
                where state = 'pending' and due_at <= :now and recording_id =
                  (select recording_id from captions where state = 'pending' and due_at <= :now
                    order by due_at limit 1)
                returning recording_id, attempts\
                """)
            .bind("lease", now.plus(lease).toEpochMilli())
            .bind("now", now.toEpochMilli())
            .map((row, _) -> Map.entry(RecordingId.parse(row.getString(1)), row.getInt(2)))
            .findOne()
            .flatMap(taken ->
                RecordingRows.voice(db, taken.getKey(), "ready")
                    .map(voice -> new Job(voice, taken.getValue()))));
  }

  @Override
  public void again(RecordingId recording, Instant due) throws IOException {
    sql.transact(db ->
        of(
                recording,
                db.createUpdate(
                    """
                    update captions set due_at = :due
                    where recording_id = :recording and state = 'pending'\
                    """))
            .bind("due", due.toEpochMilli())
            .execute());
  }

  @Override
  public void giveUp(RecordingId recording) throws IOException {
    sql.transact(db ->
        of(
                recording,
                db.createUpdate(
                    "delete from captions where recording_id = :recording and state = 'pending'"))
            .execute());
  }

  @Override
  public boolean heard(RecordingId recording, String language, String content, Instant at)
      throws IOException {
    Captions.check(language, content);
    return sql.transact(db ->
        of(
                recording,
                db.createUpdate(
                    """
                    update captions set state = 'machine', language = :language,
                      content = :content, due_at = null, updated_at = :at
                    where recording_id = :recording and state = 'pending'\
                    """))
            .bind("language", language)
            .bind("content", content)
            .bind("at", at.toEpochMilli())
            .execute())
        == 1;
  }

  @Override
  public Optional<Captions> edit(
      AccountId owner, RecordingId recording, String language, String content, Instant at)
      throws IOException {
    Captions.check(language, content);
    return sql.transact(db -> {
      int written =
          of(
                  recording,
                  db.createUpdate(
                      """
                      insert into captions (recording_id, state, language, content, updated_at)
                      select id, 'edited', :language, :content, :at from recording
                      where id = :recording and state = 'ready' and account_id = :owner
                      on conflict (recording_id) do update set state = 'edited',
                        language = excluded.language, content = excluded.content, due_at = null,
                        updated_at = excluded.updated_at\
                      """))
              .bind("owner", owner.value())
              .bind("language", language)
              .bind("content", content)
              .bind("at", at.toEpochMilli())
              .execute();
      return written == 0 ? Optional.empty() : find(db, List.of(recording)).stream().findFirst();
    });
  }

  @Override
  public Optional<Captions> of(RecordingId recording) throws IOException {
    return sql.run(db -> find(db, List.of(recording))).stream().findFirst();
  }

  @Override
  public Map<RecordingId, Captions> of(Collection<RecordingId> recordings) throws IOException {
    return sql.run(db -> find(db, recordings)).stream()
        .collect(Collectors.toMap(Captions::recording, Function.identity()));
  }

  private static List<Captions> find(Handle db, Collection<RecordingId> recordings) {
    if (recordings.isEmpty()) {
      return List.of();
    }
    return db.createQuery("select * from captions where recording_id in (<ids>)")
        .bindList("ids", recordings.stream().map(RecordingId::toString).distinct().toList())
        .map((row, _) -> captions(row))
        .list();
  }

  private static Update of(RecordingId recording, Update update) {
    return update.bind("recording", recording.toString());
  }

  private static Captions captions(ResultSet row) throws SQLException {
    return new Captions(
        RecordingId.parse(row.getString("recording_id")),
        Captions.Progress.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("language"),
        row.getString("content"),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
