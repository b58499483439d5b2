package io.voicepost.gateway.microblog;

import io.voicepost.gateway.microblog.RefusedException.Reason;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountList;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.ListId;
import io.voicepost.storage.ListStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// Lists of accounts that somebody keeps. Safe for many threads; `IOException` means that nothing
/// happened.
public final class ListCommands {
  /// What is enough for anybody.
  private static final int MOST_LISTS = 200;

  private final ListStore lists;
  private final FollowStore follows;
  private final Announcements announcements;

  ListCommands(ListStore lists, FollowStore follows, Announcements announcements) {
    this.lists = lists;
    this.follows = follows;
    this.announcements = announcements;
  }

  /// @throws RefusedException if `owner` has no such list
  public AccountList one(AccountId owner, ListId list) throws RefusedException, IOException {
    return lists
        .byId(owner, list)
        .orElseThrow(() -> new RefusedException(Reason.MISSING, "there is no such list"));
  }

  public AccountList create(AccountId owner, String title) throws RefusedException, IOException {
    if (lists.of(owner).size() >= MOST_LISTS) {
      throw new RefusedException(Reason.INVALID, "there are too many lists");
    }
    return lists.create(owner, title);
  }

  /// Adds accounts, each of which `owner` must follow.
  public void add(AccountId owner, ListId list, Collection<AccountId> members)
      throws RefusedException, IOException {
    one(owner, list);
    var standing = follows.relationships(owner, members);
    Predicate<AccountId> followed =
        it -> it.equals(owner) || (standing.containsKey(it) && standing.get(it).following());
    if (!members.stream().allMatch(followed)) {
      throw new RefusedException(Reason.MISSING, "only who is followed can be in a list");
    }
    lists.add(list, members);
    announcements.announce(new Announcement.Related(owner));
  }

  public void remove(AccountId owner, ListId list, Collection<AccountId> members)
      throws RefusedException, IOException {
    one(owner, list);
    lists.remove(list, members);
    announcements.announce(new Announcement.Related(owner));
  }

  /// Deletes a list; `false` if `owner` has none of that id.
  public boolean delete(AccountId owner, ListId list) throws IOException {
    boolean was = lists.delete(owner, list);
    announcements.announce(new Announcement.Related(owner));
    return was;
  }

  public List<AccountList> of(AccountId owner) throws IOException {
    return lists.of(owner);
  }

  /// What needs no rule: names, members.
  public ListStore store() {
    return lists;
  }
}
