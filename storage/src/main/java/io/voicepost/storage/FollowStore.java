package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who follows, blocks and mutes whom. Safe for many threads; `IOException` means the database did
/// not answer.
public interface FollowStore {
  /// What a follower wishes: to see reposts, and to be told of each post.
  record FollowOptions(boolean reposts, boolean told) {
    public static final FollowOptions USUAL = new FollowOptions(true, false);
  }

  /// Follows, or changes the wishes of who does; `true` if it did not before.
  boolean follow(AccountId follower, AccountId followee, FollowOptions options) throws IOException;

  boolean unfollow(AccountId follower, AccountId followee) throws IOException;

  /// Asks to follow a locked account; `true` if it was not asked before.
  boolean request(AccountId follower, AccountId followee, FollowOptions options) throws IOException;

  /// Lets a follower in; `false` if nobody asked.
  boolean accept(AccountId followee, AccountId follower) throws IOException;

  boolean reject(AccountId followee, AccountId follower) throws IOException;

  List<Listed<Account>> requests(AccountId followee, Page page) throws IOException;

  List<Listed<Account>> followers(AccountId of, Page page) throws IOException;

  List<Listed<Account>> following(AccountId of, Page page) throws IOException;

  /// All whom an account follows.
  Set<AccountId> followees(AccountId of) throws IOException;

  /// Those who want to be told of each post of `of`.
  Set<AccountId> attentive(AccountId of) throws IOException;

  /// Blocks, and ends what either follows of the other.
  boolean block(AccountId by, AccountId target) throws IOException;

  boolean unblock(AccountId by, AccountId target) throws IOException;

  List<Listed<Account>> blocked(AccountId by, Page page) throws IOException;

  /// Mutes until `end`; for ever where it is empty.
  void mute(AccountId by, AccountId target, boolean notifications, Optional<Instant> end)
      throws IOException;

  boolean unmute(AccountId by, AccountId target) throws IOException;

  List<Listed<Account>> muted(AccountId by, Page page) throws IOException;

  /// How `by` stands to each of `others`.
  Map<AccountId, Relationship> relationships(AccountId by, Collection<AccountId> others)
      throws IOException;

  /// How `by` stands to one other.
  default Relationship between(AccountId by, AccountId other) throws IOException {
    return relationships(by, List.of(other)).getOrDefault(other, Relationship.NONE);
  }

  /// Whom `by` does not want to see, and who does not want to be seen by it.
  HiddenAccounts unseen(AccountId by) throws IOException;

  /// @param hidden blocked, blocking or muted now
  /// @param blockers the blocking among them
  /// @param withoutReposts followed without their reposts
  record HiddenAccounts(
      Set<AccountId> hidden, Set<AccountId> blockers, Set<AccountId> withoutReposts) {
    public static final HiddenAccounts NOBODY = new HiddenAccounts(Set.of(), Set.of(), Set.of());

    public HiddenAccounts {
      hidden = Set.copyOf(hidden);
      blockers = Set.copyOf(blockers);
      withoutReposts = Set.copyOf(withoutReposts);
    }
  }
}
