package io.voicepost.storage.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Codes of digits: one links a phone to an account, one lets the web claim an account that was
/// opened by phone. An account has at most one of each; each works once. Safe for many threads and
/// nodes. `IOException` means the database did not answer: repeat the call later.
///
/// Short codes can be guessed: count tries with [#mayTry] first.
public interface CodeStore {
  /// Gives the account a code to link a phone, in place of an earlier one; `false` if another
  /// account has the same: then try another.
  boolean issueLink(AccountId account, CodeKey code, Instant now, Instant expiresAt)
      throws IOException;

  /// Until when the account's link code can be used; empty if it has none.
  Optional<Instant> linkExpires(AccountId account, Instant now) throws IOException;

  /// Uses a link code: the phone is the account's and proved, and messages held for that number
  /// wait for the account's approval from now on. All of it, or nothing. The code stays where the
  /// phone is linked to another account.
  LinkOutcome link(CodeKey code, SealedPhone phone, Instant now) throws IOException;

  /// How the use of a link code ended.
  sealed interface LinkOutcome {
    record Linked(AccountId account) implements LinkOutcome {}

    /// The phone is another account's.
    record PhoneTaken() implements LinkOutcome {}

    /// No such code, used already or too old.
    record NoSuchCode() implements LinkOutcome {}
  }

  /// Opens an account for a phone, with a code to claim it: both, or neither.
  ///
  /// @throws HandleTakenException if another account has that handle
  /// @throws PhoneTakenException if the phone is linked already
  Account open(Handle handle, SealedPhone phone, CodeKey claim, Instant expiresAt)
      throws HandleTakenException, PhoneTakenException, IOException;

  /// The account that a claim code belongs to; using it up is [#claim].
  Optional<Account> claimable(CodeKey code, Instant now) throws IOException;

  /// Uses a claim code: the account gets the handle and its first password. All of it, or nothing;
  /// empty if there is no such code.
  ///
  /// @throws HandleTakenException if another account has that handle
  Optional<Account> claim(CodeKey code, Handle handle, String passwordHash, Instant now)
      throws HandleTakenException, IOException;

  /// Counts a try, unless there were `most` within `window` already: then `false`, and the count
  /// stays. In one statement, safe under concurrency.
  ///
  /// @param name who or what tries, as a keyed hash
  boolean mayTry(CodeKey name, int most, Duration window, Instant now) throws IOException;

  /// Forgets codes that expired and counts that began before `before`.
  void forgetBefore(Instant before) throws IOException;
}
