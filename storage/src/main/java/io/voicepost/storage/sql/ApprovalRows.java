package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.PendingApproval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements for what held messages wait for.
final class ApprovalRows {
  private static final String FOR_MODERATORS = "w.approver_id is null and w.author_id is not null";

  private ApprovalRows() {}

  /// Waiting messages, oldest first, at most `:limit`.
  static String select(String where) {
    return """
    select r.*, w.* from waiting w join recording r on r.id = w.recording_id
    where r.state = 'held' and %s order by w.recording_id limit :limit\
    """
        .formatted(where);
  }

  /// Those that somebody may let through, after the one that is bound as `:after`.
  static String page(boolean moderators) {
    return select(
        (moderators ? FOR_MODERATORS : "w.approver_id = :approver")
            + " and w.recording_id > :after");
  }

  static Optional<PendingApproval> of(Handle db, RecordingId recording) {
    return db.createQuery(select("w.recording_id = :id"))
        .bind("id", recording.toString())
        .bind("limit", 1)
        .map((row, _) -> waiting(row))
        .findOne();
  }

  /// A message that waits for `by`; whoever else wants it waits until this transaction ends.
  static Optional<PendingApproval> take(Handle db, RecordingId recording, Optional<AccountId> by) {
    return isHeld(db, recording)
        ? of(db, recording)
            .filter(it -> it.hold().author().isPresent() && it.hold().approver().equals(by))
        : Optional.empty();
  }

  /// Whether a recording is held; it stays so to the end of this transaction.
  static boolean isHeld(Handle db, RecordingId recording) {
    return db.createUpdate(
                "update recording set held_at = held_at where id = :id and state = 'held'")
            .bind("id", recording.toString())
            .execute()
        == 1;
  }

  static void insert(Handle db, RecordingId recording, Hold hold) {
    db.createUpdate(
            """
            insert into waiting
              (recording_id, author_id, approver_id, reason, line_number, reply_to, until)
            values (:id, :author, :approver, :reason, :line, :replyTo, :until)
            on conflict do nothing\
            """)
        .bind("id", recording.toString())
        .bind("author", hold.author().map(AccountId::value))
        .bind("approver", hold.approver().map(AccountId::value))
        .bind("reason", hold.reason().column())
        .bind("line", hold.line().orElse(""))
        .bind("replyTo", hold.replyTo().map(PostId::value))
        .bind("until", hold.until().map(Instant::toEpochMilli))
        .execute();
  }

  /// It waits no longer.
  static void remove(Handle db, RecordingId recording) {
    db.createUpdate("delete from waiting where recording_id = :id")
        .bind("id", recording.toString())
        .execute();
  }

  /// See [io.voicepost.storage.post.ApprovalStore#claim].
  static int claim(Handle db, PhoneKey phone, AccountId account) {
    int known =
        db.createUpdate(
                """
                update waiting set author_id = :account,
                  approver_id = case when reason = 'moderation' then null else :account end
                where author_id is null and recording_id in
                  (select id from recording where state = 'held' and phone_key = :phone)\
                """)
            .bind("account", account.value())
            .bind("phone", phone.hex())
            .execute();
    return known
        + db.createUpdate(
                """
                insert into waiting (recording_id, author_id, approver_id, reason)
                select id, :account, :account, 'unknown_number' from recording
                where state = 'held' and phone_key = :phone on conflict do nothing\
                """)
            .bind("account", account.value())
            .bind("phone", phone.hex())
            .execute();
  }

  static PendingApproval waiting(ResultSet row) throws SQLException {
    return new PendingApproval(
        RowMappers.held(row),
        new Hold(
            HoldReason.ofColumn(row.getString("reason")),
            RowMappers.number(row, "author_id").map(AccountId::new),
            RowMappers.number(row, "approver_id").map(AccountId::new),
            Optional.of(row.getString("line_number")).filter(it -> !it.isEmpty()),
            RowMappers.number(row, "reply_to").map(PostId::new),
            RowMappers.number(row, "until").map(Instant::ofEpochMilli)));
  }
}
