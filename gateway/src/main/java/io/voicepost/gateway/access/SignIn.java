package io.voicepost.gateway.access;

import io.voicepost.storage.AccountId;
import java.time.Duration;

/// How signing in ended.
public sealed interface SignIn {
  record Welcome(AccountId account) implements SignIn {}

  /// Wrong; it is not said what.
  record Wrong() implements SignIn {}

  /// Too many tries; nothing was looked at. `left` is how long until the next one.
  record Wait(Duration left) implements SignIn {}
}
