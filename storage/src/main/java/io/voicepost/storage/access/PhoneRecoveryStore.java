package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Instant;

/// Codes that linked phones heard and that let the web set a new password; an account has one at
/// most, which works once. Safe for many threads and nodes. `IOException` means the database did
/// not answer: repeat the call later.
public interface PhoneRecoveryStore {
  /// Gives the account a code in place of an earlier one.
  void issue(AccountId account, CodeKey code, Instant expiresAt) throws IOException;

  /// Counts a try at the account's code, in one statement, and uses the code up if it is that one.
  ///
  /// @param most tries until the code is of no use any more
  boolean take(AccountId account, CodeKey code, int most, Instant now) throws IOException;

  /// Forgets codes that ended before `now`.
  void sweep(Instant now) throws IOException;
}
