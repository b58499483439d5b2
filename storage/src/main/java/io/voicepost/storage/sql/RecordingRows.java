package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.post.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements for recordings. `state = ...` is written out wherever it is asked for: a bound
/// value would keep the planner from the partial indexes.
final class RecordingRows {
  private RecordingRows() {}

  /// Held messages, oldest first, at most `:limit`.
  static String held(String where) {
    return "select * from recording where state = 'held' and %s order by id limit :limit"
        .formatted(where);
  }

  /// Writes a voice that has an owner; `false` where its recording is known already.
  static boolean keep(Handle db, AccountId owner, Voice voice) {
    return db.createUpdate(
                """
                insert into recording (id, state, account_id, duration_ms, peaks, renditions)
                values (:id, 'ready', :owner, :duration, :peaks, :renditions)
                on conflict do nothing\
                """)
            .bind("id", voice.recording().toString())
            .bind("owner", owner.value())
            .bind("duration", RowMappers.milliseconds(voice))
            .bind("peaks", RowMappers.peaks(voice))
            .bind("renditions", RowMappers.renditions(voice))
            .execute()
        == 1;
  }

  static boolean isOwned(Handle db, AccountId owner, RecordingId recording) {
    return db.createQuery(
            """
            select count(*) from recording
            where id = :id and state = 'ready' and account_id = :owner\
            """)
        .bind("id", recording.toString())
        .bind("owner", owner.value())
        .mapTo(boolean.class)
        .one();
  }

  /// Writes a held message; nothing where its recording is known already.
  static void hold(Handle db, Voice voice, Optional<SealedPhone> phone, Instant at) {
    db.createUpdate(
            """
            insert into recording
              (id, state, phone_key, sealed_number, duration_ms, peaks, renditions, held_at)
            values (:id, 'held', :key, :number, :duration, :peaks, :renditions, :at)
            on conflict do nothing\
            """)
        .bind("id", voice.recording().toString())
        .bind("key", phone.map(it -> it.key().hex()))
        .bind("number", phone.map(it -> it.number().base64()))
        .bind("duration", RowMappers.milliseconds(voice))
        .bind("peaks", RowMappers.peaks(voice))
        .bind("renditions", RowMappers.renditions(voice))
        .bind("at", at.toEpochMilli())
        .execute();
  }

  /// See [io.voicepost.storage.post.PostStore#forbid].
  static boolean forbid(Handle db, RecordingId recording) {
    return db.createUpdate(
                "insert into recording (id, state) values (:id, 'deleted') on conflict do nothing")
            .bind("id", recording.toString())
            .execute()
        == 1;
  }

  /// Gives a held message to an account and returns its voice; empty where none is held.
  static Optional<Voice> give(Handle db, RecordingId recording, AccountId owner) {
    var voice = voice(db, recording, "held");
    ApprovalRows.remove(db, recording);
    return voice.filter(_ ->
        db.createUpdate(
                    """
                    update recording set state = 'ready', account_id = :owner,
                      held_at = null, phone_key = null, sealed_number = null
                    where id = :id and state = 'held'\
                    """)
                .bind("id", recording.toString())
                .bind("owner", owner.value())
                .execute()
            == 1);
  }

  /// The voice of a recording in a state.
  static Optional<Voice> voice(Handle db, RecordingId recording, String state) {
    return db.createQuery("select * from recording where id = :id and state = :state")
        .bind("id", recording.toString())
        .bind("state", state)
        .map((row, _) -> RowMappers.voice(row, "id"))
        .findOne();
  }

  /// Leaves nothing but the id, and nothing of what hangs on it but where its audio lies; `false`
  /// where there was nothing else.
  static boolean bury(Handle db, RecordingId recording) {
    voice(db, recording, "ready")
        .or(() -> voice(db, recording, "held"))
        .ifPresent(voice -> remove(db, voice));
    for (var table : List.of("captions", "media")) {
      db.createUpdate("delete from " + table + " where recording_id = :id")
          .bind("id", recording.toString())
          .execute();
    }
    ApprovalRows.remove(db, recording);
    return db.createUpdate(
                """
                update recording set state = 'deleted', account_id = null, phone_key = null,
                  sealed_number = null, duration_ms = null, peaks = null, renditions = null,
                  held_at = null
                where id = :id and state <> 'deleted'\
                """)
            .bind("id", recording.toString())
            .execute()
        == 1;
  }

  private static void remove(Handle db, Voice voice) {
    for (var rendition : voice.renditions()) {
      db.execute(
          "insert into audio_removal (object_key) values (?) on conflict do nothing",
          rendition.key().value());
    }
  }
}
