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

/// What is said and done during a call, from ringing to hanging up, and the one place where the
/// menus of a call are built. Safe for many calls at once.
public final class CallFlow {
  /// How long a caller waits in silence for a database to say who they are.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final CallParts parts;
  private final CallerIdentification callers;
  private final CallCounter counter;
  private final MessageRecorder recorder;
  private final Clock clock;
  private final Duration patience;

  /// The menus between which a call goes to and fro.
  private record Menus(Greeting greeting, LeaveMessage leaveMessage, MainMenu mainMenu) {}

  public CallFlow(CallParts parts, Clock clock) {
    this(parts, clock, PATIENCE, CallCounter.RENEWAL);
  }

  CallFlow(CallParts parts, Clock clock, Duration patience, Duration renewal) {
    this.parts = parts;
    this.callers = new CallerIdentification(parts.directory(), parts.passports());
    this.counter = new CallCounter(parts.calls(), renewal);
    this.recorder = new MessageRecorder(parts.spool());
    this.clock = clock;
    this.patience = patience;
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
    var admission = CallAdmission.begin(callers, counter, known, line, clock);
    try {
      var outcome =
          talk(new CallSession(parts.directory(), channel, line, admission.await(patience), clock));
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

  private CallOutcome talk(CallSession session) {
    var screening = new CallScreening(session, parts.lists());
    var refusal = screening.refusal();
    if (refusal.isPresent()) {
      session.tell(GOODBYE);
      return refusal.get();
    }
    var menus = menus(session, screening);
    var step = menus.greeting().greet();
    while (step != NextStep.LEAVE && !session.isGone()) {
      if (session.isTooLong()) {
        session.tell(CALL_TOO_LONG);
        break;
      }
      step =
          switch (step) {
            case SPEAK -> menus.leaveMessage().speak();
            case MENU -> menus.mainMenu().choose();
            case LEAVE -> NextStep.LEAVE;
          };
    }
    session.tell(GOODBYE);
    return session.outcome();
  }

  /// Builds the menus of a call, each with what it uses.
  private Menus menus(CallSession session, CallScreening screening) {
    var microblog = parts.microblog();
    var replays = parts.replayCache();
    var pinEntry = new PinEntry(session, parts.pins(), parts.directory());
    var link =
        new LinkMenu(
            session, parts.linkCodes(), parts.phoneAccounts(), parts.directory(), pinEntry);
    var drafts = new DraftMenu(session, microblog, replays);
    var undo = new UndoPost(session, microblog);
    var leaveMessage = new LeaveMessage(session, screening, recorder, undo);

    var lineGreeting = new LineGreeting(session, microblog.postCommands(), replays);
    var members = new MemberGreeting(session, pinEntry, drafts, undo, lineGreeting);
    var strangers = new StrangerMenu(session, screening, lineGreeting, link);
    var greeting = new Greeting(session, screening, lineGreeting, members, strangers);

    var reactions = new ReactionMenu(session, microblog);
    var posts = new PostPlayer(session, replays, reactions, leaveMessage, microblog.plays());
    var timeline = new TimelinePlayer(session, posts, microblog);
    var inbox = new InboxMenu(session, timeline, microblog);
    var password = new PasswordResetCode(session, pinEntry, parts.recovery());
    var prompts = new PromptRecordingMenu(session, pinEntry, parts.promptRecordings());
    var submenus = new MainMenu.Submenus(timeline, inbox, drafts, link, password, prompts, undo);
    return new Menus(greeting, leaveMessage, new MainMenu(session, screening, submenus));
  }
}
