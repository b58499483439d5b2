package io.voicepost.storage.access;

import java.time.Instant;
import java.util.Optional;

/// The secret that an account's authenticator app shares, and how far its codes were used.
///
/// @param sealedSecret as the store was given it
/// @param confirmedAt since when it counts; empty while its owner sets it up
/// @param lastStep the last time step of which a code was taken (RFC 6238); 0 for none
/// @param lockedUntil until when no code is looked at
public record SecondFactor(
    String sealedSecret,
    Optional<Instant> confirmedAt,
    long lastStep,
    Optional<Instant> lockedUntil) {
  public boolean isOn() {
    return confirmedAt.isPresent();
  }
}
