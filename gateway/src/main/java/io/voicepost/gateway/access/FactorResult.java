package io.voicepost.gateway.access;

import java.time.Duration;

/// What a code of the second factor was worth.
public sealed interface FactorResult {
  /// @param by the authenticator app, or a recovery code
  record Right(AuthMethod by) implements FactorResult {}

  record Wrong() implements FactorResult {}

  /// Too many wrong ones: no code of the app is looked at for `left`. Recovery codes still are.
  record Locked(Duration left) implements FactorResult {}
}
