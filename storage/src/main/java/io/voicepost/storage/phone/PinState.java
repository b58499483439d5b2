package io.voicepost.storage.phone;

import java.time.Instant;
import java.util.Optional;

/// What an account may know of its PIN.
///
/// @param tries since the last right one, all of them wrong or still being checked
/// @param lockedUntil when the next try is allowed, where that is to come
public record PinState(boolean set, int tries, Optional<Instant> lockedUntil) {
  public static final PinState NONE = new PinState(false, 0, Optional.empty());
}
