package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.NOT_SAVED;
import static io.voicepost.gateway.speech.Prompt.POSTED_KEYS;
import static io.voicepost.gateway.speech.Prompt.TOO_SHORT;

import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import java.time.Duration;
import java.util.Optional;

/// From the beep to what becomes of the message.
final class Speaking {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Talk talk;
  private final Taking taking;

  Speaking(Talk talk) {
    this.talk = talk;
    this.taking = new Taking(talk.parts().spool());
  }

  /// Takes a message, and lets its caller take it down again.
  Step speak() {
    if (!Entrance.maySpeak(talk)) {
      talk.say(Entrance.notHere(talk));
      return Step.MENU;
    }
    return switch (message(Optional.empty())) {
      case CallOutcome.Accepted(var recording, _, _, var isPosted) when isPosted ->
          posted(recording);
      case CallOutcome.ThrownAway _ -> Step.MENU;
      case CallOutcome _ -> Step.LEAVE;
    };
  }

  private Step posted(RecordingId recording) {
    if (!(talk.ask(Utterance.of(POSTED_KEYS), PATIENCE) instanceof Heard.Pressed(char key))) {
      return Step.LEAVE;
    }
    switch (key) {
      case '1' -> {
        return Step.SPEAK;
      }
      case '9' -> {
        if (Undo.takeDown(talk, recording)) {
          talk.became(new CallOutcome.TakenDown(recording));
        }
      }
      default -> {}
    }
    return Step.MENU;
  }

  /// Takes a message and says what became of it.
  ///
  /// @param replyTo the post that it answers
  CallOutcome message(Optional<PostId> replyTo) {
    var outcome =
        switch (taking.take(talk.channel(), talk.line(), talk.facts(replyTo))) {
          case Taken.Safe safe -> new Review(talk, taking, replyTo, safe).decide();
          case Taken.TooShort(var id, var ending, var sound) -> {
            talk.say(TOO_SHORT);
            yield new CallOutcome.TooShort(id, ending, sound);
          }
          case Taken.NotSafe(var id, var reason) -> {
            talk.say(NOT_SAVED);
            yield new CallOutcome.NotSaved(id, reason);
          }
          case Taken.HungUp() -> new CallOutcome.HungUpBeforeSpeaking();
          case Taken.Lost(var id) -> new CallOutcome.Lost(id);
        };
    talk.became(outcome);
    return outcome;
  }
}
