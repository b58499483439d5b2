package io.voicepost.storage;

import java.time.Instant;
import java.util.Optional;

/// A phone of an account.
///
/// @param label what its owner calls it, perhaps nothing
/// @param provedAt since when it is known to be the account's own; until then the number is new
public record Phone(
    SealedPhone sealed,
    AccountId account,
    String label,
    Instant linkedAt,
    Optional<Instant> provedAt) {
  public boolean isProved() {
    return provedAt.isPresent();
  }
}
