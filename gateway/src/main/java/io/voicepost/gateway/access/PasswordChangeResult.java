package io.voicepost.gateway.access;

import java.time.Duration;

/// How changing a password ended.
public sealed interface PasswordChangeResult {
  record Changed() implements PasswordChangeResult {}

  /// The old password is wrong.
  record Wrong() implements PasswordChangeResult {}

  /// The new password is not taken.
  record Refused(SignUpProblem problem) implements PasswordChangeResult {}

  /// Too many tries; `left` is how long until the next one.
  record Wait(Duration left) implements PasswordChangeResult {}
}
