package io.voicepost.gateway.access;

import java.time.Duration;

/// What a code of the second factor was worth.
public sealed interface FactorAnswer {
  /// @param by the authenticator app, or a recovery code
  record Right(Proof by) implements FactorAnswer {}

  record Wrong() implements FactorAnswer {}

  /// Too many wrong ones: no code of the app is looked at for `left`. Recovery codes still are.
  record Locked(Duration left) implements FactorAnswer {}
}
