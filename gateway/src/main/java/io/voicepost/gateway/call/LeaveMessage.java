package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.CANNOT_HEAR;
import static io.voicepost.gateway.speech.Prompt.NOTHING_HEARD;
import static io.voicepost.gateway.speech.Prompt.NOT_SAVED;
import static io.voicepost.gateway.speech.Prompt.POSTED_KEYS;
import static io.voicepost.gateway.speech.Prompt.REPLY_NOW;
import static io.voicepost.gateway.speech.Prompt.TOO_SHORT;

import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// From the beep to what becomes of the message.
final class LeaveMessage {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final CallSession session;
  private final CallScreening screening;
  private final MessageRecorder recorder;
  private final UndoPost undo;

  /// What can be done once a message is posted.
  enum PostedChoice implements MenuChoice {
    TAKE_DOWN('9'),
    SPEAK('1'),
    MENU('*');

    private final char key;

    PostedChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  LeaveMessage(
      CallSession session, CallScreening screening, MessageRecorder recorder, UndoPost undo) {
    this.session = session;
    this.screening = screening;
    this.recorder = recorder;
    this.undo = undo;
  }

  /// Takes a message, and lets its caller take it down again.
  NextStep speak() {
    if (!screening.maySpeak()) {
      session.tell(screening.notHere());
      return NextStep.MENU;
    }
    return switch (message(Optional.empty())) {
      case CallOutcome.Accepted(var recording, _, _, var isPosted) when isPosted ->
          posted(recording);
      case CallOutcome.ThrownAway _ -> NextStep.MENU;
      case CallOutcome _ -> NextStep.LEAVE;
    };
  }

  private NextStep posted(RecordingId recording) {
    var result = session.ask(Utterance.of(POSTED_KEYS), PATIENCE);
    if (!(result instanceof PromptResult.Pressed)) {
      return NextStep.LEAVE;
    }
    return switch (Menu.chosen(result, List.of(PostedChoice.values())).orElse(PostedChoice.MENU)) {
      case TAKE_DOWN -> takenDown(recording);
      case SPEAK -> NextStep.SPEAK;
      case MENU -> NextStep.MENU;
    };
  }

  private NextStep takenDown(RecordingId recording) {
    if (undo.takeDown(recording)) {
      session.became(new CallOutcome.TakenDown(recording));
    }
    return NextStep.MENU;
  }

  /// Takes a message that answers a post, and says what became of it. A key leads on, and the one
  /// to the menu takes none.
  PromptResult reply(PostId to) {
    if (!screening.maySpeak()) {
      return session.say(screening.notHere());
    }
    var result = session.say(REPLY_NOW);
    if (!result.isGone() && !PlaybackChoice.MENU.isPressed(result)) {
      var _ = message(Optional.of(to));
    }
    return session.isGone() ? new PromptResult.HungUp() : new PromptResult.Finished();
  }

  /// Takes a message and says what became of it.
  ///
  /// @param replyTo the post that it answers
  CallOutcome message(Optional<PostId> replyTo) {
    var result = take(replyTo);
    if (isUnheard(result) && !session.say(CANNOT_HEAR).isGone()) {
      result = take(replyTo);
    }
    var outcome =
        switch (result) {
          case MessageResult.Saved saved ->
              new MessageReview(session, recorder, replyTo, saved).decide();
          case MessageResult.TooShort(var id, var ending, var sound) -> {
            session.tell(isUnheard(result) ? NOTHING_HEARD : TOO_SHORT);
            yield new CallOutcome.TooShort(id, ending, sound);
          }
          case MessageResult.NotSaved(var id, var reason) -> {
            session.tell(NOT_SAVED);
            yield new CallOutcome.NotSaved(id, reason);
          }
          case MessageResult.HungUp() -> new CallOutcome.HungUpBeforeSpeaking();
          case MessageResult.Lost(var id) -> new CallOutcome.Lost(id);
        };
    session.became(outcome);
    return outcome;
  }

  private MessageResult take(Optional<PostId> replyTo) {
    return recorder.record(session.channel(), session.line(), session.facts(replyTo));
  }

  /// Whether the caller was waited for, and nothing that anybody said came: a telephone that is
  /// muted, or a network that carries sound one way only.
  private static boolean isUnheard(MessageResult result) {
    return result instanceof MessageResult.TooShort(_, var ending, _)
        && ending == RecordingResult.Ending.SILENCE;
  }
}
