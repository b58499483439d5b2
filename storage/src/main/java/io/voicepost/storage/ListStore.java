package io.voicepost.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Lists of accounts that one account keeps for itself. Safe for many threads; `IOException` means
/// the database did not answer.
public interface ListStore {
  AccountList create(AccountId owner, String title) throws IOException;

  /// Empty if there is none, or if it is another account's.
  Optional<AccountList> byId(AccountId owner, ListId id) throws IOException;

  List<AccountList> of(AccountId owner) throws IOException;

  Optional<AccountList> rename(AccountId owner, ListId id, String title) throws IOException;

  boolean delete(AccountId owner, ListId id) throws IOException;

  /// Adds accounts; those that are there stay.
  void add(ListId id, Collection<AccountId> members) throws IOException;

  void remove(ListId id, Collection<AccountId> members) throws IOException;

  /// Members, by account id.
  List<Listed<Account>> members(ListId id, Page page) throws IOException;

  /// Which of the owner's lists have `member`.
  List<AccountList> having(AccountId owner, AccountId member) throws IOException;
}
