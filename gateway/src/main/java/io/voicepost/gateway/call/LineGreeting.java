package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.WELCOME;

import io.voicepost.gateway.microblog.PostCommands;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a line says first: its own recording, or the usual welcome. For one call.
final class LineGreeting {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(LineGreeting.class);

  /// What a caller can do while the greeting is said. Any other key goes to the beep.
  enum WelcomeChoice implements MenuChoice {
    MENU('*'),
    /// Takes down a post that the greeting told of.
    TAKE_DOWN('9');

    private final char key;

    WelcomeChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  private final CallSession session;
  private final PostCommands postCommands;
  private final ReplayCache replayCache;

  LineGreeting(CallSession session, PostCommands postCommands, ReplayCache replayCache) {
    this.session = session;
    this.postCommands = postCommands;
    this.replayCache = replayCache;
  }

  /// Where the conversation goes after the greeting.
  static NextStep after(PromptResult result) {
    return switch (result) {
      case PromptResult.HungUp() -> NextStep.LEAVE;
      case PromptResult.Pressed pressed when WelcomeChoice.MENU.isPressed(pressed) -> NextStep.MENU;
      case PromptResult.Pressed _, PromptResult.Finished() -> NextStep.SPEAK;
    };
  }

  /// See [#say(Utterance)].
  PromptResult say() {
    return say(Utterance.NOTHING);
  }

  /// A greeting that cannot be had is the usual one.
  ///
  /// @param before said first
  PromptResult say(Utterance before) {
    var own = session.line().speech().greeting();
    if (own.isEmpty()) {
      return session.say(before.then(WELCOME));
    }
    var result = session.say(before);
    return result instanceof PromptResult.Finished ? played(own.get()) : result;
  }

  private PromptResult played(RecordingId own) {
    try {
      var voice = postCommands.voice(own);
      if (voice.isPresent()) {
        return played(voice.get());
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

  private PromptResult played(Voice voice) throws IOException, UnplayableAudioException {
    try (var replay = replayCache.of(voice, Tempo.NORMAL, session.sampleRate())) {
      var wav = replay.wav(PATIENCE);
      return session.heard(session.channel().play(wav, Duration.ZERO).result());
    }
  }
}
