package io.voicepost.storage.sql;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How posts and reposts come to stand, within one transaction each.
final class PostInsertion {
  /// Enough by far: a fresh id is taken with a chance of one in 65,536.
  private static final int ATTEMPTS = 10;

  private PostInsertion() {}

  /// See [io.voicepost.storage.post.PostStore#publish].
  static Optional<Post> publish(Handle db, NewPost post) {
    if (post.voice().isPresent() && !isOwn(db, post.author(), post.voice().get())) {
      return Optional.empty();
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = PostId.at(post.postedAt());
      var position = PostRows.place(db, id, post.replyTo());
      if (position.isEmpty()) {
        return Optional.empty();
      }
      if (PostRows.insert(db, id, post, position.get())) {
        hang(db, id, post);
        return SqlPostStore.post(db, id);
      }
      var standing = standing(db, post);
      if (standing.isPresent()) {
        return standing;
      }
    }
    throw new IllegalStateException("no free post id in " + ATTEMPTS + " attempts");
  }

  private static boolean isOwn(Handle db, AccountId author, Voice voice) {
    return RecordingRows.keep(db, author, voice)
        || RecordingRows.isOwned(db, author, voice.recording());
  }

  private static Optional<Post> standing(Handle db, NewPost post) {
    return post.voice()
        .flatMap(voice -> PostRows.byRecording(db, voice.recording()))
        .or(() -> post.requestKey().flatMap(key -> PostRows.byRequest(db, post.author(), key)))
        .flatMap(id -> SqlPostStore.post(db, new PostId(id)));
  }

  private static void hang(Handle db, PostId id, NewPost post) {
    CountRows.open(db, id);
    if (post.visibility() == Visibility.DRAFT) {
      return;
    }
    PostRows.index(db, id, post.visibility(), post.text(), post.index());
    CountRows.posted(db, post.author(), post.postedAt().toEpochMilli());
    post.replyTo().ifPresent(parent -> CountRows.add(db, parent, "replies", 1));
  }

  /// See [io.voicepost.storage.post.PostStore#repost].
  record NewRepost(AccountId by, PostId post, Visibility visibility, Instant at) {}

  /// See [io.voicepost.storage.post.PostStore#repost].
  static List<Optional<PostId>> repost(Handle db, List<NewRepost> wishes) {
    var brought = wishes.stream().map(wish -> repost(db, wish)).toList();
    CountRows.addOneEach(
        db,
        wishes.stream().map(NewRepost::post).toList(),
        i -> brought.get(i).isPresent(),
        "reposts");
    return brought;
  }

  private static Optional<PostId> repost(Handle db, NewRepost wish) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var id = PostId.at(wish.at());
      if (PostRows.insertRepost(db, id, wish.by(), wish.post(), wish.visibility())) {
        CountRows.posted(db, wish.by(), wish.at().toEpochMilli());
        return Optional.of(id);
      }
      boolean stands =
          SqlPostStore.post(db, wish.post())
              .filter(it -> it.visibility() != Visibility.DRAFT)
              .isPresent();
      if (!stands || PostRows.repostBy(db, wish.by(), wish.post()).isPresent()) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException("no free post id in " + ATTEMPTS + " attempts");
  }
}
