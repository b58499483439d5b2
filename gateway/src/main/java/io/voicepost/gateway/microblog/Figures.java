package io.voicepost.gateway.microblog;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Marks;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostCounts;
import io.voicepost.storage.PostId;
import io.voicepost.storage.PostStore;
import io.voicepost.storage.ReactionStore;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What changes all the time about a page of posts and their authors, read for the whole page at
/// once: counts, and what the viewer did with each.
public record Figures(
    Map<PostId, PostCounts> posts,
    Map<PostId, Marks> marks,
    Map<AccountId, AccountCounts> accounts) {
  public static final Figures NONE = new Figures(Map.of(), Map.of(), Map.of());

  public PostCounts of(Post post) {
    return posts.getOrDefault(post.id(), PostCounts.NONE);
  }

  public Marks marks(Post post) {
    return marks.getOrDefault(post.id(), Marks.NONE);
  }

  public AccountCounts of(Account account) {
    return accounts.getOrDefault(account.id(), AccountCounts.NONE);
  }

  static Figures of(
      PostStore posts,
      ReactionStore reactions,
      AccountStore accounts,
      Optional<AccountId> viewer,
      Collection<? extends Entry> entries,
      Collection<Account> others)
      throws IOException {
    Set<PostId> ids = entries.stream().map(it -> it.post().id()).collect(Collectors.toSet());
    var authors = new HashSet<AccountId>();
    for (var entry : entries) {
      authors.add(entry.author().id());
      authors.add(entry.post().author().id());
    }
    others.forEach(it -> authors.add(it.id()));
    return new Figures(
        posts.counts(ids),
        viewer.isPresent() ? reactions.marks(viewer.get(), ids) : Map.of(),
        accounts.counts(authors));
  }
}
