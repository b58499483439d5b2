package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.ADD_NOW;
import static io.voicepost.gateway.speech.Prompt.AWAITS_APPROVAL;
import static io.voicepost.gateway.speech.Prompt.AWAITS_MODERATION;
import static io.voicepost.gateway.speech.Prompt.KEPT_AS_DRAFT;
import static io.voicepost.gateway.speech.Prompt.KEPT_UNTIL_KNOWN;
import static io.voicepost.gateway.speech.Prompt.LIMIT_REACHED;
import static io.voicepost.gateway.speech.Prompt.NOTHING_HEARD;
import static io.voicepost.gateway.speech.Prompt.NO_ROOM_TO_ADD;
import static io.voicepost.gateway.speech.Prompt.NO_VOICE_HEARD;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.POSTED;
import static io.voicepost.gateway.speech.Prompt.REVIEW_DRAFT;
import static io.voicepost.gateway.speech.Prompt.REVIEW_DROP;
import static io.voicepost.gateway.speech.Prompt.REVIEW_HELD;
import static io.voicepost.gateway.speech.Prompt.REVIEW_KEYS;
import static io.voicepost.gateway.speech.Prompt.REVIEW_POST;
import static io.voicepost.gateway.speech.Prompt.SAVED_SO_FAR;
import static io.voicepost.gateway.speech.Prompt.SPEAK_NOW;
import static io.voicepost.gateway.speech.Prompt.THROWN_AWAY;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.spool.Claim;
import io.voicepost.gateway.spool.Fate;
import io.voicepost.storage.LineDoor.Moderation;
import io.voicepost.storage.PostId;
import io.voicepost.transcoder.Listening;
import io.voicepost.transcoder.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a caller may still do with a message that is safe: post it, hear it, record it again, add
/// to it, throw it away, or hang up and leave it to the rule of the account. For one message and
/// one thread.
final class Review {
  private static final String KEYS = "1234*";
  private static final Logger log = LoggerFactory.getLogger(Review.class);

  private final Talk talk;
  private final Taking taking;
  private final Optional<PostId> replyTo;
  private Taken.Safe message;

  /// @param replyTo the post that it answers
  Review(Talk talk, Taking taking, Optional<PostId> replyTo, Taken.Safe message) {
    this.talk = talk;
    this.taking = taking;
    this.replyTo = replyTo;
    this.message = message;
  }

  /// Lets the caller decide, and says what became of the message.
  ///
  /// @return whether it was posted, kept or thrown away
  CallOutcome decide() {
    try {
      return decided();
    } finally {
      leave();
    }
  }

  /// Whatever happened, the message goes its way now.
  private void leave() {
    try {
      message.kept().close();
    } catch (IOException e) {
      log.error("{} goes its way when the disk is back.", message.kept().facts().recording(), e);
    }
  }

  private CallOutcome decided() {
    var choices = choices();
    Heard heard = choose(said(message).then(choices), choices);
    while (heard instanceof Heard.Pressed(char key)) {
      switch (key) {
        case '1' -> {
          return done(Fate.PUBLISH);
        }
        case '*' -> {
          return done(Fate.DROP);
        }
        case '2' -> heard = listened(choices);
        case '3' -> heard = choose(again().then(choices), choices);
        default -> heard = choose(added().then(choices), choices);
      }
    }
    // Gone, or silent for so long that the telephone lies beside them.
    return done(message.kept().facts().fate());
  }

  private Heard choose(Utterance first, Utterance choices) {
    return message.ending() == Recorded.Ending.HANG_UP
        ? new Heard.HungUp()
        : talk.heard(Menu.choose(talk.channel(), first, choices, KEYS));
  }

  private Utterance choices() {
    var facts = message.kept().facts();
    var first =
        facts.claim() instanceof Claim.Nobody || facts.claim() instanceof Claim.Unproved
            ? REVIEW_HELD
            : switch (facts.fate()) {
              case PUBLISH -> REVIEW_POST;
              case DRAFT -> REVIEW_DRAFT;
              case DROP -> REVIEW_DROP;
            };
    return Utterance.of(first, REVIEW_KEYS);
  }

  /// Plays the message; a key that means something is taken at once.
  private Heard listened(Utterance choices) {
    try {
      for (Path part : message.kept().audio()) {
        switch (talk.heard(talk.channel().play(part, Duration.ZERO).heard())) {
          case Heard.Finished _ -> {}
          case Heard.HungUp gone -> {
            return gone;
          }
          case Heard.Pressed pressed -> {
            return KEYS.indexOf(pressed.key()) >= 0 ? pressed : choose(choices, choices);
          }
        }
      }
      return choose(choices, choices);
    } catch (IOException e) {
      log.warn("A message cannot be played to its caller: {}", e.toString());
      return choose(Utterance.of(OUT_OF_ORDER).then(choices), choices);
    }
  }

  /// The new message takes the place of the old one only when it is safe.
  private Utterance again() {
    if (talk.tell(SPEAK_NOW).isGone()) {
      return Utterance.NOTHING;
    }
    var taken = taking.take(talk.channel(), talk.line(), talk.facts(replyTo));
    if (taken instanceof Taken.Safe fresh) {
      var old = message;
      message = fresh;
      throwAway(old);
    }
    return said(taken);
  }

  private Utterance added() {
    if (message.sound().compareTo(talk.line().longest()) >= 0) {
      return Utterance.of(NO_ROOM_TO_ADD);
    }
    if (talk.tell(ADD_NOW).isGone()) {
      return Utterance.NOTHING;
    }
    var taken = taking.add(talk.channel(), talk.line(), talk.facts(replyTo), message);
    if (taken instanceof Taken.Safe longer) {
      message = longer;
    }
    return said(taken);
  }

  private static Utterance said(Taken taken) {
    return switch (taken) {
      case Taken.Safe safe ->
          safe.ending() == Recorded.Ending.LIMIT
              ? Utterance.of(LIMIT_REACHED, SAVED_SO_FAR)
              : Utterance.of(SAVED_SO_FAR);
      case Taken.TooShort _ -> Utterance.of(NOTHING_HEARD);
      case Taken.NotSafe _ -> Utterance.of(OUT_OF_ORDER);
      case Taken.HungUp _, Taken.Lost _ -> Utterance.NOTHING;
    };
  }

  private static void throwAway(Taken.Safe old) {
    try {
      old.kept().decide(Fate.DROP);
    } catch (IOException e) {
      log.error("{} was recorded again, and is still there.", old.kept().facts().recording(), e);
    }
  }

  private CallOutcome done(Fate fate) {
    var kept = message.kept();
    var id = kept.facts().recording();
    var farewell = farewell(fate);
    try {
      kept.decide(fate);
    } catch (IOException e) {
      log.error("{} goes the way of its rule: its caller's choice is not written.", id, e);
      talk.tell(OUT_OF_ORDER);
      return new CallOutcome.Accepted(id, message.ending(), message.sound(), false);
    }
    talk.tell(farewell);
    return fate == Fate.DROP
        ? new CallOutcome.ThrownAway(id)
        : new CallOutcome.Accepted(id, message.ending(), message.sound(), farewell == POSTED);
  }

  private Prompt farewell(Fate fate) {
    if (fate == Fate.DROP) {
      return THROWN_AWAY;
    }
    if (!isSpeech()) {
      return NO_VOICE_HEARD;
    }
    return switch (message.kept().facts().claim()) {
      case Claim.Nobody _ -> KEPT_UNTIL_KNOWN;
      case Claim.Unproved _ -> AWAITS_APPROVAL;
      case Claim.Member _, Claim.Unresolved _, Claim.Upload _ ->
          fate == Fate.DRAFT
              ? KEPT_AS_DRAFT
              : talk.line().door().moderation() == Moderation.BEFORE ? AWAITS_MODERATION : POSTED;
    };
  }

  /// What cannot be heard now, the publisher hears.
  private boolean isSpeech() {
    try {
      return talk.isGone() || Listening.to(message.kept().audio()).isVoice();
    } catch (UnplayableAudioException | IOException e) {
      log.warn("Nobody listened to {} yet: {}", message.kept().facts().recording(), e.toString());
      return true;
    }
  }
}
