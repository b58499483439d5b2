package io.voicepost.storage.phone;

import java.time.Instant;
import java.util.Optional;

/// Whether a PIN may be tried.
public sealed interface PinTry {
  /// It may, and is counted already.
  ///
  /// @param hash what the PIN is checked against
  /// @param tries since the last right one, this one among them
  /// @param lockedUntil until when, unless this one is right, there will be no other
  record Allowed(String hash, int tries, Optional<Instant> lockedUntil) implements PinTry {}

  /// Not before then.
  record Locked(Instant until) implements PinTry {}

  /// The account has no PIN.
  record NoPin() implements PinTry {}
}
