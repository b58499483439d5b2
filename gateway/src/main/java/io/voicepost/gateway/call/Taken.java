package io.voicepost.gateway.call;

import io.voicepost.gateway.spool.KeptRecording;
import io.voicepost.storage.RecordingId;
import java.time.Duration;

/// What became of the attempt to take a message.
sealed interface Taken {
  /// It is safe, and its caller may decide.
  record Safe(KeptRecording kept, Recorded.Ending ending, Duration sound) implements Taken {}

  /// Less than a second of sound: there is nothing.
  record TooShort(RecordingId recording, Recorded.Ending ending, Duration sound) implements Taken {}

  /// The caller was gone before anything was recorded.
  record HungUp() implements Taken {}

  /// It could not be made safe. What was recorded all the same is kept in the spool.
  record NotSafe(RecordingId recording, String reason) implements Taken {}

  /// Asterisk was lost in mid-message.
  record Lost(RecordingId recording) implements Taken {}
}
