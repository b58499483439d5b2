package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What accounts are told. Each thing is told once, and nothing to oneself, of somebody blocked or
/// of somebody muted with their notifications. Safe for many threads; `IOException` means the
/// database did not answer.
public interface NotificationStore {
  /// Tells `to` and gives the notification's id; empty where it was told before or does not want to
  /// know.
  Optional<Long> tell(
      AccountId to, Notification.Type type, AccountId from, Optional<PostId> post, Instant at)
      throws IOException;

  /// Takes back what was told, for it is no longer so.
  void untell(AccountId to, Notification.Type type, AccountId from, Optional<PostId> post)
      throws IOException;

  /// What `to` was told of the `types`, `from` one account where it is given.
  List<Notification> list(
      AccountId to, Set<Notification.Type> types, Optional<AccountId> from, Page page)
      throws IOException;

  Optional<Notification> byId(AccountId to, long id) throws IOException;

  boolean dismiss(AccountId to, long id) throws IOException;

  void clear(AccountId to) throws IOException;

  /// How many are newer than `after`, counted up to `most`.
  int countAfter(AccountId to, long after, int most) throws IOException;
}
