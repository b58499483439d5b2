package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.CALL_TOO_LONG;
import static io.voicepost.gateway.speech.Prompt.GOODBYE;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.Inquiry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What is said and done during a call, from ringing to hanging up. Safe for many calls at once.
public final class Conversation {
  /// How long a caller waits in silence for a database to say who they are.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final CallParts parts;
  private final Clock clock;
  private final Duration patience;
  private final Duration renewal;

  public Conversation(CallParts parts, Clock clock) {
    this(parts, clock, PATIENCE, Reception.RENEWAL);
  }

  Conversation(CallParts parts, Clock clock, Duration patience, Duration renewal) {
    this.parts = parts;
    this.clock = clock;
    this.patience = patience;
    this.renewal = renewal;
  }

  /// Talks to a caller until they hang up or there is nothing left to say; the telephone is the
  /// caller's to hang up. Hanging up is an outcome, never an error. The caller hears *saved* only
  /// once no crash can lose the message, and hears so if it could not be saved.
  public CallOutcome converse(CallChannel channel, IncomingCall incoming) {
    var redeemed = redeemed(incoming);
    if (redeemed.isEmpty()) {
      channel.settle();
      return new CallOutcome.Refused("ticket");
    }
    var call = redeemed.get();
    var line = parts.lines().of(call.dialled());
    if (channel.answer().isGone()) {
      return new CallOutcome.HungUpBeforeSpeaking();
    }
    // Nothing counts before the caller showed that our answer reaches them: no number, no PIN, no
    // fair use of somebody else's.
    var known = channel.isAcknowledged() ? call : call.withoutNumber();
    var reception = Reception.begin(parts, known, line, clock, renewal);
    try {
      var outcome = talk(new Talk(parts, channel, line, reception.await(patience), clock));
      if (outcome instanceof CallOutcome.Refused || outcome instanceof CallOutcome.NothingSpoken) {
        // Else Asterisk would ask for a message and record it by itself.
        channel.settle();
      }
      return outcome;
    } finally {
      reception.ended();
    }
  }

  /// A call with a ticket is its owner's or nobody's: where that cannot be found out it is not
  /// answered.
  private Optional<IncomingCall> redeemed(IncomingCall call) {
    return call.proof() instanceof Proof.Ticket(var text)
        ? Inquiry.begin("ticket", () -> member(text))
            .await(patience)
            .flatMap(Function.identity())
            .map(call::by)
        : Optional.of(call);
  }

  private Optional<Caller.Member> member(String ticket) throws IOException {
    var account = parts.tickets().redeem(ticket);
    return account.isEmpty() ? Optional.empty() : parts.directory().signedIn(account.get());
  }

  private static CallOutcome talk(Talk talk) {
    var refusal = Entrance.refusal(talk);
    if (refusal.isPresent()) {
      talk.tell(GOODBYE);
      return refusal.get();
    }
    var step = new Greeting(talk).greet();
    while (step != Step.LEAVE && !talk.isGone()) {
      if (talk.isTooLong()) {
        talk.tell(CALL_TOO_LONG);
        break;
      }
      step =
          switch (step) {
            case SPEAK -> new Speaking(talk).speak();
            case MENU -> new MainMenu(talk).choose();
            case LEAVE -> Step.LEAVE;
          };
    }
    talk.tell(GOODBYE);
    return talk.outcome();
  }
}
