package io.voicepost.storage.post;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Likes and bookmarks. Safe for many threads; `IOException` means the database did not answer.
public interface ReactionStore {
  /// `true` if it was not liked before, and still is a post.
  boolean like(AccountId by, PostId post) throws IOException;

  boolean unlike(AccountId by, PostId post) throws IOException;

  boolean bookmark(AccountId by, PostId post) throws IOException;

  boolean unbookmark(AccountId by, PostId post) throws IOException;

  /// What `by` did with those of `posts` with which it did anything.
  Map<PostId, Reactions> reactions(AccountId by, Collection<PostId> posts) throws IOException;

  /// What those of `accounts` that did anything with a post did with it.
  Map<AccountId, Reactions> reactions(PostId post, Collection<AccountId> accounts)
      throws IOException;

  List<Listed<Post>> liked(AccountId by, Page page) throws IOException;

  List<Listed<Post>> bookmarked(AccountId by, Page page) throws IOException;

  /// Who liked a post.
  List<Listed<Account>> likers(PostId post, Page page) throws IOException;

  /// Who reposted a post.
  List<Listed<Account>> reposters(PostId post, Page page) throws IOException;
}
