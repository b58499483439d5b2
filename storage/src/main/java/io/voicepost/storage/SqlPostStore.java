package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/// Posts and held messages in one table, since a recording is one of the two. A page is one
/// statement, and reads its own posts from their index and no others.
final class SqlPostStore implements PostStore {
  /// Enough by far: a fresh id is taken with a chance of one in 65,536.
  private static final int ATTEMPTS = 10;

  private final Sql sql;

  SqlPostStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Post> publish(
      RecordingId recording, AccountId author, Voice voice, Instant postedAt) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = PostId.at(postedAt);
      if (sql.run(db -> PostRows.publish(db, recording, id, author, voice, postedAt))
          || isKnown(recording)) {
        return byRecording(recording);
      }
    }
    throw new IllegalStateException("no free post id in " + ATTEMPTS + " attempts");
  }

  @Override
  public Optional<HeldMessage> hold(
      RecordingId recording, Optional<SealedPhone> phone, Voice voice, Instant heldAt)
      throws IOException {
    sql.run(db -> PostRows.hold(db, recording, phone, voice, heldAt));
    return heldMessage(recording);
  }

  @Override
  public Optional<Post> byId(PostId id) throws IOException {
    return posts("p.id = :id", "p.id", Map.of("id", id.value()), 1).stream().findFirst();
  }

  @Override
  public Optional<Post> byRecording(RecordingId recording) throws IOException {
    return posts("p.recording_id = :it", "p.id", Map.of("it", recording.toString()), 1).stream()
        .findFirst();
  }

  @Override
  public List<Post> publicTimeline(Optional<PostId> before, int limit) throws IOException {
    return posts("p.id < :before", "p.id desc", Map.of("before", newest(before)), limit);
  }

  @Override
  public List<Post> accountTimeline(AccountId author, Optional<PostId> before, int limit)
      throws IOException {
    return posts(
        "p.account_id = :author and p.id < :before",
        "p.id desc",
        Map.of("author", author.value(), "before", newest(before)),
        limit);
  }

  @Override
  public List<Post> newerThan(PostId after, int limit) throws IOException {
    return posts("p.id > :after", "p.id", Map.of("after", after.value()), limit);
  }

  @Override
  public long countOf(AccountId author) throws IOException {
    return sql.run(db ->
        db.createQuery("select count(*) from post where state = 'posted' and account_id = :author")
            .bind("author", author.value())
            .mapTo(long.class)
            .one());
  }

  @Override
  public List<HeldMessage> held(Optional<RecordingId> after, int limit) throws IOException {
    return held("recording_id > :it", after.map(RecordingId::toString).orElse(""), limit);
  }

  @Override
  public Optional<HeldMessage> heldMessage(RecordingId recording) throws IOException {
    return held("recording_id = :it", recording.toString(), 1).stream().findFirst();
  }

  @Override
  public Optional<Post> give(RecordingId recording, AccountId author, Instant postedAt)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = PostId.at(postedAt);
      try {
        return sql.run(db -> PostRows.give(db, recording, id, author, postedAt))
            ? byRecording(recording)
            : Optional.empty();
      } catch (JdbiException e) {
        if (!Sql.isDuplicate(e)) {
          throw e;
        }
      }
    }
    throw new IllegalStateException("no free post id in " + ATTEMPTS + " attempts");
  }

  @Override
  public Optional<Voice> delete(RecordingId recording) throws IOException {
    return sql.transact(db -> PostRows.delete(db, recording));
  }

  private boolean isKnown(RecordingId recording) throws IOException {
    return sql.run(db ->
        db.createQuery("select count(*) from post where recording_id = :it")
            .bind("it", recording.toString())
            .mapTo(boolean.class)
            .one());
  }

  private List<Post> posts(String where, String order, Map<String, ?> values, int limit)
      throws IOException {
    return sql.run(db ->
        db.createQuery(PostRows.posts(where, order))
            .bindMap(values)
            .bind("limit", Rows.limit(limit))
            .map((row, _) -> Rows.post(row))
            .list());
  }

  private List<HeldMessage> held(String where, String it, int limit) throws IOException {
    return sql.run(db ->
        db.createQuery(PostRows.held(where))
            .bind("it", it)
            .bind("limit", Rows.limit(limit))
            .map((row, _) -> Rows.held(row))
            .list());
  }

  private static long newest(Optional<PostId> before) {
    return before.map(PostId::value).orElse(Long.MAX_VALUE);
  }
}
