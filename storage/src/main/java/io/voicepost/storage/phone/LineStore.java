package io.voicepost.storage.phone;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Lines and who is on their lists. Safe for many threads. `IOException` means the database did not
/// answer: repeat the call later.
public interface LineStore {
  Optional<ServiceLine> line(String number) throws IOException;

  /// Lines by number, at most `limit` after `after`; empty starts at the first.
  List<ServiceLine> list(Optional<String> after, int limit) throws IOException;

  /// `false` if there is a line of that number.
  boolean add(ServiceLine line) throws IOException;

  /// Adds a line where there is none at all; of many at once, one does.
  boolean addFirst(ServiceLine line) throws IOException;

  /// `false` if there is no line of that number.
  boolean change(ServiceLine line) throws IOException;

  /// Removes a line and its list; `false` if there is no line of that number.
  boolean remove(String number) throws IOException;

  /// Puts an account on the line's list; `false` if it was there, or there is no such line.
  boolean enlist(String number, AccountId account) throws IOException;

  /// Takes an account off the line's list; `false` if it was not on it.
  boolean strike(String number, AccountId account) throws IOException;

  boolean isListed(String number, AccountId account) throws IOException;

  /// The accounts on the line's list by handle, at most `limit` after `after`.
  List<Account> listed(String number, Optional<Handle> after, int limit) throws IOException;
}
