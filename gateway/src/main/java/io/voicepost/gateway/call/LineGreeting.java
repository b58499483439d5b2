package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.WELCOME;

import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Voice;
import io.voicepost.transcoder.Tempo;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a line says first: its own recording, or the usual welcome.
final class LineGreeting {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(LineGreeting.class);

  private LineGreeting() {}

  /// A greeting that cannot be had is the usual one.
  ///
  /// @param before said first
  static Heard say(Talk talk, Utterance before) {
    var own = talk.line().speech().greeting();
    if (own.isEmpty()) {
      return talk.say(before.then(WELCOME));
    }
    var heard = talk.say(before);
    return heard instanceof Heard.Finished ? played(talk, own.get()) : heard;
  }

  private static Heard played(Talk talk, RecordingId own) {
    try {
      var voice = talk.parts().microblog().posting().voice(own);
      if (voice.isPresent()) {
        return played(talk, voice.get());
      }
      log.warn("The greeting of line {} is gone.", talk.line().number());
    } catch (IOException | UnplayableAudioException e) {
      log.warn("The greeting of line {} is not to be had: {}", talk.line().number(), e.toString());
    }
    return talk.say(WELCOME);
  }

  private static Heard played(Talk talk, Voice voice) throws IOException, UnplayableAudioException {
    try (var replay = talk.replay(voice, Tempo.NORMAL)) {
      var wav = replay.wav(PATIENCE);
      return talk.heard(talk.channel().play(wav, Duration.ZERO).heard());
    }
  }
}
