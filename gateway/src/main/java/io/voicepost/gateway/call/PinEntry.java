package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.PIN_LOCKED;
import static io.voicepost.gateway.speech.Prompt.PIN_PLEASE;
import static io.voicepost.gateway.speech.Prompt.PIN_RIGHT;
import static io.voicepost.gateway.speech.Prompt.PIN_SIX_DIGITS;
import static io.voicepost.gateway.speech.Prompt.PIN_UNSET;
import static io.voicepost.gateway.speech.Prompt.PIN_WRONG;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.CallerDirectory;
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
/// their message is held. For one call.
final class PinEntry {
  private static final int DIGITS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(PinEntry.class);

  private final CallSession session;
  private final Pins pins;
  private final CallerDirectory directory;

  PinEntry(CallSession session, Pins pins, CallerDirectory directory) {
    this.session = session;
    this.pins = pins;
    this.directory = directory;
  }

  /// Asks the caller, unless they were asked in this call; `#`, `*` or nothing at all goes on
  /// without.
  void ask() {
    if (session.pin() == PinStatus.NOT_ASKED && session.caller() instanceof Caller.Member member) {
      var standing = asked(pin -> pins.check(member.account().id(), pin));
      session.pin(standing);
      if (standing == PinStatus.RIGHT && member.numberStatus() == NumberStatus.NEW) {
        prove(member);
      }
    }
  }

  /// Asks a guest for the PIN of the account that they named.
  ///
  /// @param named empty if there is nobody whom they could have named. A guest does not learn that,
  ///   nor anything else of an account.
  /// @return whether they know it
  boolean proves(Optional<Caller.Member> named) {
    return asked(pin -> checkGuest(named, pin)) == PinStatus.RIGHT;
  }

  private PinResult checkGuest(Optional<Caller.Member> named, String pin) throws IOException {
    return named.isPresent()
            && pins.check(named.get().account().id(), pin) instanceof PinResult.Right right
        ? right
        : new PinResult.Wrong();
  }

  /// Checks what was keyed in.
  private interface Check {
    PinResult of(String pin) throws IOException;
  }

  private PinStatus asked(Check check) {
    var said = Utterance.of(PIN_PLEASE);
    for (int turn = 0; turn < Pins.TRIES_A_CALL; turn++) {
      var pin = session.keyIn(said, DIGITS, PATIENCE).digits();
      if (pin.isEmpty()) {
        return turn == 0 ? PinStatus.NOT_ASKED : PinStatus.WRONG;
      }
      var answer = answer(check, pin.get());
      if (answer.isEmpty()) {
        return over(OUT_OF_ORDER, PinStatus.NOT_ASKED);
      }
      switch (answer.get()) {
        case PinResult.Right() -> {
          session.tell(PIN_RIGHT);
          return PinStatus.RIGHT;
        }
        case PinResult.Wrong() -> said = again(pin.get().length() < DIGITS);
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

  private static Optional<PinResult> answer(Check check, String pin) {
    try {
      return Optional.of(check.of(pin));
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

  private void prove(Caller.Member member) {
    try {
      directory.prove(member, session.now());
    } catch (IOException e) {
      log.warn(
          "phone proof not saved account={} error=\"{}\"", member.account().id(), e.toString());
    }
  }
}
