package io.voicepost.storage.access;

import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Second factors of accounts: the sealed secrets of authenticator apps, and hashes of recovery
/// codes. Safe for many threads and nodes. `IOException` means the database did not answer: repeat
/// the call later.
public interface FactorStore {
  /// Keeps a secret that does not count yet, in place of another such; `false` if the account has
  /// one that counts.
  boolean begin(AccountId account, String sealedSecret) throws IOException;

  Optional<SecondFactor> factor(AccountId account) throws IOException;

  /// Lets the secret count, with its first recovery codes; `false` if it is another one by now, or
  /// counts already.
  ///
  /// @param step the time step of the code that was shown for it, which is used by that
  boolean confirm(
      AccountId account, String sealedSecret, long step, Set<SecretHash> codes, Instant at)
      throws IOException;

  /// Says whether a code may be tried and counts the try, in one statement: of many at once, on any
  /// node, no more are allowed than `lockOuts` says.
  FactorTry beginTry(AccountId account, LockoutPolicy lockoutPolicy, Instant now)
      throws IOException;

  /// Takes the code of a time step, once, and forgets tries and lock-outs; `false` if that step or
  /// a later one was used already, or the secret is another one by now.
  boolean accept(AccountId account, String sealedSecret, long step) throws IOException;

  /// Puts the same secret, sealed anew, in the place of `old`, if that is still the one.
  void renew(AccountId account, String old, String fresh) throws IOException;

  /// Puts recovery codes in place of those that were left; `false` if the account has no second
  /// factor.
  boolean replaceRecoveryCodes(AccountId account, Set<SecretHash> codes) throws IOException;

  /// Uses a recovery code up, and forgets tries and lock-outs; `false` if there is no such code.
  boolean useRecoveryCode(AccountId account, SecretHash code) throws IOException;

  int recoveryCodes(AccountId account) throws IOException;

  /// Forgets the secret and the recovery codes; `false` if there was no secret that counted.
  boolean remove(AccountId account) throws IOException;
}
