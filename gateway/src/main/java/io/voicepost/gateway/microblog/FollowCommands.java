package io.voicepost.gateway.microblog;

import io.voicepost.gateway.microblog.RefusedException.Reason;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.post.Notification;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Who follows whom. Safe for many threads; `IOException` means that nothing happened.
public final class FollowCommands {
  private final FollowStore follows;
  private final Notifier notifier;
  private final Announcements announcements;

  FollowCommands(FollowStore follows, Notifier notifier, Announcements announcements) {
    this.follows = follows;
    this.notifier = notifier;
    this.announcements = announcements;
  }

  /// Follows, or asks to where the account is locked; repeating it changes the wishes.
  public void follow(AccountId follower, Account followee, FollowStore.FollowOptions options)
      throws RefusedException, IOException {
    if (follower.equals(followee.id())) {
      throw new RefusedException(Reason.FORBIDDEN, "nobody follows themselves");
    }
    var standing = store().between(follower, followee.id());
    if (standing.blocking() || standing.blockedBy()) {
      throw new RefusedException(Reason.FORBIDDEN, "this account cannot be followed");
    }
    if (followee.profile().locked() && !standing.following()) {
      if (follows.request(follower, followee.id(), options)) {
        tell(followee.id(), Notification.Type.FOLLOW_REQUEST, follower);
      }
    } else if (follows.follow(follower, followee.id(), options)) {
      tell(followee.id(), Notification.Type.FOLLOW, follower);
    }
    related(follower);
  }

  public void unfollow(AccountId follower, AccountId followee) throws IOException {
    if (follows.unfollow(follower, followee)) {
      untell(followee, follower);
    }
    related(follower);
  }

  /// Lets a follower in, or does not.
  public void answer(AccountId followee, AccountId follower, boolean accept)
      throws RefusedException, IOException {
    boolean asked =
        accept ? follows.accept(followee, follower) : follows.reject(followee, follower);
    if (!asked) {
      throw new RefusedException(Reason.MISSING, "this account does not ask to follow");
    }
    untell(followee, follower);
    if (accept) {
      tell(followee, Notification.Type.FOLLOW, follower);
      related(follower);
    }
  }

  public void block(AccountId by, AccountId target) throws RefusedException, IOException {
    if (by.equals(target)) {
      throw new RefusedException(Reason.FORBIDDEN, "nobody blocks themselves");
    }
    follows.block(by, target);
    untell(by, target);
    untell(target, by);
    related(by);
    related(target);
  }

  public void unblock(AccountId by, AccountId target) throws IOException {
    follows.unblock(by, target);
    related(by);
    related(target);
  }

  /// Mutes until `end`; for ever where it is empty.
  public void mute(AccountId by, AccountId target, boolean notifications, Optional<Instant> end)
      throws RefusedException, IOException {
    if (by.equals(target)) {
      throw new RefusedException(Reason.FORBIDDEN, "nobody mutes themselves");
    }
    follows.mute(by, target, notifications, end);
    related(by);
  }

  public void unmute(AccountId by, AccountId target) throws IOException {
    follows.unmute(by, target);
    related(by);
  }

  private void related(AccountId account) {
    announcements.announce(new Announcement.Related(account));
  }

  /// What is only looked at: lists of followers, how accounts stand to each other.
  public FollowStore store() {
    return follows;
  }

  private void tell(AccountId to, Notification.Type type, AccountId from) {
    notifier.tell(to, type, from, Optional.empty());
  }

  private void untell(AccountId to, AccountId from) {
    notifier.untell(to, Notification.Type.FOLLOW, from, Optional.empty());
    notifier.untell(to, Notification.Type.FOLLOW_REQUEST, from, Optional.empty());
  }
}
