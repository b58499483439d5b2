package io.voicepost.gateway.identity;

import java.time.Instant;

/// What became of a try at a PIN.
public sealed interface PinAnswer {
  record Right() implements PinAnswer {}

  /// Another try is allowed.
  record Wrong() implements PinAnswer {}

  /// Wrong, and the last for now: the owner should hear of it.
  record WrongAndLocked(Instant until) implements PinAnswer {}

  /// Not looked at: there were too many wrong ones before.
  record Locked(Instant until) implements PinAnswer {}

  /// The account has none.
  record NoneSet() implements PinAnswer {}
}
