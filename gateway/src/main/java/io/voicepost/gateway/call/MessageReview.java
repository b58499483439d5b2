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
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.storage.PostId;
import io.voicepost.storage.phone.LinePolicy.Moderation;
import io.voicepost.transcoder.detect.SoundClassifier;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a caller may still do with a message that is safe: post it, hear it, record it again, add
/// to it, throw it away, or hang up and leave it to the rule of the account. For one message and
/// one thread.
final class MessageReview {
  private static final Logger log = LoggerFactory.getLogger(MessageReview.class);

  private final CallSession session;
  private final MessageRecorder recorder;
  private final Optional<PostId> replyTo;
  private MessageResult.Saved message;

  /// What can be done with a message that is safe.
  enum ReviewChoice implements MenuChoice {
    POST('1'),
    HEAR('2'),
    /// Records it again.
    AGAIN('3'),
    ADD('4'),
    THROW_AWAY('*');

    private static final List<ReviewChoice> ALL = List.of(values());

    private final char key;

    ReviewChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  /// @param replyTo the post that it answers
  MessageReview(
      CallSession session,
      MessageRecorder recorder,
      Optional<PostId> replyTo,
      MessageResult.Saved message) {
    this.session = session;
    this.recorder = recorder;
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
      log.error(
          "recording release failed recording={} next=adoption",
          message.kept().facts().recording(),
          e);
    }
  }

  private CallOutcome decided() {
    var choices = choices();
    var choice = choose(said(message).then(choices), choices);
    while (choice.isPresent()) {
      switch (choice.get()) {
        case POST -> {
          return done(Disposition.PUBLISH);
        }
        case THROW_AWAY -> {
          return done(Disposition.DROP);
        }
        case HEAR -> choice = listened(choices);
        case AGAIN -> choice = choose(again().then(choices), choices);
        case ADD -> choice = choose(added().then(choices), choices);
      }
    }
    // Gone, or silent for so long that the telephone lies beside them.
    return done(message.kept().facts().disposition());
  }

  private Optional<ReviewChoice> choose(Utterance first, Utterance choices) {
    return message.ending() == RecordingResult.Ending.HANG_UP
        ? Optional.empty()
        : Menu.choose(session, first, choices, ReviewChoice.ALL);
  }

  private Utterance choices() {
    var facts = message.kept().facts();
    var first =
        facts.author() instanceof MessageAuthor.Nobody
                || facts.author() instanceof MessageAuthor.Unproved
            ? REVIEW_HELD
            : switch (facts.disposition()) {
              case PUBLISH -> REVIEW_POST;
              case DRAFT -> REVIEW_DRAFT;
              case DROP -> REVIEW_DROP;
            };
    return Utterance.of(first, REVIEW_KEYS);
  }

  /// Plays the message; a key that means something is taken at once.
  private Optional<ReviewChoice> listened(Utterance choices) {
    try {
      for (Path part : message.kept().audio()) {
        var result = session.heard(session.channel().play(part, Duration.ZERO).result());
        switch (result) {
          case PromptResult.Finished _ -> {}
          case PromptResult.HungUp _ -> {
            return Optional.empty();
          }
          case PromptResult.Pressed _ -> {
            var chosen = Menu.chosen(result, ReviewChoice.ALL);
            return chosen.isPresent() ? chosen : choose(choices, choices);
          }
        }
      }
      return choose(choices, choices);
    } catch (IOException e) {
      log.warn(
          "recording not played recording={} error=\"{}\"",
          message.kept().facts().recording(),
          e.toString());
      return choose(Utterance.of(OUT_OF_ORDER).then(choices), choices);
    }
  }

  /// The new message takes the place of the old one only when it is safe.
  private Utterance again() {
    if (session.tell(SPEAK_NOW).isGone()) {
      return Utterance.NOTHING;
    }
    var result = recorder.record(session.channel(), session.line(), session.facts(replyTo));
    if (result instanceof MessageResult.Saved fresh) {
      var old = message;
      message = fresh;
      throwAway(old);
    }
    return said(result);
  }

  private Utterance added() {
    if (message.sound().compareTo(session.line().longest()) >= 0) {
      return Utterance.of(NO_ROOM_TO_ADD);
    }
    if (session.tell(ADD_NOW).isGone()) {
      return Utterance.NOTHING;
    }
    var result = recorder.add(session.channel(), session.line(), session.facts(replyTo), message);
    if (result instanceof MessageResult.Saved longer) {
      message = longer;
    }
    return said(result);
  }

  private static Utterance said(MessageResult result) {
    return switch (result) {
      case MessageResult.Saved saved ->
          saved.ending() == RecordingResult.Ending.LIMIT
              ? Utterance.of(LIMIT_REACHED, SAVED_SO_FAR)
              : Utterance.of(SAVED_SO_FAR);
      case MessageResult.TooShort _ -> Utterance.of(NOTHING_HEARD);
      case MessageResult.NotSaved _ -> Utterance.of(OUT_OF_ORDER);
      case MessageResult.HungUp _, MessageResult.Lost _ -> Utterance.NOTHING;
    };
  }

  private static void throwAway(MessageResult.Saved old) {
    try {
      old.kept().decide(Disposition.DROP);
    } catch (IOException e) {
      log.error(
          "recording discard failed recording={} reason=replaced",
          old.kept().facts().recording(),
          e);
    }
  }

  private CallOutcome done(Disposition disposition) {
    var kept = message.kept();
    var id = kept.facts().recording();
    var farewell = farewell(disposition);
    try {
      kept.decide(disposition);
    } catch (IOException e) {
      log.error("disposition write failed recording={} next=default", id, e);
      session.tell(OUT_OF_ORDER);
      return new CallOutcome.Accepted(id, message.ending(), message.sound(), false);
    }
    session.tell(farewell);
    return disposition == Disposition.DROP
        ? new CallOutcome.ThrownAway(id)
        : new CallOutcome.Accepted(id, message.ending(), message.sound(), farewell == POSTED);
  }

  private Prompt farewell(Disposition disposition) {
    if (disposition == Disposition.DROP) {
      return THROWN_AWAY;
    }
    if (!isSpeech()) {
      return NO_VOICE_HEARD;
    }
    return switch (message.kept().facts().author()) {
      case MessageAuthor.Nobody _ -> KEPT_UNTIL_KNOWN;
      case MessageAuthor.Unproved _ -> AWAITS_APPROVAL;
      case MessageAuthor.Member _, MessageAuthor.Unresolved _, MessageAuthor.Uploader _ ->
          disposition == Disposition.DRAFT
              ? KEPT_AS_DRAFT
              : session.line().policy().moderation() == Moderation.BEFORE
                  ? AWAITS_MODERATION
                  : POSTED;
    };
  }

  /// What cannot be heard now, the publisher hears.
  private boolean isSpeech() {
    try {
      return session.isGone() || SoundClassifier.classify(message.kept().audio()).isVoice();
    } catch (UnplayableAudioException | IOException e) {
      log.warn(
          "voice check failed recording={} next=publish error=\"{}\"",
          message.kept().facts().recording(),
          e.toString());
      return true;
    }
  }
}
