package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import java.time.Duration;

/// How signing in ended.
public sealed interface PasswordResult {
  record SignedIn(AccountId account) implements PasswordResult {}

  /// Wrong; it is not said what.
  record Wrong() implements PasswordResult {}

  /// Too many tries; nothing was looked at. `left` is how long until the next one.
  record Wait(Duration left) implements PasswordResult {}
}
