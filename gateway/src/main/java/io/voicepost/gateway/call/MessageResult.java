package io.voicepost.gateway.call;

import io.voicepost.gateway.spool.KeptRecording;
import io.voicepost.storage.RecordingId;
import java.time.Duration;

/// What became of the attempt to take a message.
sealed interface MessageResult {
  /// It is safe, and its caller may decide.
  record Saved(KeptRecording kept, RecordingResult.Ending ending, Duration sound)
      implements MessageResult {}

  /// Less than a second of sound: there is nothing.
  record TooShort(RecordingId recording, RecordingResult.Ending ending, Duration sound)
      implements MessageResult {}

  /// The caller was gone before anything was recorded.
  record HungUp() implements MessageResult {}

  /// It could not be made safe. What was recorded all the same is kept in the spool.
  record NotSaved(RecordingId recording, String reason) implements MessageResult {}

  /// Asterisk was lost in mid-message.
  record Lost(RecordingId recording) implements MessageResult {}
}
