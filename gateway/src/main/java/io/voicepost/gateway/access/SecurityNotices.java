package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.access.SecurityNotice;
import io.voicepost.storage.access.SecurityNoticeStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What owners are told of their accounts' ways in: who signed in with what, and what was changed.
/// Safe for many threads.
public final class SecurityNotices {
  /// How long notices, and browsers that do not come back, are remembered.
  static final Duration REMEMBERED = Duration.ofDays(400);

  private static final int MOST_LISTED = 30;

  private final SecurityNoticeStore store;
  private final Clock clock;

  SecurityNotices(SecurityNoticeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @param client what it was done with, as [SignInDevice] has it
  public void tell(AccountId account, SecurityNotice.NoticeKind kind, String client)
      throws IOException {
    store.tell(account, kind, client, clock.instant());
  }

  /// Tells that a browser signed in, unless it did so before.
  void signedIn(AccountId account, SignInDevice signInDevice, boolean isNew) throws IOException {
    boolean known = store.isKnown(account, signInDevice.browser().hash(), clock.instant());
    if (!known && !isNew) {
      tell(account, SecurityNotice.NoticeKind.SIGNED_IN, signInDevice.client());
    }
  }

  /// The browser's name, where it signed in to the account before.
  public Optional<SecretHash> known(AccountId account, SignInDevice signInDevice)
      throws IOException {
    var browser = signInDevice.browser().hash();
    return store.knows(account, browser) ? Optional.of(browser) : Optional.empty();
  }

  /// The newest ones, newest first.
  public List<SecurityNotice> list(AccountId account) throws IOException {
    return store.notices(account, MOST_LISTED);
  }

  /// How many their owner has not looked at, counted up to `limit`.
  public int unseen(AccountId account, int limit) throws IOException {
    return store.unseen(account, limit);
  }

  public void seen(AccountId account) throws IOException {
    store.seen(account);
  }

  public void sweep() throws IOException {
    store.forgetBefore(clock.instant().minus(REMEMBERED));
  }
}
