package io.voicepost.gateway.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.transcoder.detect.SoundClass;
import io.voicepost.transcoder.detect.SoundClassifier;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;

/// Listens to messages before others do, and counts what it hears. Safe for many threads.
public final class VoiceCheck {
  private final MeterRegistry meters;

  public VoiceCheck(MeterRegistry meters) {
    this.meters = meters;
  }

  /// What is on a message.
  SoundClass check(SpooledRecording message) throws UnplayableAudioException, IOException {
    var soundClass = SoundClassifier.classify(message.audio());
    meters.counter("voicepost.messages.heard", "what", soundClass.label()).increment();
    return soundClass;
  }
}
