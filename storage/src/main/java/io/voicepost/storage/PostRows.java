package io.voicepost.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements behind [SqlPostStore], one set for both databases. `state = 'posted'` is written
/// out wherever it is asked for: a bound value would keep the planner from the partial indexes.
final class PostRows {
  private PostRows() {}

  /// Posts with authors and renditions, for `where` in the order of `order`, at most `:limit`.
  static String posts(String where, String order) {
    return """
    select p.id, p.recording_id, p.duration_ms, p.peaks, p.posted_at,
      p.account_id, a.handle, a.display_name, a.created_at,
      r.object_key, r.media_type, r.bytes, r.sha256
    from (select * from post where state = 'posted' and %s order by %s limit :limit) p
    join account a on a.id = p.account_id
    join rendition r on r.recording_id = p.recording_id
    order by p.%2$s, r.ordinal\
    """
        .formatted(where, order);
  }

  /// Held messages with renditions, oldest first, at most `:limit`.
  static String held(String where) {
    return """
    select p.recording_id, p.phone_key, p.sealed_number, p.duration_ms, p.peaks, p.held_at,
      r.object_key, r.media_type, r.bytes, r.sha256
    from (select * from post where state = 'held' and %s
      order by recording_id limit :limit) p
    join rendition r on r.recording_id = p.recording_id
    order by p.recording_id, r.ordinal\
    """
        .formatted(where);
  }

  /// Writes a post; `false` where its recording or its id is known already.
  static boolean publish(
      Handle db, RecordingId recording, PostId id, AccountId author, Voice voice, Instant at) {
    boolean added =
        db.createUpdate(
                    """
                    insert into post
                      (recording_id, state, id, account_id, duration_ms, peaks, posted_at)
                    values (:recording, 'posted', :id, :author, :duration, :peaks, :at)
                    on conflict do nothing\
                    """)
                .bind("recording", recording.toString())
                .bind("id", id.value())
                .bind("author", author.value())
                .bind("duration", milliseconds(voice))
                .bind("peaks", Rows.peaks(voice.peaks()))
                .bind("at", at.toEpochMilli())
                .execute()
            == 1;
    if (added) {
      addRenditions(db, recording, voice.renditions());
    }
    return added;
  }

  /// Writes a held message; `false` where its recording is known already.
  static boolean hold(
      Handle db, RecordingId recording, Optional<SealedPhone> phone, Voice voice, Instant at) {
    boolean added =
        db.createUpdate(
                    """
                    insert into post
                      (recording_id, state, phone_key, sealed_number, duration_ms, peaks, held_at)
                    values (:recording, 'held', :key, :number, :duration, :peaks, :at)
                    on conflict do nothing\
                    """)
                .bind("recording", recording.toString())
                .bind("key", phone.map(it -> it.key().hex()))
                .bind("number", phone.map(it -> it.number().base64()))
                .bind("duration", milliseconds(voice))
                .bind("peaks", Rows.peaks(voice.peaks()))
                .bind("at", at.toEpochMilli())
                .execute()
            == 1;
    if (added) {
      addRenditions(db, recording, voice.renditions());
    }
    return added;
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
    List<Voice> voice =
        db.createQuery(
                """
                select p.recording_id, p.duration_ms, p.peaks,
                  r.object_key, r.media_type, r.bytes, r.sha256
                from post p join rendition r on r.recording_id = p.recording_id
                where p.recording_id = :recording order by r.ordinal\
                """)
            .bind("recording", recording.toString())
            .scanResultSet((rows, _) -> Rows.voiced(rows.get(), row -> it -> it));
    if (voice.isEmpty()) {
      return Optional.empty();
    }
    int deleted =
        db.createUpdate(
                """
                update post set state = 'deleted', id = null, account_id = null,
                  phone_key = null, sealed_number = null, duration_ms = null, peaks = null,
                  posted_at = null, held_at = null
                where recording_id = :recording and state <> 'deleted'\
                """)
            .bind("recording", recording.toString())
            .execute();
    db.createUpdate("delete from rendition where recording_id = :recording")
        .bind("recording", recording.toString())
        .execute();
    // Whoever deletes at the same moment has the voice.
    return deleted == 1 ? Optional.of(voice.getFirst()) : Optional.empty();
  }

  private static void addRenditions(
      Handle db, RecordingId recording, List<StoredRendition> renditions) {
    var batch =
        db.prepareBatch(
            """
            insert into rendition (recording_id, ordinal, object_key, media_type, bytes, sha256)
            values (:recording, :ordinal, :key, :type, :bytes, :sha256)\
            """);
    for (int ordinal = 0; ordinal < renditions.size(); ordinal++) {
      StoredRendition rendition = renditions.get(ordinal);
      batch
          .bind("recording", recording.toString())
          .bind("ordinal", ordinal)
          .bind("key", rendition.key().value())
          .bind("type", rendition.mediaType())
          .bind("bytes", rendition.bytes())
          .bind("sha256", rendition.sha256())
          .add();
    }
    batch.execute();
  }

  /// At least one: a shorter voice still has a length.
  private static long milliseconds(Voice voice) {
    return Math.max(1, voice.duration().toMillis());
  }
}
