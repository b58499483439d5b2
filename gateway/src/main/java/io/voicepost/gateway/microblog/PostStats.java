package io.voicepost.gateway.microblog;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.Reactions;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What changes all the time about a page of posts and their authors, read for the whole page at
/// once: counts, and what the viewer did with each.
public record PostStats(
    Map<PostId, PostCounts> posts,
    Map<PostId, Reactions> marks,
    Map<AccountId, AccountCounts> accounts) {
  public static final PostStats NONE = new PostStats(Map.of(), Map.of(), Map.of());

  public PostCounts of(Post post) {
    return posts.getOrDefault(post.id(), PostCounts.NONE);
  }

  public Reactions reactions(Post post) {
    return marks.getOrDefault(post.id(), Reactions.NONE);
  }

  public AccountCounts of(Account account) {
    return accounts.getOrDefault(account.id(), AccountCounts.NONE);
  }

  static PostStats of(
      PostStore posts,
      ReactionStore reactions,
      AccountStore accounts,
      Optional<AccountId> viewer,
      Collection<? extends TimelineEntry> entries,
      Collection<Account> others)
      throws IOException {
    Set<PostId> ids = entries.stream().map(it -> it.post().id()).collect(Collectors.toSet());
    var authors = new HashSet<AccountId>();
    for (var entry : entries) {
      authors.add(entry.author().id());
      authors.add(entry.post().author().id());
    }
    others.forEach(it -> authors.add(it.id()));
    return new PostStats(
        posts.counts(ids),
        viewer.isPresent() ? reactions.reactions(viewer.get(), ids) : Map.of(),
        accounts.counts(authors));
  }
}
