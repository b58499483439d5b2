package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.HeldMessage;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Posts and recordings in tables.
final class SqlPostStore implements PostStore {
  private final Sql sql;
  private final WriteBatcher<PostInsertion.NewRepost, Optional<PostId>> reposts;

  SqlPostStore(Sql sql) {
    this.sql = sql;
    this.reposts =
        new WriteBatcher<>(
            sql, Comparator.comparingLong(wish -> wish.by().value()), PostInsertion::repost);
  }

  @Override
  public Optional<Post> publish(NewPost post) throws IOException {
    return sql.transact(db -> PostInsertion.publish(db, post));
  }

  @Override
  public Optional<Post> publishDraft(PostId draft, NewPost post) throws IOException {
    return sql.transact(db -> {
      if (!PostDeletion.draft(db, draft, post.author())) {
        return Optional.empty();
      }
      var published = PostInsertion.publish(db, post);
      if (published.isEmpty()) {
        db.rollback();
      }
      return published;
    });
  }

  @Override
  public Optional<Post> give(
      RecordingId recording, AccountId author, Visibility visibility, Instant postedAt)
      throws IOException {
    return sql.transact(db ->
        RecordingRows.give(db, recording, author)
            .flatMap(voice ->
                PostInsertion.publish(db, NewPost.spoken(author, voice, visibility, postedAt))));
  }

  @Override
  public Optional<Post> byRequest(AccountId author, String requestKey) throws IOException {
    return sql.run(
        db -> PostRows.byRequest(db, author, requestKey).flatMap(id -> post(db, new PostId(id))));
  }

  @Override
  public boolean keep(AccountId owner, Voice voice) throws IOException {
    return sql.transact(db ->
        RecordingRows.keep(db, owner, voice)
            || RecordingRows.isOwned(db, owner, voice.recording()));
  }

  @Override
  public Optional<HeldMessage> hold(Voice voice, Optional<SealedPhone> phone, Instant heldAt)
      throws IOException {
    return sql.transact(db -> {
      RecordingRows.hold(db, voice, phone, heldAt);
      return held(db, "id = :it", voice.recording().toString(), 1).stream().findFirst();
    });
  }

  @Override
  public Optional<Post> byId(PostId id) throws IOException {
    return sql.run(db -> post(db, id));
  }

  @Override
  public Optional<TimelineEntry> entry(PostId id) throws IOException {
    return sql.run(db -> EntryRows.load(db, List.of(id.value())).stream().findFirst());
  }

  @Override
  public List<TimelineEntry> entries(Optional<AccountId> viewer, Collection<PostId> ids)
      throws IOException {
    return sql.run(db -> EntryRows.load(db, viewer, ids.stream().map(PostId::value).toList()));
  }

  @Override
  public Optional<Post> byRecording(RecordingId recording) throws IOException {
    return sql.run(
        db -> PostRows.byRecording(db, recording).flatMap(id -> post(db, new PostId(id))));
  }

  @Override
  public Optional<AccountId> owner(RecordingId recording) throws IOException {
    return sql.run(db ->
        db.createQuery("select account_id from recording where id = :id and state = 'ready'")
            .bind("id", recording.toString())
            .map((row, _) -> new AccountId(row.getLong("account_id")))
            .findOne());
  }

  @Override
  public Optional<Voice> voice(RecordingId recording) throws IOException {
    return sql.run(db -> RecordingRows.voice(db, recording, "ready"));
  }

  @Override
  public Optional<Post> edit(PostId id, PostText text, PostIndex index, Instant editedAt)
      throws IOException {
    return sql.transact(db -> {
      var written =
          PostRows.of(
                  id,
                  db.createUpdate(
                      """
                      update post set text = :text, warning = :warning, language = :language,
                        edited_at = :at
                      where id = :post and repost_of is null\
                      """))
              .bind("text", text.caption())
              .bind("warning", text.warning())
              .bind("language", text.language())
              .bind("at", editedAt.toEpochMilli())
              .execute();
      var post = written == 0 ? Optional.<Post>empty() : post(db, id);
      if (post.isPresent()) {
        PostRows.unindex(db, id);
        PostRows.index(db, id, post.get().visibility(), text, index);
      }
      return post.flatMap(_ -> post(db, id));
    });
  }

  @Override
  public void pin(PostId id, boolean pinned, Instant at) throws IOException {
    sql.transact(db ->
        db.createUpdate(
                """
                update post set pinned_at = :at
                where id = :id and repost_of is null and visibility <> 'draft'\
                """)
            .bind("at", pinned ? Optional.of(at.toEpochMilli()) : Optional.empty())
            .bind("id", id.value())
            .execute());
  }

  @Override
  public Optional<PostId> repost(AccountId by, PostId post, Visibility visibility, Instant at)
      throws IOException {
    return reposts.ask(new PostInsertion.NewRepost(by, post, visibility, at));
  }

  @Override
  public Optional<Repost> repostBy(AccountId by, PostId post) throws IOException {
    return sql.run(db ->
        PostRows.repostBy(db, by, post)
            .flatMap(id -> EntryRows.load(db, List.of(id)).stream().findFirst())
            .map(Repost.class::cast));
  }

  @Override
  public Optional<PostId> unrepost(AccountId by, PostId post) throws IOException {
    return sql.transact(db -> PostDeletion.repost(db, by, post));
  }

  @Override
  public Optional<Post> delete(PostId id) throws IOException {
    return sql.transact(db -> PostDeletion.post(db, id));
  }

  @Override
  public Optional<Voice> discard(RecordingId recording) throws IOException {
    return sql.transact(db -> PostDeletion.recording(db, recording));
  }

  @Override
  public boolean forbid(RecordingId recording) throws IOException {
    return sql.transact(db -> RecordingRows.forbid(db, recording));
  }

  @Override
  public List<AudioKey> audioToRemove(int limit) throws IOException {
    return sql.run(db ->
        db.createQuery("select object_key from audio_removal order by object_key limit :limit")
            .bind("limit", RowMappers.limit(limit))
            .map((row, _) -> new AudioKey(row.getString("object_key")))
            .list());
  }

  @Override
  public void audioRemoved(Collection<AudioKey> keys) throws IOException {
    if (!keys.isEmpty()) {
      sql.transact(db ->
          db.createUpdate("delete from audio_removal where object_key in (<keys>)")
              .bindList("keys", keys.stream().map(AudioKey::value).toList())
              .execute());
    }
  }

  @Override
  public List<HeldMessage> held(Optional<RecordingId> after, int limit) throws IOException {
    var last = after.map(RecordingId::toString).orElse("");
    return sql.run(db -> held(db, "id > :it", last, limit));
  }

  @Override
  public Optional<HeldMessage> heldMessage(RecordingId recording) throws IOException {
    return sql.run(db -> held(db, "id = :it", recording.toString(), 1).stream().findFirst());
  }

  @Override
  public Map<PostId, PostCounts> counts(Collection<PostId> ids) throws IOException {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return sql.run(db ->
        db
            .createQuery("select * from post_count where post_id in (<ids>)")
            .bindList("ids", ids.stream().map(PostId::value).toList())
            .map((row, _) ->
                Map.entry(
                    new PostId(row.getLong("post_id")),
                    new PostCounts(
                        row.getLong("replies"),
                        row.getLong("reposts"),
                        row.getLong("likes"),
                        row.getLong("plays"))))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  static Optional<Post> post(Handle db, PostId id) {
    return EntryRows.posts(db, List.of(id.value())).stream().findFirst();
  }

  private static List<HeldMessage> held(Handle db, String where, String it, int limit) {
    return db.createQuery(RecordingRows.held(where))
        .bind("it", it)
        .bind("limit", RowMappers.limit(limit))
        .map((row, _) -> RowMappers.held(row))
        .list();
  }
}
