package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostText;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The statements for posts and reposts.
final class PostRows {
  private PostRows() {}

  /// Where an answer belongs.
  record ThreadPosition(Optional<PostId> replyTo, Optional<Long> replyToAccount, PostId thread) {}

  /// Where a post with the id `id` belongs; empty where what it answers is gone.
  static Optional<ThreadPosition> place(Handle db, PostId id, Optional<PostId> replyTo) {
    if (replyTo.isEmpty()) {
      return Optional.of(new ThreadPosition(Optional.empty(), Optional.empty(), id));
    }
    return db.createQuery(
            """
            select account_id, thread from post
            where id = :id and repost_of is null and visibility <> 'draft'\
            """)
        .bind("id", replyTo.get().value())
        .map((row, _) ->
            new ThreadPosition(
                replyTo, Optional.of(row.getLong("account_id")), new PostId(row.getLong("thread"))))
        .findOne();
  }

  /// Writes a post and nothing of what hangs on it; `false` where its id, recording or request key
  /// is known already.
  static boolean insert(Handle db, PostId id, NewPost post, ThreadPosition position) {
    return db.createUpdate(
                """
                insert into post
                  (id, account_id, visibility, recording_id, reply_to, reply_to_account, thread,
                   text, warning, language, request_key, posted_at)
                values
                  (:id, :author, :visibility, :recording, :replyTo, :replyToAccount, :thread,
                   :text, :warning, :language, :key, :at)
                on conflict do nothing\
                """)
            .bind("id", id.value())
            .bind("author", post.author().value())
            .bind("visibility", post.visibility().column())
            .bind("recording", post.voice().map(it -> it.recording().toString()))
            .bind("replyTo", position.replyTo().map(PostId::value))
            .bind("replyToAccount", position.replyToAccount())
            .bind("thread", position.thread().value())
            .bind("text", post.text().caption())
            .bind("warning", post.text().warning())
            .bind("language", post.text().language())
            .bind("key", post.requestKey())
            .bind("at", post.postedAt().toEpochMilli())
            .execute()
        == 1;
  }

  /// Writes a repost; `false` where it is there already, or its id is taken.
  static boolean insertRepost(
      Handle db, PostId id, AccountId by, PostId post, Visibility visibility) {
    return db.createUpdate(
                """
                insert into post (id, account_id, visibility, repost_of, thread, posted_at)
                select :id, :by, :visibility, id, thread, :at from post
                where id = :post and repost_of is null and visibility <> 'draft'
                on conflict do nothing\
                """)
            .bind("id", id.value())
            .bind("by", by.value())
            .bind("visibility", visibility.column())
            .bind("at", id.value() >> 16)
            .bind("post", post.value())
            .execute()
        == 1;
  }

  static Optional<Long> byRecording(Handle db, RecordingId recording) {
    return number(
        db.createQuery("select id from post where recording_id = :it")
            .bind("it", recording.toString()));
  }

  static Optional<Long> byRequest(Handle db, AccountId author, String key) {
    return number(
        db.createQuery("select id from post where account_id = :author and request_key = :key")
            .bind("author", author.value())
            .bind("key", key));
  }

  static Optional<Long> repostBy(Handle db, AccountId by, PostId post) {
    return number(
        db.createQuery("select id from post where repost_of = :post and account_id = :by")
            .bind("by", by.value())
            .bind("post", post.value()));
  }

  private static Optional<Long> number(org.jdbi.v3.core.statement.Query query) {
    return query.mapTo(Long.class).findOne();
  }

  /// Writes where a post is to be found; tags and words only of what everybody may find.
  static void index(Handle db, PostId id, Visibility visibility, PostText text, PostIndex index) {
    if (visibility == Visibility.PUBLIC) {
      var words = SearchWords.of(text.caption(), text.warning());
      each(db, "insert into post_tag (tag, post_id) values (:it, :post)", index.tags(), id);
      each(db, "insert into post_word (word, post_id) values (:it, :post)", words, id);
    }
    var mentioned = index.mentions().stream().map(AccountId::value).toList();
    each(db, "insert into mention (account_id, post_id) values (:it, :post)", mentioned, id);
  }

  /// Takes back [#index].
  static void unindex(Handle db, PostId id) {
    for (var table : new String[] {"post_tag", "post_word", "mention"}) {
      of(id, db.createUpdate("delete from " + table + " where post_id = :post")).execute();
    }
  }

  private static void each(Handle db, String statement, Iterable<?> values, PostId id) {
    var batch = db.prepareBatch(statement);
    values.forEach(value -> batch.bind("it", value).bind("post", id.value()).add());
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  static <S extends SqlStatement<S>> S of(PostId id, S statement) {
    return statement.bind("post", id.value());
  }
}
