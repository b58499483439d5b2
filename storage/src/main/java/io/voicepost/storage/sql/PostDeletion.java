package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How posts go, with everything that hangs on them, within one transaction each.
final class PostDeletion {
  private static final String[] HANGING = {
    "notification", "post_like", "bookmark", "post_tag", "post_word", "mention", "post_count"
  };

  private PostDeletion() {}

  /// See [io.voicepost.storage.post.PostStore#delete].
  static Optional<Post> post(Handle db, PostId id) {
    var found = SqlPostStore.post(db, id);
    if (found.isEmpty() || !isMine(db, id)) {
      return Optional.empty();
    }
    var post = found.get();
    if (post.visibility() != Visibility.DRAFT) {
      CountRows.unposted(db, post.author().id());
    }
    PostRows.of(
            id,
            db.createUpdate(
                """
                update account_count set posts = posts - 1
                where account_id in (select account_id from post where repost_of = :post)\
                """))
        .execute();
    if (post.visibility() != Visibility.DRAFT) {
      post.replyTo()
          .flatMap(Parent::post)
          .ifPresent(parent -> CountRows.add(db, parent, "replies", -1));
    }
    hanging(db, id);
    PostRows.of(id, db.createUpdate("update post set reply_to = null where reply_to = :post"))
        .execute();
    PostRows.of(id, db.createUpdate("delete from post where repost_of = :post")).execute();
    PostRows.of(id, db.createUpdate("delete from post where id = :post")).execute();
    post.voice().ifPresent(voice -> RecordingRows.bury(db, voice.recording()));
    return found;
  }

  private static void hanging(Handle db, PostId id) {
    for (var table : HANGING) {
      PostRows.of(id, db.createUpdate("delete from " + table + " where post_id = :post")).execute();
    }
  }

  /// Deletes a draft and leaves its recording, for the post that it becomes; `false` if there is
  /// none.
  static boolean draft(Handle db, PostId id, AccountId author) {
    var draft =
        SqlPostStore.post(db, id)
            .filter(it -> it.visibility() == Visibility.DRAFT && it.author().id().equals(author));
    if (draft.isEmpty()) {
      return false;
    }
    hanging(db, id);
    return PostRows.of(id, db.createUpdate("delete from post where id = :post")).execute() == 1;
  }

  /// Of several who delete a post at once, one does: the others wait here and find it gone.
  private static boolean isMine(Handle db, PostId id) {
    return PostRows.of(id, db.createUpdate("update post set pinned_at = null where id = :post"))
            .execute()
        == 1;
  }

  /// See [io.voicepost.storage.post.PostStore#unrepost].
  static Optional<PostId> repost(Handle db, AccountId by, PostId post) {
    var id = PostRows.repostBy(db, by, post).map(PostId::new);
    return id.filter(it -> {
      var gone = PostRows.of(it, db.createUpdate("delete from post where id = :post")).execute();
      if (gone == 1) {
        CountRows.unposted(db, by);
        CountRows.add(db, post, "reposts", -1);
      }
      return gone == 1;
    });
  }

  /// See [io.voicepost.storage.post.PostStore#discard].
  static Optional<Voice> recording(Handle db, RecordingId recording) {
    if (PostRows.byRecording(db, recording).isPresent()) {
      return Optional.empty();
    }
    var voice =
        RecordingRows.voice(db, recording, "held")
            .or(() -> RecordingRows.voice(db, recording, "ready"));
    return voice.filter(_ -> RecordingRows.bury(db, recording));
  }
}
