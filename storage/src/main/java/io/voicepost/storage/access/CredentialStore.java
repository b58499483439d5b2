package io.voicepost.storage.access;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How people prove who they are: hashes of passwords, and passkeys. Safe for many threads.
/// `IOException` means the database did not answer: repeat the call later.
public interface CredentialStore {
  /// The hash of the account's password; empty where it has none.
  Optional<String> passwordHash(AccountId account) throws IOException;

  /// Sets the account's password, in place of any other. Codes that link a phone or let another
  /// password be set are void: whoever has the old password may have asked for them.
  void setPasswordHash(AccountId account, String hash, Instant at) throws IOException;

  /// Puts a new hash of the same password in the place of `old`, if that is still the one.
  void renewPasswordHash(AccountId account, String old, String fresh) throws IOException;

  /// Makes an account and gives it its first password: both, or neither.
  ///
  /// @throws HandleTakenException if another account has that handle
  Account signUp(Handle handle, String displayName, String passwordHash)
      throws HandleTakenException, IOException;

  /// Keeps a passkey; `false` if one of that name is kept already.
  boolean add(Passkey passkey) throws IOException;

  Optional<Passkey> passkey(String credentialId) throws IOException;

  /// The account's passkeys, oldest first.
  List<Passkey> passkeys(AccountId account) throws IOException;

  /// Remembers a use; `false` if the passkey is gone, or has been used with this count or a higher
  /// one meanwhile and counts at all: then somebody has a copy of it.
  boolean used(String credentialId, long signCount, Instant at) throws IOException;

  /// Names an account's passkey anew; `false` if it has none of that id.
  boolean rename(AccountId account, String credentialId, String label) throws IOException;

  /// Forgets an account's passkey; `false` if it has none of that id.
  boolean remove(AccountId account, String credentialId) throws IOException;
}
