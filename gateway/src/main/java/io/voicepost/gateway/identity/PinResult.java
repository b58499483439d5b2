package io.voicepost.gateway.identity;

import java.time.Instant;

/// What became of a try at a PIN.
public sealed interface PinResult {
  record Right() implements PinResult {}

  /// Another try is allowed.
  record Wrong() implements PinResult {}

  /// Wrong, and the last for now: the owner should hear of it.
  record WrongAndLocked(Instant until) implements PinResult {}

  /// Not looked at: there were too many wrong ones before.
  record Locked(Instant until) implements PinResult {}

  /// The account has none.
  record NoneSet() implements PinResult {}
}
