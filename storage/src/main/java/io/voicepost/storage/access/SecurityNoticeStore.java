package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What owners are told of their accounts' ways in, and the browsers that they are known to use.
/// Safe for many threads and nodes. `IOException` means the database did not answer: repeat the
/// call later.
public interface SecurityNoticeStore {
  /// Remembers that a browser signed in to the account.
  ///
  /// @param browser what the browser keeps, hashed
  /// @return whether it had before
  boolean isKnown(AccountId account, SecretHash browser, Instant now) throws IOException;

  /// Whether a browser signed in to the account before; remembers nothing.
  boolean knows(AccountId account, SecretHash browser) throws IOException;

  void tell(AccountId account, SecurityNotice.NoticeKind kind, String client, Instant at)
      throws IOException;

  /// The account's notices, newest first, at most `limit`.
  List<SecurityNotice> notices(AccountId account, int limit) throws IOException;

  /// How many of them its owner has not looked at, counted up to `limit`.
  int unseen(AccountId account, int limit) throws IOException;

  /// Its owner has looked at them all.
  void seen(AccountId account) throws IOException;

  /// Forgets notices and browsers from before `before`.
  void forgetBefore(Instant before) throws IOException;
}
