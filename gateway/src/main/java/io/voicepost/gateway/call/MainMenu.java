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
  private final Talk talk;

  MainMenu(Talk talk) {
    this.talk = talk;
  }

  /// Lets the caller choose once, and does it.
  Step choose() {
    var keys = new StringBuilder();
    var said = Utterance.of(MAIN_MENU);
    for (var item : Item.values()) {
      if (isOffered(item)) {
        keys.append(item.key);
        said = said.then(item.prompt);
      }
    }
    return switch (talk.choose(said.then(MENU_AGAIN), keys + "*")) {
      case Heard.Pressed(char key) -> chosen(key);
      case Heard.Finished(), Heard.HungUp() -> Step.LEAVE;
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
      case SPEAK -> Entrance.maySpeak(talk);
      case FOLLOWED -> ReelPlayer.isOfFollowed(talk);
      case LINE -> !ReelPlayer.isOfFollowed(talk);
      case INBOX, DRAFTS -> ReelPlayer.viewer(talk).isPresent();
      case LINK -> talk.caller() instanceof Caller.Stranger;
      case LANGUAGE -> true;
      case PASSWORD -> NewPassword.isFor(talk);
      case PROMPTS -> PromptBooth.isFor(talk);
      case UNDO -> Undo.candidate(talk).isPresent();
    };
  }

  private Step chosen(char key) {
    switch (key) {
      case '1' -> {
        return Step.SPEAK;
      }
      case '2' -> {
        return new ReelPlayer(talk).newest();
      }
      case '3' -> {
        return new Inbox(talk).open();
      }
      case '4' -> Drafts.of(talk).ifPresent(Drafts::open);
      case '5' -> Linking.link(talk);
      case '6' -> {
        talk.speak(talk.speaker().language().other());
        talk.tell(LANGUAGE_CHANGED);
      }
      case '7' -> NewPassword.tell(talk);
      case '8' -> new PromptBooth(talk).open();
      case '9' -> Undo.last(talk);
      default -> {}
    }
    return Step.MENU;
  }
}
