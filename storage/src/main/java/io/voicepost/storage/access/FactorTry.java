package io.voicepost.storage.access;

import java.time.Instant;
import java.util.Optional;

/// Whether a code of an authenticator app may be tried.
public sealed interface FactorTry {
  /// It may, and is counted already.
  ///
  /// @param lockedUntil until when, unless this one is right, there will be no other
  record Allowed(String sealedSecret, Optional<Instant> lockedUntil) implements FactorTry {}

  /// Not before then.
  record Locked(Instant until) implements FactorTry {}

  /// The account has no second factor.
  record NoFactor() implements FactorTry {}
}
