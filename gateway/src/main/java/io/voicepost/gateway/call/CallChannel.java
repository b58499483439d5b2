package io.voicepost.gateway.call;

import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.ServiceLine;
import java.nio.file.Path;
import java.time.Duration;

/// The telephone, as a conversation sees it. Nothing here fails: whatever the network does comes
/// back as a value. For one thread, the call's own.
///
/// Behind it, someone watches that the conversation goes on: if it hangs, the telephone is taken
/// away from it, and every further method answers as if the caller had hung up.
public interface CallChannel {
  /// Picks up. [PromptResult.Finished] or [PromptResult.HungUp].
  PromptResult answer();

  /// Whether the caller acknowledged that we picked up. Until then a call may come from anybody who
  /// can write somebody else's address on a packet.
  default boolean isAcknowledged() {
    return true;
  }

  /// From now on says things in this language.
  void speak(PromptLanguage language);

  /// Says something, which any key cuts short; what is asked next takes the key.
  default PromptResult tell(Utterance utterance) {
    return say(utterance);
  }

  /// Says something; any key cuts it short, and is taken.
  default PromptResult say(Utterance utterance) {
    return ask(utterance, Duration.ZERO);
  }

  /// Says something and then waits for a key, which may come before the end.
  ///
  /// @param patience how long after the end; then it is [PromptResult.Finished]
  PromptResult ask(Utterance utterance, Duration patience);

  /// Says something, which the first key cuts short, and collects keys: as many as `most`, or until
  /// `#`, or until none comes for so long.
  ///
  /// @param patience after the end of what is said, and after each key
  DigitInput keyIn(Utterance utterance, int most, Duration patience);

  /// Whether the telephone carries more than the 4 kHz of the old network.
  default boolean isWideband() {
    return false;
  }

  /// Plays a WAV file from a place in it; any key stops it. One that is not there is over at once.
  Played play(Path wav, Duration from);

  /// Announces a recording to those who will look after it should we die meanwhile.
  void announce(RecordingId recording);

  /// Beeps, and records from then on until `#`, silence, the limit or hanging up, as the line has
  /// it.
  ///
  /// @param target an absolute path without extension
  RecordingResult record(Path target, ServiceLine line);

  /// Says that we need no looking after any more: the message is safe, or there is none.
  void settle();

  /// How a file was taken.
  ///
  /// @param until how far into the file it was heard
  record Played(PromptResult result, Duration until) {}
}
