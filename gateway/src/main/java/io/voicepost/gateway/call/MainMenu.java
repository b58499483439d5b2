package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.MAIN_MENU;
import static io.voicepost.gateway.speech.Prompt.MENU_AGAIN;
import static io.voicepost.gateway.speech.Prompt.MENU_DRAFTS;
import static io.voicepost.gateway.speech.Prompt.MENU_FOLLOWED;
import static io.voicepost.gateway.speech.Prompt.MENU_INBOX;
import static io.voicepost.gateway.speech.Prompt.MENU_LANGUAGE;
import static io.voicepost.gateway.speech.Prompt.MENU_LINE;
import static io.voicepost.gateway.speech.Prompt.MENU_LINK;
import static io.voicepost.gateway.speech.Prompt.MENU_OPERATOR;
import static io.voicepost.gateway.speech.Prompt.MENU_PASSWORD;
import static io.voicepost.gateway.speech.Prompt.MENU_SPEAK;
import static io.voicepost.gateway.speech.Prompt.MENU_UNDO;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import java.util.Arrays;
import java.util.Optional;

/// Where `*` leads to: all that the line does, item by item, each for whom it is of use.
final class MainMenu {
  /// What the line does.
  enum MainMenuChoice implements MenuChoice {
    SPEAK('1', MENU_SPEAK),
    FOLLOWED('2', MENU_FOLLOWED),
    LINE('2', MENU_LINE),
    INBOX('3', MENU_INBOX),
    DRAFTS('4', MENU_DRAFTS),
    LINK('5', MENU_LINK),
    PASSWORD('7', MENU_PASSWORD),
    PROMPTS('8', MENU_OPERATOR),
    UNDO('9', MENU_UNDO),
    /// Late, because each language offers itself.
    LANGUAGE('6', MENU_LANGUAGE),
    /// Says the menu from its beginning.
    MENU('*');

    private final char key;
    private final Optional<Prompt> prompt;

    MainMenuChoice(char key, Prompt prompt) {
      this.key = key;
      this.prompt = Optional.of(prompt);
    }

    MainMenuChoice(char key) {
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
  private final Submenus submenus;
  private final LanguageMenu languages;

  /// Where the choices lead to.
  record Submenus(
      TimelinePlayer timeline,
      InboxMenu inbox,
      DraftMenu drafts,
      LinkMenu link,
      PasswordResetCode password,
      PromptRecordingMenu prompts,
      UndoPost undo) {}

  MainMenu(CallSession session, CallScreening screening, Submenus submenus) {
    this.session = session;
    this.screening = screening;
    this.submenus = submenus;
    this.languages = new LanguageMenu(session);
  }

  private Utterance offer(MainMenuChoice choice) {
    return choice == MainMenuChoice.LANGUAGE ? languages.offer() : choice.offer();
  }

  /// Lets the caller choose once, and does it.
  NextStep choose() {
    var offered = Arrays.stream(MainMenuChoice.values()).filter(this::isOffered).toList();
    var items = offered.stream().map(this::offer).reduce(Utterance.NOTHING, Utterance::then);
    var said = Utterance.of(MAIN_MENU).then(items).then(MENU_AGAIN);
    return Menu.choose(session, said, offered).map(this::chosen).orElse(NextStep.LEAVE);
  }

  private boolean isOffered(MainMenuChoice choice) {
    return switch (choice) {
      case SPEAK -> screening.maySpeak();
      case FOLLOWED -> submenus.timeline().isOfFollowed();
      case LINE -> !submenus.timeline().isOfFollowed();
      case INBOX, DRAFTS -> session.viewer().isPresent();
      case LINK -> session.caller() instanceof Caller.Stranger;
      case LANGUAGE -> languages.isOffered();
      case MENU -> true;
      case PASSWORD -> submenus.password().isOffered();
      case PROMPTS -> submenus.prompts().isOffered();
      case UNDO -> submenus.undo().candidate().isPresent();
    };
  }

  private NextStep chosen(MainMenuChoice choice) {
    switch (choice) {
      case SPEAK -> {
        return NextStep.SPEAK;
      }
      case FOLLOWED, LINE -> {
        return submenus.timeline().newest();
      }
      case INBOX -> {
        return submenus.inbox().open();
      }
      case DRAFTS -> submenus.drafts().open();
      case LINK -> submenus.link().link();
      case LANGUAGE -> languages.change();
      case PASSWORD -> submenus.password().tell();
      case PROMPTS -> submenus.prompts().open();
      case UNDO -> submenus.undo().takeDownLast();
      case MENU -> {}
    }
    return NextStep.MENU;
  }
}
