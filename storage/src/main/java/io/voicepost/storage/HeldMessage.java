package io.voicepost.storage;

import java.time.Instant;
import java.util.Optional;

/// A message kept until its owner proves who they are. `phone` is empty where the number was
/// withheld.
public record HeldMessage(
    RecordingId recording, Optional<SealedPhone> phone, Voice voice, Instant heldAt) {}
