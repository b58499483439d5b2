package io.voicepost.gateway.microblog;

import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds a post's place among all posts of its conversation.
final class ConversationThread {
  private ConversationThread() {}

  /// What `post` answers, what that answers, and so on, oldest first.
  static List<Post> above(Post post, List<Post> all) {
    var byId = new HashMap<PostId, Post>();
    all.forEach(it -> byId.put(it.id(), it));
    var above = new ArrayDeque<Post>();
    var next = parent(post, byId);
    // An answer is younger than what it answers: this ends.
    while (next.isPresent() && above.size() < all.size()) {
      above.addFirst(next.get());
      next = parent(next.get(), byId);
    }
    return List.copyOf(above);
  }

  private static Optional<Post> parent(Post post, Map<PostId, Post> byId) {
    return post.replyTo().flatMap(Parent::post).flatMap(id -> Optional.ofNullable(byId.get(id)));
  }

  /// All that answers `post`, and what answers that, oldest first.
  static List<Post> below(Post post, List<Post> all) {
    var reached = new HashSet<PostId>();
    reached.add(post.id());
    var below = new ArrayList<Post>();
    for (var it : all) {
      boolean answers = it.replyTo().flatMap(Parent::post).filter(reached::contains).isPresent();
      if (answers && reached.add(it.id())) {
        below.add(it);
      }
    }
    return below;
  }
}
