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
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.LinkCodes;
import io.voicepost.gateway.identity.LinkResult;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.SealedPhone;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a telephone comes to an account: by a code from the web, by opening one on the spot, or for
/// one call by its number and PIN. For one call.
final class LinkMenu {
  private static final int CODE_DIGITS = 6;
  private static final int TRIES = 3;
  private static final int LONGEST_NUMBER = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(LinkMenu.class);

  /// Whether a caller opens an account under its terms.
  enum TermsChoice implements MenuChoice {
    AGREE('1'),
    BACK('*');

    private final char key;

    TermsChoice(char key) {
      this.key = key;
    }

    @Override
    public char key() {
      return key;
    }
  }

  private final CallSession session;
  private final LinkCodes linkCodes;
  private final PhoneAccounts phoneAccounts;
  private final CallerDirectory directory;
  private final PinEntry pinEntry;

  LinkMenu(
      CallSession session,
      LinkCodes linkCodes,
      PhoneAccounts phoneAccounts,
      CallerDirectory directory,
      PinEntry pinEntry) {
    this.session = session;
    this.linkCodes = linkCodes;
    this.phoneAccounts = phoneAccounts;
    this.directory = directory;
    this.pinEntry = pinEntry;
  }

  /// Links the phone by the code that the web shows.
  void link() {
    if (session.phone().isEmpty()) {
      session.tell(LINK_WITHHELD);
      return;
    }
    var phone = session.phone().get();
    var said = Utterance.of(CODE_PLEASE);
    for (int turn = 0; turn < TRIES; turn++) {
      var code = session.keyIn(said, CODE_DIGITS, PATIENCE).digits();
      if (code.isEmpty()) {
        return;
      }
      try {
        switch (linkCodes.link(code.get(), phone)) {
          case LinkResult.Linked _ -> {
            linked(phone);
            return;
          }
          case LinkResult.PhoneTaken() -> {
            taken(phone);
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
        outOfOrder(e);
        return;
      }
    }
    session.tell(CODE_WRONG);
  }

  private void linked(SealedPhone phone) throws IOException {
    session.becomes(directory.of(phone));
    session.account().ifPresent(it -> session.tell(session.composer().linkedTo(it.handle())));
  }

  private void taken(SealedPhone phone) throws IOException {
    if (directory.of(phone) instanceof Caller.Member owner) {
      session.tell(session.composer().alreadyLinkedTo(owner.account().handle()));
    }
  }

  /// Opens an account for the phone, if its caller agrees, and tells the code that claims it.
  void open() {
    if (session.phone().isEmpty()) {
      session.tell(LINK_WITHHELD);
    } else if (!session.line().policy().opensAccounts()) {
      session.tell(SIGN_UP_CLOSED);
    } else {
      var phone = session.phone().get();
      Menu.choose(session, Utterance.of(TERMS, TERMS_AGREE), List.of(TermsChoice.values()))
          .ifPresent(choice -> answered(choice, phone));
    }
  }

  private void answered(TermsChoice choice, SealedPhone phone) {
    switch (choice) {
      case AGREE -> opened(phone);
      case BACK -> session.tell(NOT_OPENED);
    }
  }

  private void opened(SealedPhone phone) {
    try {
      var opened = phoneAccounts.open(phone);
      session.becomes(directory.of(phone));
      Menu.dictate(
          session,
          session.composer().newAccount(opened.account().handle(), opened.claim().digits()));
    } catch (PhoneTakenException e) {
      // Somebody linked it meanwhile.
      log.info("account not opened reason=phone-taken");
      session.tell(NOT_OPENED);
    } catch (IOException e) {
      outOfOrder(e);
    }
  }

  /// Lets somebody speak in the name of their account from a phone that is not theirs: by its
  /// number and PIN.
  void name() {
    var number = session.keyIn(Utterance.of(NUMBER_PLEASE), LONGEST_NUMBER, PATIENCE).digits();
    if (number.isEmpty()) {
      return;
    }
    try {
      var named = named(number.get());
      if (pinEntry.proves(named) && named.isPresent()) {
        session.becomes(named.get());
        session.pin(PinStatus.RIGHT);
      }
    } catch (IOException e) {
      outOfOrder(e);
    }
  }

  /// Nobody keys in a `+`.
  private Optional<Caller.Member> named(String number) throws IOException {
    var region = session.line().region();
    var here = directory.named(number, region, session.caller());
    return here.isPresent() ? here : directory.named("+" + number, region, session.caller());
  }

  private void outOfOrder(IOException e) {
    log.warn("caller not linked line={} error=\"{}\"", session.line().number(), e.toString());
    session.tell(OUT_OF_ORDER);
  }
}
