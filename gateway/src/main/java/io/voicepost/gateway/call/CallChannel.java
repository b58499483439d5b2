package io.voicepost.gateway.call;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.storage.RecordingId;
import java.nio.file.Path;

/// The telephone, as a conversation sees it. Nothing here fails: whatever the network does comes
/// back as a value. For one thread, the call's own.
///
/// Behind it, someone watches that the conversation goes on: if it hangs, the telephone is taken
/// away from it, and every further method answers as if the caller had hung up.
public interface CallChannel {
  /// Picks up. [Heard.Finished] or [Heard.HungUp].
  Heard answer();

  /// Says something; any key cuts it short.
  Heard say(Prompt prompt);

  /// Announces a recording to those who will look after it should we die meanwhile.
  void announce(RecordingId recording);

  /// Beeps, and records from then on until `#`, silence, the limit or hanging up, as the line has
  /// it.
  ///
  /// @param target an absolute path without extension
  Recorded record(Path target, Line line);

  /// Says that we need no looking after any more: the message is safe, or there is none.
  void settle();
}
