package io.voicepost.storage.phone;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.access.LockoutPolicy;
import java.io.IOException;
import java.time.Instant;

/// What accounts want of the telephone, and their PINs, hashed. Safe for many threads and nodes.
/// `IOException` means the database did not answer: repeat the call later.
public interface PhoneSettingsStore {
  /// [PhoneSettings#USUAL] where the account never said otherwise.
  PhoneSettings settings(AccountId account) throws IOException;

  void change(AccountId account, PhoneSettings settings) throws IOException;

  /// Sets the account's PIN in place of any other and forgets tries and lock-outs.
  void setPin(AccountId account, String hash) throws IOException;

  /// Puts a new hash of the same PIN in the place of `old`, if that is still the one.
  void renewPin(AccountId account, String old, String fresh) throws IOException;

  /// Leaves the account without a PIN; tries and lock-outs are forgotten.
  void removePin(AccountId account) throws IOException;

  PinState pin(AccountId account, Instant now) throws IOException;

  /// Says whether the PIN may be tried and counts the try, in one statement: of many at once, on
  /// any node, no more are allowed than `lockOuts` says. Whoever is allowed must check the PIN only
  /// then, and say so with [#pinWasRight] if it was right.
  PinTry beginTry(AccountId account, LockoutPolicy lockoutPolicy, Instant now) throws IOException;

  /// Forgets tries and lock-outs, unless the PIN is another one than `hash` by now.
  void pinWasRight(AccountId account, String hash) throws IOException;
}
