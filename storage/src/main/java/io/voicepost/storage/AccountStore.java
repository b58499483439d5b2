package io.voicepost.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts and their phones. Safe for many threads. `IOException` means the database did not
/// answer: repeat the call later.
public interface AccountStore {
  /// @throws HandleTakenException if another account has that handle
  Account create(Handle handle, String displayName) throws HandleTakenException, IOException;

  Optional<Account> byHandle(Handle handle) throws IOException;

  Optional<Account> byId(AccountId id) throws IOException;

  /// The account that a phone is linked to.
  Optional<Account> byPhone(PhoneKey phone) throws IOException;

  /// Those of `ids` that exist, in no order.
  List<Account> byIds(Collection<AccountId> ids) throws IOException;

  /// The counts of those of `ids` that ever counted anything.
  Map<AccountId, AccountCounts> counts(Collection<AccountId> ids) throws IOException;

  /// Changes how an account shows itself; empty if there is no such account.
  Optional<Account> update(AccountId id, Profile profile) throws IOException;

  /// Says what an account may do, and whether the operator vouches for who it is.
  void appoint(AccountId id, Role role, boolean verified) throws IOException;

  Preferences preferences(AccountId id) throws IOException;

  void prefer(AccountId id, Preferences preferences) throws IOException;

  /// Accounts whose handle begins with `query` or whose name or bio has all its words, those with
  /// the most followers first.
  List<Account> search(String query, int limit) throws IOException;

  /// Counts everything, accounts that posted since `since` among it: slow where there is much.
  Totals totals(Instant since) throws IOException;

  /// All accounts by handle, at most `limit` of them after `after`; empty starts at the first.
  List<Account> list(Optional<Handle> after, int limit) throws IOException;

  /// Links a phone to an account, for somebody who knows that it is its own: it counts as proved.
  /// Linking it again to the same account changes nothing.
  ///
  /// @throws PhoneTakenException if it is linked to another account
  void linkPhone(AccountId account, SealedPhone phone) throws PhoneTakenException, IOException;

  /// The account's phones, oldest first.
  List<SealedPhone> phones(AccountId account) throws IOException;
}
