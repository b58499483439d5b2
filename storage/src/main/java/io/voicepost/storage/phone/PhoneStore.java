package io.voicepost.storage.phone;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The phones of accounts, one by one; [AccountStore] links what the operator says. Safe for many
/// threads. `IOException` means the database did not answer: repeat the call later.
public interface PhoneStore {
  Optional<LinkedPhone> phone(PhoneKey key) throws IOException;

  /// The account's phones, oldest first.
  List<LinkedPhone> of(AccountId account) throws IOException;

  /// Links a phone that nobody proved yet; linking it again to the same account changes nothing.
  ///
  /// @throws PhoneTakenException if it is linked to another account
  void linkNew(AccountId account, SealedPhone phone, Instant at)
      throws PhoneTakenException, IOException;

  /// Names a phone of the account, at most 60 characters; `false` if it has no such phone.
  boolean label(AccountId account, PhoneKey key, String label) throws IOException;

  /// Remembers that a phone of the account was proved; the first time counts. `false` if it has no
  /// such phone.
  boolean prove(AccountId account, PhoneKey key, Instant at) throws IOException;

  /// Removes a phone from the account; `false` if it has no such phone.
  boolean remove(AccountId account, PhoneKey key) throws IOException;
}
