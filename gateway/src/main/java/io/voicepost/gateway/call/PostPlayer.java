package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.LISTEN_KEYS;
import static io.voicepost.gateway.speech.Prompt.LISTEN_LAST_KEYS;
import static io.voicepost.gateway.speech.Prompt.LISTEN_MORE_KEYS;
import static io.voicepost.gateway.speech.Prompt.PAUSED;
import static io.voicepost.gateway.speech.Prompt.POST_GONE;
import static io.voicepost.gateway.speech.Prompt.POST_UNPLAYABLE;
import static io.voicepost.gateway.speech.Prompt.SPEED_FASTER;
import static io.voicepost.gateway.speech.Prompt.SPEED_FASTEST;
import static io.voicepost.gateway.speech.Prompt.SPEED_NORMAL;
import static io.voicepost.gateway.speech.Prompt.STILL_THERE;

import io.voicepost.gateway.microblog.PlayCounter;
import io.voicepost.gateway.replay.ReplayCache;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.Account;
import io.voicepost.storage.post.Post;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
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

  /// Says what each key does.
  static final Utterance KEYS = Utterance.of(LISTEN_KEYS, LISTEN_MORE_KEYS, LISTEN_LAST_KEYS);

  private static final Logger log = LoggerFactory.getLogger(PostPlayer.class);

  private final CallSession session;
  private final ReplayCache replayCache;
  private final ReactionMenu reactions;
  private final LeaveMessage leaveMessage;
  private final PlayCounter plays;
  private Tempo tempo = Tempo.NORMAL;

  PostPlayer(
      CallSession session,
      ReplayCache replayCache,
      ReactionMenu reactions,
      LeaveMessage leaveMessage,
      PlayCounter plays) {
    this.session = session;
    this.replayCache = replayCache;
    this.reactions = reactions;
    this.leaveMessage = leaveMessage;
    this.plays = plays;
  }

  /// From now on plays in the usual tempo.
  void resetTempo() {
    tempo = Tempo.NORMAL;
  }

  /// Plays a post that the caller may hear.
  NextPost play(Post post) {
    try (var playback = new PostPlayback(session, replayCache, post.voice().orElseThrow(), tempo)) {
      try {
        var age = Duration.between(post.postedAt(), session.now());
        var result = session.say(session.composer().from(post.author().handle(), age));
        return turn(
            post, playback, result instanceof PromptResult.Finished ? playback.play() : result);
      } finally {
        tempo = playback.tempo();
        count(post, playback.position());
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

  private NextPost turn(Post post, PostPlayback playback, PromptResult first)
      throws IOException, UnplayableAudioException {
    var result = first;
    while (result instanceof PromptResult.Pressed pressed && !session.isTooLong()) {
      switch (PlaybackChoice.of(pressed)) {
        case MENU -> {
          return NextPost.MENU;
        }
        case NEXT -> {
          return NextPost.NEXT;
        }
        case PREVIOUS -> {
          if (playback.position().elapsed().compareTo(BEGINNING) <= 0) {
            return NextPost.PREVIOUS;
          }
          playback.position().rewind();
          result = playback.play();
        }
        case PAUSE -> {
          result = paused();
          if (result instanceof PromptResult.Finished) {
            return NextPost.LEAVE;
          }
          if (PlaybackChoice.PAUSE.isPressed(result)) {
            result = playback.play();
          }
        }
        case BACK -> result = skipped(JUMP.negated(), playback);
        case FORWARD -> result = skipped(JUMP, playback);
        case FASTER -> result = faster(playback);
        case LIKE -> result = told(Utterance.of(reactions.like(post)), playback);
        case REPOST -> result = told(Utterance.of(reactions.repost(post)), playback);
        case FOLLOW -> result = told(Utterance.of(reactions.follow(post)), playback);
        case REPLY -> result = after(leaveMessage.reply(post.id()), playback);
        case KEYS -> result = told(KEYS, playback);
      }
    }
    return result.isGone() ? NextPost.LEAVE : session.isTooLong() ? NextPost.MENU : NextPost.NEXT;
  }

  private static PromptResult skipped(Duration by, PostPlayback playback)
      throws IOException, UnplayableAudioException {
    playback.position().skip(by);
    return playback.play();
  }

  private PromptResult faster(PostPlayback playback) throws IOException, UnplayableAudioException {
    playback.faster();
    return told(Utterance.of(speed(playback.tempo())), playback);
  }

  private static Prompt speed(Tempo tempo) {
    return switch (tempo) {
      case NORMAL -> SPEED_NORMAL;
      case FASTER -> SPEED_FASTER;
      case FASTEST -> SPEED_FASTEST;
    };
  }

  private PromptResult told(Utterance said, PostPlayback playback)
      throws IOException, UnplayableAudioException {
    return after(session.say(said), playback);
  }

  /// Goes on playing, unless a key or hanging up leads elsewhere.
  private static PromptResult after(PromptResult result, PostPlayback playback)
      throws IOException, UnplayableAudioException {
    return result instanceof PromptResult.Finished ? playback.play() : result;
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
      case PromptResult.Pressed pressed when PlaybackChoice.MENU.isPressed(pressed) ->
          NextPost.MENU;
      case PromptResult.Pressed pressed when PlaybackChoice.PREVIOUS.isPressed(pressed) ->
          NextPost.PREVIOUS;
      case PromptResult.Pressed _, PromptResult.Finished() -> then;
    };
  }

  /// Nobody counts as their own listener.
  private void count(Post post, PlaybackPosition position) {
    boolean own = session.account().map(Account::id).filter(post.author().id()::equals).isPresent();
    if (position.wasHeard() && !own) {
      plays.heard(post.id());
    }
  }
}
