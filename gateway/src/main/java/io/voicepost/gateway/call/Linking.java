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
import io.voicepost.gateway.identity.LinkAnswer;
import io.voicepost.gateway.identity.PinStanding;
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
final class Linking {
  private static final int CODE_DIGITS = 6;
  private static final int TRIES = 3;
  private static final int LONGEST_NUMBER = 20;
  private static final int MOST_REPEATS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TO_WRITE_IT_DOWN = Duration.ofSeconds(8);
  private static final Logger log = LoggerFactory.getLogger(Linking.class);

  private Linking() {}

  /// Links the phone by the code that the web shows.
  static void link(Talk talk) {
    if (talk.phone().isEmpty()) {
      talk.tell(LINK_WITHHELD);
      return;
    }
    var phone = talk.phone().get();
    var said = Utterance.of(CODE_PLEASE);
    for (int turn = 0; turn < TRIES; turn++) {
      if (!(talk.keyIn(said, CODE_DIGITS, PATIENCE) instanceof Keyed.Keys(var code))
          || code.isEmpty()
          || code.contains("*")) {
        return;
      }
      try {
        switch (talk.parts().linkCodes().link(code, phone)) {
          case LinkAnswer.Linked _ -> {
            linked(talk, phone);
            return;
          }
          case LinkAnswer.PhoneTaken() -> {
            taken(talk, phone);
            return;
          }
          case LinkAnswer.Wrong() -> {
            talk.swallowKeys();
            said = Utterance.of(CODE_WRONG, CODE_PLEASE);
          }
          case LinkAnswer.TooManyTries() -> {
            talk.tell(CODE_LOCKED);
            return;
          }
        }
      } catch (IOException e) {
        outOfOrder(talk, e);
        return;
      }
    }
    talk.tell(CODE_WRONG);
  }

  private static void linked(Talk talk, SealedPhone phone) throws IOException {
    talk.becomes(talk.parts().directory().of(phone));
    talk.account().ifPresent(it -> talk.tell(talk.speaker().linkedTo(it.handle())));
  }

  private static void taken(Talk talk, SealedPhone phone) throws IOException {
    if (talk.parts().directory().of(phone) instanceof Caller.Member owner) {
      talk.tell(talk.speaker().alreadyLinkedTo(owner.account().handle()));
    }
  }

  /// Opens an account for the phone, if its caller agrees, and tells the code that claims it.
  static void open(Talk talk) {
    if (talk.phone().isEmpty()) {
      talk.tell(LINK_WITHHELD);
    } else if (!talk.line().door().opensAccounts()) {
      talk.tell(SIGN_UP_CLOSED);
    } else if (talk.choose(Utterance.of(TERMS, TERMS_AGREE), "1*")
        instanceof Heard.Pressed(char key)) {
      if (key == '1') {
        opened(talk, talk.phone().get());
      } else {
        talk.tell(NOT_OPENED);
      }
    }
  }

  private static void opened(Talk talk, SealedPhone phone) {
    try {
      var opened = talk.parts().phoneAccounts().open(phone);
      talk.becomes(talk.parts().directory().of(phone));
      var said = talk.speaker().newAccount(opened.account().handle(), opened.claim().digits());
      for (int i = 0; i < MOST_REPEATS; i++) {
        // Zero says it again; any other key, or none, goes on.
        if (!(talk.ask(said, TO_WRITE_IT_DOWN) instanceof Heard.Pressed(char key)) || key != '0') {
          return;
        }
      }
    } catch (PhoneTakenException e) {
      // Somebody linked it meanwhile.
      log.info("A phone was linked while its caller wanted to open an account.");
      talk.tell(NOT_OPENED);
    } catch (IOException e) {
      outOfOrder(talk, e);
    }
  }

  /// Lets somebody speak in the name of their account from a phone that is not theirs: by its
  /// number and PIN.
  static void name(Talk talk) {
    if (!(talk.keyIn(Utterance.of(NUMBER_PLEASE), LONGEST_NUMBER, PATIENCE)
            instanceof Keyed.Keys(var number))
        || number.isEmpty()
        || number.contains("*")) {
      return;
    }
    try {
      var named = named(talk, number);
      if (PinEntry.proves(talk, named) && named.isPresent()) {
        talk.becomes(named.get());
        talk.pin(PinStanding.RIGHT);
      }
    } catch (IOException e) {
      outOfOrder(talk, e);
    }
  }

  /// Nobody keys in a `+`.
  private static Optional<Caller.Member> named(Talk talk, String number) throws IOException {
    var directory = talk.parts().directory();
    var region = talk.line().region();
    var here = directory.named(number, region, talk.caller());
    return here.isPresent() ? here : directory.named("+" + number, region, talk.caller());
  }

  private static void outOfOrder(Talk talk, IOException e) {
    log.warn("A caller cannot be linked now: {}", e.toString());
    talk.tell(OUT_OF_ORDER);
  }
}
