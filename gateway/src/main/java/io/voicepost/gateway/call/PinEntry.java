package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.PIN_LOCKED;
import static io.voicepost.gateway.speech.Prompt.PIN_PLEASE;
import static io.voicepost.gateway.speech.Prompt.PIN_RIGHT;
import static io.voicepost.gateway.speech.Prompt.PIN_SIX_DIGITS;
import static io.voicepost.gateway.speech.Prompt.PIN_UNSET;
import static io.voicepost.gateway.speech.Prompt.PIN_WRONG;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.PinAnswer;
import io.voicepost.gateway.identity.PinStanding;
import io.voicepost.gateway.identity.Pins;
import io.voicepost.gateway.identity.Standing;
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

  private final Talk talk;

  /// Whose PIN it is; empty if there is nobody whom a guest could have named. A guest does not
  /// learn that, nor anything else of an account.
  private final Optional<Caller.Member> member;

  private final boolean isGuest;

  private PinEntry(Talk talk, Optional<Caller.Member> member, boolean isGuest) {
    this.talk = talk;
    this.member = member;
    this.isGuest = isGuest;
  }

  /// Asks the caller, unless they were asked in this call; `#`, `*` or nothing at all goes on
  /// without.
  static void ask(Talk talk) {
    if (talk.pin() == PinStanding.NOT_ASKED && talk.caller() instanceof Caller.Member member) {
      var standing = new PinEntry(talk, Optional.of(member), false).asked();
      talk.pin(standing);
      if (standing == PinStanding.RIGHT && member.standing() == Standing.NEW) {
        prove(talk, member);
      }
    }
  }

  /// Asks a guest for the PIN of the account that they named.
  ///
  /// @return whether they know it
  static boolean proves(Talk talk, Optional<Caller.Member> named) {
    return new PinEntry(talk, named, true).asked() == PinStanding.RIGHT;
  }

  private PinStanding asked() {
    var said = Utterance.of(PIN_PLEASE);
    for (int turn = 0; turn < Pins.TRIES_A_CALL; turn++) {
      if (!(talk.keyIn(said, DIGITS, PATIENCE) instanceof Keyed.Keys(var digits))
          || digits.isEmpty()
          || digits.contains("*")) {
        return turn == 0 ? PinStanding.NOT_ASKED : PinStanding.WRONG;
      }
      var answer = answer(digits);
      if (answer.isEmpty()) {
        return over(OUT_OF_ORDER, PinStanding.NOT_ASKED);
      }
      switch (answer.get()) {
        case PinAnswer.Right() -> {
          talk.tell(PIN_RIGHT);
          return PinStanding.RIGHT;
        }
        case PinAnswer.Wrong() -> said = again(digits.length() < DIGITS);
        case PinAnswer.WrongAndLocked _, PinAnswer.Locked _ -> {
          return over(PIN_LOCKED, PinStanding.LOCKED);
        }
        case PinAnswer.NoneSet() -> {
          return over(PIN_UNSET, PinStanding.NONE_SET);
        }
      }
    }
    return over(PIN_WRONG, PinStanding.WRONG);
  }

  private Optional<PinAnswer> answer(String digits) {
    try {
      var answer =
          member.isEmpty()
              ? new PinAnswer.Wrong()
              : talk.parts().pins().check(member.get().account().id(), digits);
      return Optional.of(
          isGuest && !(answer instanceof PinAnswer.Right) ? new PinAnswer.Wrong() : answer);
    } catch (IOException e) {
      log.warn("A PIN cannot be checked: {}", e.toString());
      return Optional.empty();
    }
  }

  /// What was keyed in beyond a PIN is no next try.
  private Utterance again(boolean tooShort) {
    talk.swallowKeys();
    return Utterance.of(tooShort ? PIN_SIX_DIGITS : PIN_WRONG, PIN_PLEASE);
  }

  private PinStanding over(Prompt why, PinStanding standing) {
    talk.swallowKeys();
    talk.tell(why);
    return standing;
  }

  private static void prove(Talk talk, Caller.Member member) {
    try {
      talk.parts().directory().prove(member, talk.now());
    } catch (IOException e) {
      log.warn("A phone was proved and is asked again: {}", e.toString());
    }
  }
}
