package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Waiting messages in a table beside that of recordings.
final class SqlWaitingStore implements WaitingStore {
  private final Sql sql;

  SqlWaitingStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Waiting> hold(
      Voice voice, Optional<SealedPhone> phone, Holding holding, Instant heldAt)
      throws IOException {
    return sql.transact(db -> {
      RecordingRows.hold(db, voice, phone, heldAt);
      if (WaitingRows.isHeld(db, voice.recording())) {
        WaitingRows.insert(db, voice.recording(), holding);
      }
      return WaitingRows.of(db, voice.recording());
    });
  }

  @Override
  public Optional<Waiting> of(RecordingId recording) throws IOException {
    return sql.run(db -> WaitingRows.of(db, recording));
  }

  @Override
  public List<Waiting> forApprover(AccountId approver, Optional<RecordingId> after, int limit)
      throws IOException {
    return sql.run(db ->
        db.createQuery(WaitingRows.page(false))
            .bind("approver", approver.value())
            .bind("after", after.map(RecordingId::toString).orElse(""))
            .bind("limit", Rows.limit(limit))
            .map((row, _) -> WaitingRows.waiting(row))
            .list());
  }

  @Override
  public List<Waiting> forModerators(Optional<RecordingId> after, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(WaitingRows.page(true))
            .bind("after", after.map(RecordingId::toString).orElse(""))
            .bind("limit", Rows.limit(limit))
            .map((row, _) -> WaitingRows.waiting(row))
            .list());
  }

  @Override
  public Optional<Post> approve(RecordingId recording, Optional<AccountId> by, Approval approval)
      throws IOException {
    return sql.transact(
        db -> WaitingRows.take(db, recording, by).flatMap(it -> approve(db, it, approval)));
  }

  private static Optional<Post> approve(Handle db, Waiting waiting, Approval approval) {
    var author = waiting.holding().author().orElseThrow();
    var answered =
        waiting
            .holding()
            .replyTo()
            .filter(it -> PostRows.place(db, it, Optional.of(it)).isPresent());
    return RecordingRows.give(db, waiting.message().recording(), author)
        .flatMap(voice ->
            Publishing.publish(
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
        WaitingRows.take(db, recording, by)
            .map(it -> it.message().voice())
            .filter(_ -> RecordingRows.bury(db, recording)));
  }

  @Override
  public int claim(PhoneKey phone, AccountId account) throws IOException {
    return sql.transact(db -> WaitingRows.claim(db, phone, account));
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
            .bind("limit", Rows.limit(limit))
            .map((row, _) -> RecordingId.parse(row.getString("recording_id")))
            .list());
  }
}
