package io.voicepost.storage.phone;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.SealedPhone;
import java.time.Instant;
import java.util.Optional;

/// A phone of an account.
///
/// @param label what its owner calls it, perhaps nothing
/// @param provedAt since when it is known to be the account's own; until then the number is new
public record LinkedPhone(
    SealedPhone sealed,
    AccountId account,
    String label,
    Instant linkedAt,
    Optional<Instant> provedAt) {
  public boolean isProved() {
    return provedAt.isPresent();
  }
}
