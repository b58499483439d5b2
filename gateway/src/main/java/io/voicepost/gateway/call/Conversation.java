package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.GOODBYE;
import static io.voicepost.gateway.speech.Prompt.HELD;
import static io.voicepost.gateway.speech.Prompt.NOT_SAVED;
import static io.voicepost.gateway.speech.Prompt.TOO_SHORT;
import static io.voicepost.gateway.speech.Prompt.WELCOME;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.speech.Language;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.RecordingId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// What is said and done during a call, from ringing to hanging up. Safe for many calls at once.
public final class Conversation {
  /// How long a caller waits in silence, after the greeting, for a database to say who they are.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CallerDirectory directory;
  private final Taking taking;
  private final Clock clock;
  private final Duration patience;

  public Conversation(CallerDirectory directory, Spool spool, Clock clock) {
    this(directory, spool, clock, PATIENCE);
  }

  Conversation(CallerDirectory directory, Spool spool, Clock clock, Duration patience) {
    this.directory = directory;
    this.taking = new Taking(spool);
    this.clock = clock;
    this.patience = patience;
  }

  /// Talks to a caller until they hang up or there is nothing left to say; the telephone is the
  /// caller's to hang up. Hanging up is an outcome, never an error. The caller hears *saved* only
  /// once no crash can lose the message, and hears so if it could not be saved.
  public CallOutcome converse(CallChannel channel, IncomingCall call) {
    var lookup = CallerLookup.start(directory, call);
    if (channel.answer().isGone()) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    var answeredAt = clock.instant();
    channel.speak(Language.of(call.line().language()));
    if (channel.say(Utterance.of(WELCOME)).isGone()) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    var caller = lookup.await(patience);
    if (isNobody(caller) && channel.say(Utterance.of(HELD)).isGone()) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    var facts = facts(RecordingId.at(answeredAt), call, answeredAt, caller);
    return switch (taking.take(channel, call.line(), facts)) {
      case Taken.Safe safe -> {
        var review =
            new Review(
                channel,
                call.line(),
                taking,
                () -> facts(RecordingId.at(clock.instant()), call, answeredAt, caller),
                safe);
        var outcome = review.decide();
        channel.say(Utterance.of(GOODBYE));
        yield outcome;
      }
      case Taken.TooShort(var id, var ending, var sound) -> {
        channel.say(Utterance.of(TOO_SHORT, GOODBYE));
        yield new CallOutcome.TooShort(id, ending, sound);
      }
      case Taken.NotSafe(var id, var reason) -> {
        channel.say(Utterance.of(NOT_SAVED, GOODBYE));
        yield new CallOutcome.NotSaved(id, reason);
      }
      case Taken.HungUp() -> new CallOutcome.HungUpBeforeSpeaking();
      case Taken.Lost(var id) -> new CallOutcome.Lost(id);
    };
  }

  private static CallFacts facts(
      RecordingId id, IncomingCall call, Instant answeredAt, Caller caller) {
    return new CallFacts(id, call.line().number(), answeredAt, caller.claim());
  }

  private static boolean isNobody(Caller caller) {
    return switch (caller) {
      case Caller.Member _, Caller.Unresolved _ -> false;
      case Caller.Stranger _, Caller.Withheld _ -> true;
    };
  }
}
