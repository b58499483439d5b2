package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.LANGUAGE_CHANGED;
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

/// Where `*` leads to: all that the line does, item by item, each for whom it is of use.
final class MainMenu {
  private final CallSession session;

  MainMenu(CallSession session) {
    this.session = session;
  }

  /// Lets the caller choose once, and does it.
  NextStep choose() {
    var keys = new StringBuilder();
    var said = Utterance.of(MAIN_MENU);
    for (var item : Item.values()) {
      if (isOffered(item)) {
        keys.append(item.key);
        said = said.then(item.prompt);
      }
    }
    return switch (session.choose(said.then(MENU_AGAIN), keys + "*")) {
      case PromptResult.Pressed(char key) -> chosen(key);
      case PromptResult.Finished(), PromptResult.HungUp() -> NextStep.LEAVE;
    };
  }

  private enum Item {
    SPEAK('1', MENU_SPEAK),
    FOLLOWED('2', MENU_FOLLOWED),
    LINE('2', MENU_LINE),
    INBOX('3', MENU_INBOX),
    DRAFTS('4', MENU_DRAFTS),
    LINK('5', MENU_LINK),
    LANGUAGE('6', MENU_LANGUAGE),
    PASSWORD('7', MENU_PASSWORD),
    PROMPTS('8', MENU_OPERATOR),
    UNDO('9', MENU_UNDO);

    private final char key;
    private final Prompt prompt;

    Item(char key, Prompt prompt) {
      this.key = key;
      this.prompt = prompt;
    }
  }

  private boolean isOffered(Item item) {
    return switch (item) {
      case SPEAK -> CallScreening.maySpeak(session);
      case FOLLOWED -> TimelinePlayer.isOfFollowed(session);
      case LINE -> !TimelinePlayer.isOfFollowed(session);
      case INBOX, DRAFTS -> TimelinePlayer.viewer(session).isPresent();
      case LINK -> session.caller() instanceof Caller.Stranger;
      case LANGUAGE -> true;
      case PASSWORD -> PasswordResetCode.isFor(session);
      case PROMPTS -> PromptRecordingMenu.isFor(session);
      case UNDO -> UndoPost.candidate(session).isPresent();
    };
  }

  private NextStep chosen(char key) {
    switch (key) {
      case '1' -> {
        return NextStep.SPEAK;
      }
      case '2' -> {
        return new TimelinePlayer(session).newest();
      }
      case '3' -> {
        return new InboxMenu(session).open();
      }
      case '4' -> DraftMenu.of(session).ifPresent(DraftMenu::open);
      case '5' -> LinkMenu.link(session);
      case '6' -> {
        session.speak(session.speaker().language().other());
        session.tell(LANGUAGE_CHANGED);
      }
      case '7' -> PasswordResetCode.tell(session);
      case '8' -> new PromptRecordingMenu(session).open();
      case '9' -> UndoPost.last(session);
      default -> {}
    }
    return NextStep.MENU;
  }
}
