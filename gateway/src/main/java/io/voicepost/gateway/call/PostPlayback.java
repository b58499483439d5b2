package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.PLEASE_WAIT;

import io.voicepost.gateway.replay.Replay;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/// What is heard of one post, from any place in it and in any tempo. From its making on, what is to
/// be heard is made ready, while something else is said. Who makes it closes it. For one thread.
///
/// Where it throws, nothing more can be heard: `NoSuchFileException` means that the post was
/// deleted, any other `IOException` that its audio cannot be had now.
final class PostPlayback implements AutoCloseable {
  /// After the end, a key is still about this post for so long.
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  /// Who has waited in silence for so long is asked to wait on.
  private static final Duration SILENTLY = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  private final CallSession session;
  private final ReplayCache replayCache;
  private final Voice voice;
  private final PlaybackPosition position;
  private Tempo tempo;
  private Replay replay;

  PostPlayback(CallSession session, ReplayCache replayCache, Voice voice, Tempo tempo) {
    this.session = session;
    this.replayCache = replayCache;
    this.voice = voice;
    this.position = new PlaybackPosition(voice.duration());
    this.tempo = tempo;
    this.replay = replayCache.of(voice, tempo, session.sampleRate());
  }

  PlaybackPosition position() {
    return position;
  }

  Tempo tempo() {
    return tempo;
  }

  /// To the next faster tempo, and from the fastest to the normal one.
  void faster() {
    tempo =
        switch (tempo) {
          case NORMAL -> Tempo.FASTER;
          case FASTER -> Tempo.FASTEST;
          case FASTEST -> Tempo.NORMAL;
        };
    replay.close();
    replay = replayCache.of(voice, tempo, session.sampleRate());
  }

  /// Plays from where the caller is, until a key, or the end and a while for a key are over.
  PromptResult play() throws IOException, UnplayableAudioException {
    if (!position.isAtEnd()) {
      if (!replay.isThereWithin(SILENTLY)) {
        var waiting = session.say(PLEASE_WAIT);
        if (!(waiting instanceof PromptResult.Finished)) {
          return waiting;
        }
      }
      var wav = replay.wav(LONGEST_WAIT);
      var played = session.channel().play(wav, position.in(tempo));
      if (!(session.heard(played.result()) instanceof PromptResult.Finished)) {
        position.playedUntil(played.until(), tempo);
        return played.result();
      }
      if (!Files.exists(wav)) {
        throw new NoSuchFileException(wav.toString());
      }
      position.playedToTheEnd();
    }
    return session.ask(Utterance.NOTHING, AFTERWARDS);
  }

  @Override
  public void close() {
    replay.close();
  }
}
