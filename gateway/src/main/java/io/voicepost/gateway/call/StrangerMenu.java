package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.STRANGER;
import static io.voicepost.gateway.speech.Prompt.STRANGER_LINK;
import static io.voicepost.gateway.speech.Prompt.STRANGER_NAME;
import static io.voicepost.gateway.speech.Prompt.STRANGER_OPEN;
import static io.voicepost.gateway.speech.Prompt.STRANGER_SPEAK;
import static io.voicepost.gateway.speech.Prompt.STRANGER_WITHHELD;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a caller hears whose number says nothing. They may say who they are, or leave a message all
/// the same. For one call.
final class StrangerMenu {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration TO_CHOOSE = Duration.ofSeconds(4);

  /// How often a stranger may try to be somebody before it beeps.
  private static final int TURNS = 5;

  /// What somebody can do whose number says nothing.
  enum StrangerChoice implements MenuChoice {
    LINK('1', STRANGER_LINK),
    OPEN('2', STRANGER_OPEN),
    NAME('3', STRANGER_NAME),
    SPEAK('#', STRANGER_SPEAK),
    AGAIN(Menu.AGAIN),
    MENU('*');

    private static final List<StrangerChoice> ALL = List.of(values());

    private final char key;
    private final Optional<Prompt> prompt;

    StrangerChoice(char key, Prompt prompt) {
      this.key = key;
      this.prompt = Optional.of(prompt);
    }

    StrangerChoice(char key) {
      this.key = key;
      this.prompt = Optional.empty();
    }

    @Override
    public char key() {
      return key;
    }

    @Override
    public Optional<Prompt> prompt() {
      return prompt;
    }
  }

  private final CallSession session;
  private final CallScreening screening;
  private final LineGreeting lineGreeting;
  private final LinkMenu linkMenu;

  StrangerMenu(
      CallSession session, CallScreening screening, LineGreeting lineGreeting, LinkMenu linkMenu) {
    this.session = session;
    this.screening = screening;
    this.lineGreeting = lineGreeting;
    this.linkMenu = linkMenu;
  }

  /// Where the conversation goes next; empty where the caller is a member now.
  Optional<NextStep> greet() {
    boolean maySpeak = screening.maySpeak();
    var result = maySpeak ? lineGreeting.say() : session.say(screening.notHere());
    if (LineGreeting.WelcomeChoice.MENU.isPressed(result)) {
      return Optional.of(NextStep.MENU);
    }
    for (int turn = 0; turn < TURNS && !session.isGone(); turn++) {
      var answer = session.ask(offer(maySpeak), maySpeak ? PATIENCE : TO_CHOOSE);
      switch (Menu.chosen(answer, StrangerChoice.ALL).orElse(StrangerChoice.SPEAK)) {
        case LINK -> linkMenu.link();
        case OPEN -> linkMenu.open();
        case NAME -> linkMenu.name();
        case AGAIN -> {}
        case MENU -> {
          return Optional.of(NextStep.MENU);
        }
        case SPEAK -> {
          return Optional.of(maySpeak && !session.isGone() ? NextStep.SPEAK : NextStep.LEAVE);
        }
      }
      if (session.caller() instanceof Caller.Member) {
        return Optional.empty();
      }
    }
    return Optional.of(maySpeak ? NextStep.SPEAK : NextStep.LEAVE);
  }

  private Utterance offer(boolean maySpeak) {
    var who = Utterance.of(session.phone().isEmpty() ? STRANGER_WITHHELD : STRANGER);
    return who.then(
        Menu.offer(StrangerChoice.ALL.stream().filter(it -> isOffered(it, maySpeak)).toList()));
  }

  private boolean isOffered(StrangerChoice choice, boolean maySpeak) {
    return switch (choice) {
      case LINK -> session.phone().isPresent();
      case OPEN -> session.phone().isPresent() && session.line().policy().opensAccounts();
      case SPEAK -> maySpeak;
      case NAME, AGAIN, MENU -> true;
    };
  }
}
