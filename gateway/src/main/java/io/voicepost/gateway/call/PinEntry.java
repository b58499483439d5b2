package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.PIN_LOCKED;
import static io.voicepost.gateway.speech.Prompt.PIN_PLEASE;
import static io.voicepost.gateway.speech.Prompt.PIN_RIGHT;
import static io.voicepost.gateway.speech.Prompt.PIN_SIX_DIGITS;
import static io.voicepost.gateway.speech.Prompt.PIN_UNSET;
import static io.voicepost.gateway.speech.Prompt.PIN_WRONG;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.NumberStatus;
import io.voicepost.gateway.identity.PinResult;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for the PIN of an account, three times a call. Whoever does not know it may go on without:
/// their message is held.
final class PinEntry {
  private static final int DIGITS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(PinEntry.class);

  private final CallSession session;

  /// Whose PIN it is; empty if there is nobody whom a guest could have named. A guest does not
  /// learn that, nor anything else of an account.
  private final Optional<Caller.Member> member;

  private final boolean isGuest;

  private PinEntry(CallSession session, Optional<Caller.Member> member, boolean isGuest) {
    this.session = session;
    this.member = member;
    this.isGuest = isGuest;
  }

  /// Asks the caller, unless they were asked in this call; `#`, `*` or nothing at all goes on
  /// without.
  static void ask(CallSession session) {
    if (session.pin() == PinStatus.NOT_ASKED && session.caller() instanceof Caller.Member member) {
      var standing = new PinEntry(session, Optional.of(member), false).asked();
      session.pin(standing);
      if (standing == PinStatus.RIGHT && member.numberStatus() == NumberStatus.NEW) {
        prove(session, member);
      }
    }
  }

  /// Asks a guest for the PIN of the account that they named.
  ///
  /// @return whether they know it
  static boolean proves(CallSession session, Optional<Caller.Member> named) {
    return new PinEntry(session, named, true).asked() == PinStatus.RIGHT;
  }

  private PinStatus asked() {
    var said = Utterance.of(PIN_PLEASE);
    for (int turn = 0; turn < Pins.TRIES_A_CALL; turn++) {
      if (!(session.keyIn(said, DIGITS, PATIENCE) instanceof DigitInput.Keys(var digits))
          || digits.isEmpty()
          || digits.contains("*")) {
        return turn == 0 ? PinStatus.NOT_ASKED : PinStatus.WRONG;
      }
      var answer = answer(digits);
      if (answer.isEmpty()) {
        return over(OUT_OF_ORDER, PinStatus.NOT_ASKED);
      }
      switch (answer.get()) {
        case PinResult.Right() -> {
          session.tell(PIN_RIGHT);
          return PinStatus.RIGHT;
        }
        case PinResult.Wrong() -> said = again(digits.length() < DIGITS);
        case PinResult.WrongAndLocked _, PinResult.Locked _ -> {
          return over(PIN_LOCKED, PinStatus.LOCKED);
        }
        case PinResult.NoneSet() -> {
          return over(PIN_UNSET, PinStatus.NONE_SET);
        }
      }
    }
    return over(PIN_WRONG, PinStatus.WRONG);
  }

  private Optional<PinResult> answer(String digits) {
    try {
      var answer =
          member.isEmpty()
              ? new PinResult.Wrong()
              : session.parts().pins().check(member.get().account().id(), digits);
      return Optional.of(
          isGuest && !(answer instanceof PinResult.Right) ? new PinResult.Wrong() : answer);
    } catch (IOException e) {
      log.warn("pin check failed error=\"{}\"", e.toString());
      return Optional.empty();
    }
  }

  /// What was keyed in beyond a PIN is no next try.
  private Utterance again(boolean tooShort) {
    session.swallowKeys();
    return Utterance.of(tooShort ? PIN_SIX_DIGITS : PIN_WRONG, PIN_PLEASE);
  }

  private PinStatus over(Prompt why, PinStatus standing) {
    session.swallowKeys();
    session.tell(why);
    return standing;
  }

  private static void prove(CallSession session, Caller.Member member) {
    try {
      session.parts().directory().prove(member, session.now());
    } catch (IOException e) {
      log.warn(
          "phone proof not saved account={} error=\"{}\"", member.account().id(), e.toString());
    }
  }
}
