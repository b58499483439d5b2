package io.voicepost.gateway.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.transcoder.Heard;
import io.voicepost.transcoder.Listening;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;

/// Listens to messages before others do, and counts what it hears. Safe for many threads.
public final class Audition {
  private final MeterRegistry meters;

  public Audition(MeterRegistry meters) {
    this.meters = meters;
  }

  /// What is on a message.
  Heard to(SpooledRecording message) throws UnplayableAudioException, IOException {
    var heard = Listening.to(message.audio());
    meters.counter("voicepost.messages.heard", "what", heard.label()).increment();
    return heard;
  }
}
