package io.voicepost.storage;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements behind [SqlPostStore], one set for both databases. `state = 'posted'` is written
/// out wherever it is asked for: a bound value would keep the planner from the partial indexes.
final class PostRows {
  private PostRows() {}

  /// Posts with their authors, for `where` in the order of `order`, at most `:limit`.
  static String posts(String where, String order) {
    return """
    select p.*, a.handle, a.display_name, a.created_at
    from post p join account a on a.id = p.account_id
    where p.state = 'posted' and %s order by %s limit :limit\
    """
        .formatted(where, order);
  }

  /// Held messages, oldest first, at most `:limit`.
  static String held(String where) {
    return """
    select * from post where state = 'held' and %s order by recording_id limit :limit\
    """
        .formatted(where);
  }

  /// Writes a post; `false` where its recording or its id is known already.
  static boolean publish(
      Handle db, RecordingId recording, PostId id, AccountId author, Voice voice, Instant at) {
    return db.createUpdate(
                """
                insert into post
                  (recording_id, state, id, account_id, duration_ms, peaks, renditions, posted_at)
                values
                  (:recording, 'posted', :id, :author, :duration, :peaks, :renditions, :at)
                on conflict do nothing\
                """)
            .bind("recording", recording.toString())
            .bind("id", id.value())
            .bind("author", author.value())
            .bind("duration", Rows.milliseconds(voice))
            .bind("peaks", Rows.peaks(voice))
            .bind("renditions", Rows.renditions(voice))
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Writes a held message; `false` where its recording is known already.
  static boolean hold(
      Handle db, RecordingId recording, Optional<SealedPhone> phone, Voice voice, Instant at) {
    return db.createUpdate(
                """
                insert into post
                  (recording_id, state, phone_key, sealed_number, duration_ms, peaks, renditions,
                   held_at)
                values
                  (:recording, 'held', :key, :number, :duration, :peaks, :renditions, :at)
                on conflict do nothing\
                """)
            .bind("recording", recording.toString())
            .bind("key", phone.map(it -> it.key().hex()))
            .bind("number", phone.map(it -> it.number().base64()))
            .bind("duration", Rows.milliseconds(voice))
            .bind("peaks", Rows.peaks(voice))
            .bind("renditions", Rows.renditions(voice))
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Turns a held message into a post; `false` where none is held.
  static boolean give(Handle db, RecordingId recording, PostId id, AccountId author, Instant at) {
    return db.createUpdate(
                """
                update post set state = 'posted', id = :id, account_id = :author,
                  posted_at = :at, held_at = null, phone_key = null, sealed_number = null
                where recording_id = :recording and state = 'held'\
                """)
            .bind("recording", recording.toString())
            .bind("id", id.value())
            .bind("author", author.value())
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Leaves nothing but the recording id, and returns the voice that was there.
  static Optional<Voice> delete(Handle db, RecordingId recording) {
    Optional<Voice> voice =
        db.createQuery("select * from post where recording_id = :it and state <> 'deleted'")
            .bind("it", recording.toString())
            .map((row, _) -> Rows.voice(row))
            .findOne();
    // A post that appears only now was not there to be deleted.
    return voice.filter(_ ->
        db.createUpdate(
                    """
                    update post set state = 'deleted', id = null, account_id = null,
                      phone_key = null, sealed_number = null, duration_ms = null,
                      peaks = null, renditions = null, posted_at = null, held_at = null
                    where recording_id = :it and state <> 'deleted'\
                    """)
                .bind("it", recording.toString())
                .execute()
            == 1);
  }
}
