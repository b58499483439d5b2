package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.CODE_LOCKED;
import static io.voicepost.gateway.speech.Prompt.CODE_PLEASE;
import static io.voicepost.gateway.speech.Prompt.CODE_WRONG;
import static io.voicepost.gateway.speech.Prompt.LINK_WITHHELD;
import static io.voicepost.gateway.speech.Prompt.NOT_OPENED;
import static io.voicepost.gateway.speech.Prompt.NUMBER_PLEASE;
import static io.voicepost.gateway.speech.Prompt.OUT_OF_ORDER;
import static io.voicepost.gateway.speech.Prompt.SIGN_UP_CLOSED;
import static io.voicepost.gateway.speech.Prompt.TERMS;
import static io.voicepost.gateway.speech.Prompt.TERMS_AGREE;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.LinkResult;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a telephone comes to an account: by a code from the web, by opening one on the spot, or for
/// one call by its number and PIN.
final class LinkMenu {
  private static final int CODE_DIGITS = 6;
  private static final int TRIES = 3;
  private static final int LONGEST_NUMBER = 20;
  private static final int MOST_REPEATS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TO_WRITE_IT_DOWN = Duration.ofSeconds(8);
  private static final Logger log = LoggerFactory.getLogger(LinkMenu.class);

  private LinkMenu() {}

  /// Links the phone by the code that the web shows.
  static void link(CallSession session) {
    if (session.phone().isEmpty()) {
      session.tell(LINK_WITHHELD);
      return;
    }
    var phone = session.phone().get();
    var said = Utterance.of(CODE_PLEASE);
    for (int turn = 0; turn < TRIES; turn++) {
      if (!(session.keyIn(said, CODE_DIGITS, PATIENCE) instanceof DigitInput.Keys(var code))
          || code.isEmpty()
          || code.contains("*")) {
        return;
      }
      try {
        switch (session.parts().linkCodes().link(code, phone)) {
          case LinkResult.Linked _ -> {
            linked(session, phone);
            return;
          }
          case LinkResult.PhoneTaken() -> {
            taken(session, phone);
            return;
          }
          case LinkResult.Wrong() -> {
            session.swallowKeys();
            said = Utterance.of(CODE_WRONG, CODE_PLEASE);
          }
          case LinkResult.TooManyTries() -> {
            session.tell(CODE_LOCKED);
            return;
          }
        }
      } catch (IOException e) {
        outOfOrder(session, e);
        return;
      }
    }
    session.tell(CODE_WRONG);
  }

  private static void linked(CallSession session, SealedPhone phone) throws IOException {
    session.becomes(session.parts().directory().of(phone));
    session.account().ifPresent(it -> session.tell(session.speaker().linkedTo(it.handle())));
  }

  private static void taken(CallSession session, SealedPhone phone) throws IOException {
    if (session.parts().directory().of(phone) instanceof Caller.Member owner) {
      session.tell(session.speaker().alreadyLinkedTo(owner.account().handle()));
    }
  }

  /// Opens an account for the phone, if its caller agrees, and tells the code that claims it.
  static void open(CallSession session) {
    if (session.phone().isEmpty()) {
      session.tell(LINK_WITHHELD);
    } else if (!session.line().policy().opensAccounts()) {
      session.tell(SIGN_UP_CLOSED);
    } else if (session.choose(Utterance.of(TERMS, TERMS_AGREE), "1*")
        instanceof PromptResult.Pressed(char key)) {
      if (key == '1') {
        opened(session, session.phone().get());
      } else {
        session.tell(NOT_OPENED);
      }
    }
  }

  private static void opened(CallSession session, SealedPhone phone) {
    try {
      var opened = session.parts().phoneAccounts().open(phone);
      session.becomes(session.parts().directory().of(phone));
      var said = session.speaker().newAccount(opened.account().handle(), opened.claim().digits());
      for (int i = 0; i < MOST_REPEATS; i++) {
        // Zero says it again; any other key, or none, goes on.
        if (!(session.ask(said, TO_WRITE_IT_DOWN) instanceof PromptResult.Pressed(char key))
            || key != '0') {
          return;
        }
      }
    } catch (PhoneTakenException e) {
      // Somebody linked it meanwhile.
      log.info("account not opened reason=phone-taken");
      session.tell(NOT_OPENED);
    } catch (IOException e) {
      outOfOrder(session, e);
    }
  }

  /// Lets somebody speak in the name of their account from a phone that is not theirs: by its
  /// number and PIN.
  static void name(CallSession session) {
    if (!(session.keyIn(Utterance.of(NUMBER_PLEASE), LONGEST_NUMBER, PATIENCE)
            instanceof DigitInput.Keys(var number))
        || number.isEmpty()
        || number.contains("*")) {
      return;
    }
    try {
      var named = named(session, number);
      if (PinEntry.proves(session, named) && named.isPresent()) {
        session.becomes(named.get());
        session.pin(PinStatus.RIGHT);
      }
    } catch (IOException e) {
      outOfOrder(session, e);
    }
  }

  /// Nobody keys in a `+`.
  private static Optional<Caller.Member> named(CallSession session, String number)
      throws IOException {
    var directory = session.parts().directory();
    var region = session.line().region();
    var here = directory.named(number, region, session.caller());
    return here.isPresent() ? here : directory.named("+" + number, region, session.caller());
  }

  private static void outOfOrder(CallSession session, IOException e) {
    log.warn("caller not linked line={} error=\"{}\"", session.line().number(), e.toString());
    session.tell(OUT_OF_ORDER);
  }
}
