package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.CANNOT_HEAR;
import static io.voicepost.gateway.speech.Prompt.NOTHING_HEARD;
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
      talk.tell(Entrance.notHere(talk));
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
    var taken = take(replyTo);
    if (isUnheard(taken) && !talk.say(CANNOT_HEAR).isGone()) {
      taken = take(replyTo);
    }
    var outcome =
        switch (taken) {
          case Taken.Safe safe -> new Review(talk, taking, replyTo, safe).decide();
          case Taken.TooShort(var id, var ending, var sound) -> {
            talk.tell(isUnheard(taken) ? NOTHING_HEARD : TOO_SHORT);
            yield new CallOutcome.TooShort(id, ending, sound);
          }
          case Taken.NotSafe(var id, var reason) -> {
            talk.tell(NOT_SAVED);
            yield new CallOutcome.NotSaved(id, reason);
          }
          case Taken.HungUp() -> new CallOutcome.HungUpBeforeSpeaking();
          case Taken.Lost(var id) -> new CallOutcome.Lost(id);
        };
    talk.became(outcome);
    return outcome;
  }

  private Taken take(Optional<PostId> replyTo) {
    return taking.take(talk.channel(), talk.line(), talk.facts(replyTo));
  }

  /// Whether the caller was waited for, and nothing that anybody said came: a telephone that is
  /// muted, or a network that carries sound one way only.
  private static boolean isUnheard(Taken taken) {
    return taken instanceof Taken.TooShort(_, var ending, _) && ending == Recorded.Ending.SILENCE;
  }
}
