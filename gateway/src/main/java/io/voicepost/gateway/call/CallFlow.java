package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.CALL_TOO_LONG;
import static io.voicepost.gateway.speech.Prompt.GOODBYE;

import io.voicepost.gateway.identity.AsyncLookup;
import io.voicepost.gateway.identity.Caller;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What is said and done during a call, from ringing to hanging up. Safe for many calls at once.
public final class CallFlow {
  /// How long a caller waits in silence for a database to say who they are.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final CallParts parts;
  private final Clock clock;
  private final Duration patience;
  private final Duration renewal;

  public CallFlow(CallParts parts, Clock clock) {
    this(parts, clock, PATIENCE, CallAdmission.RENEWAL);
  }

  CallFlow(CallParts parts, Clock clock, Duration patience, Duration renewal) {
    this.parts = parts;
    this.clock = clock;
    this.patience = patience;
    this.renewal = renewal;
  }

  /// Talks to a caller until they hang up or there is nothing left to say; the telephone is the
  /// caller's to hang up. Hanging up is an outcome, never an error. The caller hears *saved* only
  /// once no crash can lose the message, and hears so if it could not be saved.
  public CallOutcome run(CallChannel channel, IncomingCall incoming) {
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
    var admission = CallAdmission.begin(parts, known, line, clock, renewal);
    try {
      var outcome = talk(new CallSession(parts, channel, line, admission.await(patience), clock));
      if (outcome instanceof CallOutcome.Refused || outcome instanceof CallOutcome.NothingSpoken) {
        // Else Asterisk would ask for a message and record it by itself.
        channel.settle();
      }
      return outcome;
    } finally {
      admission.ended();
    }
  }

  /// A call with a ticket is its owner's or nobody's: where that cannot be found out it is not
  /// answered.
  private Optional<IncomingCall> redeemed(IncomingCall call) {
    return call.proof() instanceof CallerProof.Ticket(var text)
        ? AsyncLookup.begin("ticket", () -> member(text))
            .await(patience)
            .flatMap(Function.identity())
            .map(call::by)
        : Optional.of(call);
  }

  private Optional<Caller.Member> member(String ticket) throws IOException {
    var account = parts.tickets().redeem(ticket);
    return account.isEmpty() ? Optional.empty() : parts.directory().signedIn(account.get());
  }

  private static CallOutcome talk(CallSession session) {
    var refusal = CallScreening.refusal(session);
    if (refusal.isPresent()) {
      session.tell(GOODBYE);
      return refusal.get();
    }
    var step = new Greeting(session).greet();
    while (step != NextStep.LEAVE && !session.isGone()) {
      if (session.isTooLong()) {
        session.tell(CALL_TOO_LONG);
        break;
      }
      step =
          switch (step) {
            case SPEAK -> new LeaveMessage(session).speak();
            case MENU -> new MainMenu(session).choose();
            case LEAVE -> NextStep.LEAVE;
          };
    }
    session.tell(GOODBYE);
    return session.outcome();
  }
}
