package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.LISTEN_KEYS;
import static io.voicepost.gateway.speech.Prompt.LISTEN_LAST_KEYS;
import static io.voicepost.gateway.speech.Prompt.LISTEN_MORE_KEYS;
import static io.voicepost.gateway.speech.Prompt.PAUSED;
import static io.voicepost.gateway.speech.Prompt.POST_GONE;
import static io.voicepost.gateway.speech.Prompt.POST_UNPLAYABLE;
import static io.voicepost.gateway.speech.Prompt.REPLY_NOW;
import static io.voicepost.gateway.speech.Prompt.SPEED_FASTER;
import static io.voicepost.gateway.speech.Prompt.SPEED_FASTEST;
import static io.voicepost.gateway.speech.Prompt.SPEED_NORMAL;
import static io.voicepost.gateway.speech.Prompt.STILL_THERE;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.Account;
import io.voicepost.storage.Post;
import io.voicepost.transcoder.Tempo;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays one post: from whom it is and when, then what they said. Every key does something, at any
/// moment. For one thread; the tempo stays from one post to the next.
final class PostPlayer {
  private static final Duration JUMP = Duration.ofSeconds(10);

  /// Who is further into a post than this and wants to go back, goes back to its beginning.
  private static final Duration BEGINNING = Duration.ofSeconds(3);

  /// How long a pause lasts before it is asked whether somebody is there, and how often.
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final int PAUSES = 3;
  private static final Logger log = LoggerFactory.getLogger(PostPlayer.class);

  private final Talk talk;
  private final Reactions reactions;
  private Tempo tempo = Tempo.NORMAL;

  PostPlayer(Talk talk) {
    this.talk = talk;
    this.reactions = new Reactions(talk);
  }

  /// Plays a post that the caller may hear.
  Turn play(Post post) {
    try (var table = new Turntable(talk, post.voice().orElseThrow(), tempo)) {
      try {
        var age = Duration.between(post.postedAt(), talk.now());
        var heard = talk.say(talk.speaker().from(post.author().handle(), age));
        return turn(post, table, heard instanceof Heard.Finished ? table.play() : heard);
      } finally {
        tempo = table.tempo();
        count(post, table.spot());
      }
    } catch (NoSuchFileException e) {
      return gone();
    } catch (IOException e) {
      log.warn("Post {} cannot be heard now: {}", post.id(), e.toString());
      return unheard(POST_UNPLAYABLE, Turn.FAILED);
    } catch (UnplayableAudioException e) {
      log.error("Post {} can never be heard by telephone.", post.id(), e);
      return unheard(POST_UNPLAYABLE, Turn.FAILED);
    }
  }

  private Turn turn(Post post, Turntable table, Heard first)
      throws IOException, UnplayableAudioException {
    var heard = first;
    while (heard instanceof Heard.Pressed(char key) && !talk.isTooLong()) {
      switch (key) {
        case '*' -> {
          return Turn.MENU;
        }
        case '3' -> {
          return Turn.NEXT;
        }
        case '1' -> {
          if (table.spot().position().compareTo(BEGINNING) <= 0) {
            return Turn.PREVIOUS;
          }
          table.spot().rewind();
          heard = table.play();
        }
        case '5' -> {
          heard = paused();
          if (heard instanceof Heard.Finished) {
            return Turn.LEAVE;
          }
          if (heard instanceof Heard.Pressed(char next) && next == '5') {
            heard = table.play();
          }
        }
        default -> heard = done(key, post, table);
      }
    }
    return heard.isGone() ? Turn.LEAVE : talk.isTooLong() ? Turn.MENU : Turn.NEXT;
  }

  /// What keys do after which it goes on where it was.
  private Heard done(char key, Post post, Turntable table)
      throws IOException, UnplayableAudioException {
    return switch (key) {
      case '4' -> {
        table.spot().skip(JUMP.negated());
        yield table.play();
      }
      case '6' -> {
        table.spot().skip(JUMP);
        yield table.play();
      }
      case '2' -> {
        table.faster();
        yield told(Utterance.of(speed(table.tempo())), table);
      }
      case '7' -> told(Utterance.of(reactions.like(post)), table);
      case '8' -> told(Utterance.of(reactions.repost(post)), table);
      case '9' -> told(Utterance.of(reactions.follow(post)), table);
      case '#' -> answered(post, table);
      default -> told(Utterance.of(LISTEN_KEYS, LISTEN_MORE_KEYS, LISTEN_LAST_KEYS), table);
    };
  }

  private static Prompt speed(Tempo tempo) {
    return switch (tempo) {
      case NORMAL -> SPEED_NORMAL;
      case FASTER -> SPEED_FASTER;
      case FASTEST -> SPEED_FASTEST;
    };
  }

  private Heard told(Utterance said, Turntable table) throws IOException, UnplayableAudioException {
    var heard = talk.say(said);
    return heard instanceof Heard.Finished ? table.play() : heard;
  }

  /// Takes a message that answers the post. Who presses `*` instead of speaking goes on listening.
  private Heard answered(Post post, Turntable table) throws IOException, UnplayableAudioException {
    if (!Entrance.maySpeak(talk)) {
      return told(Entrance.notHere(talk), table);
    }
    var heard = talk.say(REPLY_NOW);
    if (!heard.isGone() && !(heard instanceof Heard.Pressed(char key) && key == '*')) {
      var _ = new Speaking(talk).message(Optional.of(post.id()));
    }
    return talk.isGone() ? new Heard.HungUp() : table.play();
  }

  /// The key that ends the pause; [Heard.Finished] if none comes for minutes.
  private Heard paused() {
    var heard = talk.ask(Utterance.of(PAUSED), PAUSE);
    for (int more = 1; more < PAUSES && heard instanceof Heard.Finished; more++) {
      heard = talk.ask(Utterance.of(STILL_THERE, PAUSED), PAUSE);
    }
    return heard;
  }

  /// Says that a post was taken down; keys lead on.
  Turn gone() {
    return unheard(POST_GONE, Turn.NEXT);
  }

  private Turn unheard(Prompt why, Turn then) {
    return switch (talk.say(why)) {
      case Heard.HungUp() -> Turn.LEAVE;
      case Heard.Pressed(char key) when key == '*' -> Turn.MENU;
      case Heard.Pressed(char key) when key == '1' -> Turn.PREVIOUS;
      case Heard.Pressed _, Heard.Finished() -> then;
    };
  }

  /// Nobody counts as their own listener.
  private void count(Post post, Spot spot) {
    boolean own = talk.account().map(Account::id).filter(post.author().id()::equals).isPresent();
    if (spot.wasHeard() && !own) {
      talk.parts().microblog().plays().heard(post.id());
    }
  }
}
