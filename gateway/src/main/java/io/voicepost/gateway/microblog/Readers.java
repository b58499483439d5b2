package io.voicepost.gateway.microblog;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Mention;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Repost;
import java.util.Set;
import java.util.stream.Collectors;

/// Who could see a post or repost that is gone, and is told so: nobody else is to learn that it was
/// there.
///
/// @param mentioned who is named in it, where that matters
public record Readers(AccountId author, Visibility visibility, Set<AccountId> mentioned) {
  public Readers {
    mentioned = Set.copyOf(mentioned);
  }

  static Readers of(Post post) {
    var mentioned =
        post.visibility() == Visibility.FOLLOWERS
            ? post.mentions().stream().map(Mention::account).collect(Collectors.toSet())
            : Set.<AccountId>of();
    return new Readers(post.author().id(), post.visibility(), mentioned);
  }

  /// What one brings is open, or one's own.
  static Readers of(Repost repost) {
    return new Readers(repost.author().id(), repost.visibility(), Set.of());
  }
}
