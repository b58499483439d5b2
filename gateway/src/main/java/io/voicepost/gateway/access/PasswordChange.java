package io.voicepost.gateway.access;

import java.time.Duration;

/// How changing a password ended.
public sealed interface PasswordChange {
  record Changed() implements PasswordChange {}

  /// The old password is wrong.
  record Wrong() implements PasswordChange {}

  /// The new password is not taken.
  record Refused(SignUpProblem problem) implements PasswordChange {}

  /// Too many tries; `left` is how long until the next one.
  record Wait(Duration left) implements PasswordChange {}
}
