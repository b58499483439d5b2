package io.voicepost.gateway.identity;

import io.voicepost.storage.Account;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.PhoneSettings;
import java.util.Optional;

/// Who is calling, as far as the network says.
public sealed interface Caller {
  /// The number is linked to an account, or the caller named one.
  ///
  /// @param numberStatus what the number is to the account; UNKNOWN or WITHHELD where it was named
  /// @param phone what the call comes from, empty where the number was withheld
  record Member(
      Account account,
      PhoneSettings settings,
      NumberStatus numberStatus,
      Optional<SealedPhone> phone)
      implements Caller {}

  /// The number is linked to no account.
  record Stranger(SealedPhone phone) implements Caller {}

  /// The number was withheld, or is none.
  record Withheld() implements Caller {}

  /// The database did not answer: whose number it is, is found out when the message is published.
  record Unresolved(SealedPhone phone) implements Caller {}
}
