package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.PLEASE_WAIT;

import io.voicepost.gateway.replay.Replay;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.Voice;
import io.voicepost.transcoder.Tempo;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/// What is heard of one post, from any place in it and in any tempo. From its making on, what is to
/// be heard is made ready, while something else is said. Who makes it closes it. For one thread.
///
/// Where it throws, nothing more can be heard: `NoSuchFileException` means that the post was
/// deleted, any other `IOException` that its audio cannot be had now.
final class Turntable implements AutoCloseable {
  /// After the end, a key is still about this post for so long.
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  /// Who has waited in silence for so long is asked to wait on.
  private static final Duration SILENTLY = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  private final Talk talk;
  private final Voice voice;
  private final Spot spot;
  private Tempo tempo;
  private Replay replay;

  Turntable(Talk talk, Voice voice, Tempo tempo) {
    this.talk = talk;
    this.voice = voice;
    this.spot = new Spot(voice.duration());
    this.tempo = tempo;
    this.replay = talk.replay(voice, tempo);
  }

  Spot spot() {
    return spot;
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
    replay = talk.replay(voice, tempo);
  }

  /// Plays from where the caller is, until a key, or the end and a while for a key are over.
  Heard play() throws IOException, UnplayableAudioException {
    if (!spot.isAtEnd()) {
      if (!replay.isThereWithin(SILENTLY)) {
        var waiting = talk.say(PLEASE_WAIT);
        if (!(waiting instanceof Heard.Finished)) {
          return waiting;
        }
      }
      var wav = replay.wav(LONGEST_WAIT);
      var played = talk.channel().play(wav, spot.in(tempo));
      if (!(talk.heard(played.heard()) instanceof Heard.Finished)) {
        spot.playedUntil(played.until(), tempo);
        return played.heard();
      }
      if (!Files.exists(wav)) {
        throw new NoSuchFileException(wav.toString());
      }
      spot.playedToTheEnd();
    }
    return talk.ask(Utterance.NOTHING, AFTERWARDS);
  }

  @Override
  public void close() {
    replay.close();
  }
}
