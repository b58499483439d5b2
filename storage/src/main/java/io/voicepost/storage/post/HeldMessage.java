package io.voicepost.storage.post;

import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import java.time.Instant;
import java.util.Optional;

/// A message kept until its owner proves who they are. `phone` is empty where the number was
/// withheld.
public record HeldMessage(Optional<SealedPhone> phone, Voice voice, Instant heldAt) {
  public RecordingId recording() {
    return voice.recording();
  }
}
