package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.PendingApproval;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Waiting messages in a table beside that of recordings.
final class SqlApprovalStore implements ApprovalStore {
  private final Sql sql;

  SqlApprovalStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<PendingApproval> hold(
      Voice voice, Optional<SealedPhone> phone, Hold hold, Instant heldAt) throws IOException {
    return sql.transact(db -> {
      RecordingRows.hold(db, voice, phone, heldAt);
      if (ApprovalRows.isHeld(db, voice.recording())) {
        ApprovalRows.insert(db, voice.recording(), hold);
      }
      return ApprovalRows.of(db, voice.recording());
    });
  }

  @Override
  public Optional<PendingApproval> of(RecordingId recording) throws IOException {
    return sql.run(db -> ApprovalRows.of(db, recording));
  }

  @Override
  public List<PendingApproval> forApprover(
      AccountId approver, Optional<RecordingId> after, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(ApprovalRows.page(false))
            .bind("approver", approver.value())
            .bind("after", after.map(RecordingId::toString).orElse(""))
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> ApprovalRows.waiting(row))
            .list());
  }

  @Override
  public List<PendingApproval> forModerators(Optional<RecordingId> after, int limit)
      throws IOException {
    return sql.run(db ->
        db.createQuery(ApprovalRows.page(true))
            .bind("after", after.map(RecordingId::toString).orElse(""))
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> ApprovalRows.waiting(row))
            .list());
  }

  @Override
  public Optional<Post> approve(RecordingId recording, Optional<AccountId> by, Approval approval)
      throws IOException {
    return sql.transact(
        db -> ApprovalRows.take(db, recording, by).flatMap(it -> approve(db, it, approval)));
  }

  private static Optional<Post> approve(Handle db, PendingApproval pending, Approval approval) {
    var author = pending.hold().author().orElseThrow();
    var answered =
        pending.hold().replyTo().filter(it -> PostRows.place(db, it, Optional.of(it)).isPresent());
    return RecordingRows.give(db, pending.message().recording(), author)
        .flatMap(voice ->
            PostInsertion.publish(
                db,
                new NewPost(
                    author,
                    Optional.of(voice),
                    approval.text(),
                    approval.index(),
                    approval.visibility(),
                    answered,
                    Optional.empty(),
                    approval.postedAt())));
  }

  @Override
  public Optional<Voice> refuse(RecordingId recording, Optional<AccountId> by) throws IOException {
    return sql.transact(db ->
        ApprovalRows.take(db, recording, by)
            .map(it -> it.message().voice())
            .filter(_ -> RecordingRows.bury(db, recording)));
  }

  @Override
  public int claim(PhoneKey phone, AccountId account) throws IOException {
    return sql.transact(db -> ApprovalRows.claim(db, phone, account));
  }

  @Override
  public List<RecordingId> expired(Instant now, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(
                """
                select recording_id from waiting where until is not null and until <= :now
                order by until, recording_id limit :limit\
                """)
            .bind("now", now.toEpochMilli())
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> RecordingId.parse(row.getString("recording_id")))
            .list());
  }
}
