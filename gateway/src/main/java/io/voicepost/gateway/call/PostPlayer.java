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
import io.voicepost.storage.post.Post;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
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

  private final CallSession session;
  private final ReactionMenu reactions;
  private Tempo tempo = Tempo.NORMAL;

  PostPlayer(CallSession session) {
    this.session = session;
    this.reactions = new ReactionMenu(session);
  }

  /// Plays a post that the caller may hear.
  NextPost play(Post post) {
    try (var table = new PostPlayback(session, post.voice().orElseThrow(), tempo)) {
      try {
        var age = Duration.between(post.postedAt(), session.now());
        var result = session.say(session.speaker().from(post.author().handle(), age));
        return turn(post, table, result instanceof PromptResult.Finished ? table.play() : result);
      } finally {
        tempo = table.tempo();
        count(post, table.spot());
      }
    } catch (NoSuchFileException e) {
      return gone();
    } catch (IOException e) {
      log.warn("post not played post={} error=\"{}\"", post.id(), e.toString());
      return unheard(POST_UNPLAYABLE, NextPost.FAILED);
    } catch (UnplayableAudioException e) {
      log.error("post unplayable post={}", post.id(), e);
      return unheard(POST_UNPLAYABLE, NextPost.FAILED);
    }
  }

  private NextPost turn(Post post, PostPlayback table, PromptResult first)
      throws IOException, UnplayableAudioException {
    var result = first;
    while (result instanceof PromptResult.Pressed(char key) && !session.isTooLong()) {
      switch (key) {
        case '*' -> {
          return NextPost.MENU;
        }
        case '3' -> {
          return NextPost.NEXT;
        }
        case '1' -> {
          if (table.spot().position().compareTo(BEGINNING) <= 0) {
            return NextPost.PREVIOUS;
          }
          table.spot().rewind();
          result = table.play();
        }
        case '5' -> {
          result = paused();
          if (result instanceof PromptResult.Finished) {
            return NextPost.LEAVE;
          }
          if (result instanceof PromptResult.Pressed(char next) && next == '5') {
            result = table.play();
          }
        }
        default -> result = done(key, post, table);
      }
    }
    return result.isGone() ? NextPost.LEAVE : session.isTooLong() ? NextPost.MENU : NextPost.NEXT;
  }

  /// What keys do after which it goes on where it was.
  private PromptResult done(char key, Post post, PostPlayback table)
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

  private PromptResult told(Utterance said, PostPlayback table)
      throws IOException, UnplayableAudioException {
    var result = session.say(said);
    return result instanceof PromptResult.Finished ? table.play() : result;
  }

  /// Takes a message that answers the post. Who presses `*` instead of speaking goes on listening.
  private PromptResult answered(Post post, PostPlayback table)
      throws IOException, UnplayableAudioException {
    if (!CallScreening.maySpeak(session)) {
      return told(CallScreening.notHere(session), table);
    }
    var result = session.say(REPLY_NOW);
    if (!result.isGone() && !(result instanceof PromptResult.Pressed(char key) && key == '*')) {
      var _ = new LeaveMessage(session).message(Optional.of(post.id()));
    }
    return session.isGone() ? new PromptResult.HungUp() : table.play();
  }

  /// The key that ends the pause; [PromptResult.Finished] if none comes for minutes.
  private PromptResult paused() {
    var result = session.ask(Utterance.of(PAUSED), PAUSE);
    for (int more = 1; more < PAUSES && result instanceof PromptResult.Finished; more++) {
      result = session.ask(Utterance.of(STILL_THERE, PAUSED), PAUSE);
    }
    return result;
  }

  /// Says that a post was taken down; keys lead on.
  NextPost gone() {
    return unheard(POST_GONE, NextPost.NEXT);
  }

  private NextPost unheard(Prompt why, NextPost then) {
    return switch (session.say(why)) {
      case PromptResult.HungUp() -> NextPost.LEAVE;
      case PromptResult.Pressed(char key) when key == '*' -> NextPost.MENU;
      case PromptResult.Pressed(char key) when key == '1' -> NextPost.PREVIOUS;
      case PromptResult.Pressed _, PromptResult.Finished() -> then;
    };
  }

  /// Nobody counts as their own listener.
  private void count(Post post, PlaybackPosition position) {
    boolean own = session.account().map(Account::id).filter(post.author().id()::equals).isPresent();
    if (position.wasHeard() && !own) {
      session.parts().microblog().plays().heard(post.id());
    }
  }
}
