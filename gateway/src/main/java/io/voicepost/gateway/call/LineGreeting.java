package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.WELCOME;

import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
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
  static PromptResult say(CallSession session, Utterance before) {
    var own = session.line().speech().greeting();
    if (own.isEmpty()) {
      return session.say(before.then(WELCOME));
    }
    var result = session.say(before);
    return result instanceof PromptResult.Finished ? played(session, own.get()) : result;
  }

  private static PromptResult played(CallSession session, RecordingId own) {
    try {
      var voice = session.parts().microblog().postCommands().voice(own);
      if (voice.isPresent()) {
        return played(session, voice.get());
      }
      log.warn("greeting missing line={} recording={}", session.line().number(), own);
    } catch (IOException | UnplayableAudioException e) {
      log.warn(
          "greeting not played line={} recording={} error=\"{}\"",
          session.line().number(),
          own,
          e.toString());
    }
    return session.say(WELCOME);
  }

  private static PromptResult played(CallSession session, Voice voice)
      throws IOException, UnplayableAudioException {
    try (var replay = session.replay(voice, Tempo.NORMAL)) {
      var wav = replay.wav(PATIENCE);
      return session.heard(session.channel().play(wav, Duration.ZERO).result());
    }
  }
}
