package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.ENGLISH_BY_KEY;
import static io.voicepost.gateway.speech.Prompt.MANDARIN_BY_KEY;
import static io.voicepost.gateway.speech.Prompt.STRANGER;
import static io.voicepost.gateway.speech.Prompt.STRANGER_LINK;
import static io.voicepost.gateway.speech.Prompt.STRANGER_NAME;
import static io.voicepost.gateway.speech.Prompt.STRANGER_OPEN;
import static io.voicepost.gateway.speech.Prompt.STRANGER_SPEAK;
import static io.voicepost.gateway.speech.Prompt.STRANGER_WITHHELD;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.Ruling;
import io.voicepost.gateway.speech.Language;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.Post;
import io.voicepost.storage.Voice;
import java.time.Duration;

/// What is said first, until the beep or the main menu. Any key cuts it short: `*` goes to the
/// menu, the others to the beep.
final class Greeting {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration TO_CHOOSE = Duration.ofSeconds(4);

  /// How often a stranger may try to be somebody before it beeps.
  private static final int TURNS = 5;

  private final Talk talk;

  Greeting(Talk talk) {
    this.talk = talk;
  }

  Step greet() {
    askLanguage();
    return switch (talk.caller()) {
      case Caller.Member _ -> member();
      case Caller.Stranger _, Caller.Withheld() -> stranger();
      case Caller.Unresolved _ -> after(LineGreeting.say(talk, Utterance.NOTHING));
    };
  }

  private void askLanguage() {
    boolean knowsTheirs =
        talk.caller() instanceof Caller.Member member && member.settings().language().isPresent();
    if (talk.line().speech().asksLanguage() && !knowsTheirs) {
      switch (talk.ask(Utterance.of(ENGLISH_BY_KEY, MANDARIN_BY_KEY), PATIENCE)) {
        case Heard.Pressed(char key) when key == '1' -> talk.speak(Language.ENGLISH);
        case Heard.Pressed(char key) when key == '2' -> talk.speak(Language.MANDARIN);
        case Heard.Pressed _, Heard.Finished _, Heard.HungUp _ -> {}
      }
    }
  }

  private Step member() {
    if (!Entrance.maySpeak(talk)) {
      talk.tell(Entrance.notHere(talk));
      return Step.LEAVE;
    }
    if (talk.ruling() == Ruling.ASK_PIN) {
      PinEntry.ask(talk);
    }
    Drafts.of(talk).ifPresent(Drafts::offer);
    var undo = Undo.candidate(talk);
    var heard =
        LineGreeting.say(
            talk, undo.map(post -> talk.speaker().postedAgo(age(post))).orElse(Utterance.NOTHING));
    if (heard instanceof Heard.Pressed(char key) && key == '9' && undo.isPresent()) {
      undo.flatMap(Post::voice).map(Voice::recording).ifPresent(it -> Undo.takeDown(talk, it));
      return after(LineGreeting.say(talk, Utterance.NOTHING));
    }
    return after(heard);
  }

  private Duration age(Post post) {
    return Duration.between(post.postedAt(), talk.now());
  }

  /// Somebody whose number says nothing may say who they are, or leave a message all the same.
  private Step stranger() {
    boolean maySpeak = Entrance.maySpeak(talk);
    var heard =
        maySpeak ? LineGreeting.say(talk, Utterance.NOTHING) : talk.say(Entrance.notHere(talk));
    if (heard instanceof Heard.Pressed(char key) && key == '*') {
      return Step.MENU;
    }
    for (int turn = 0; turn < TURNS && !talk.isGone(); turn++) {
      var chosen = talk.ask(choices(maySpeak), maySpeak ? PATIENCE : TO_CHOOSE);
      if (!(chosen instanceof Heard.Pressed(char key)) || !isHandled(key)) {
        return chosen instanceof Heard.Pressed(char key) && key == '*'
            ? Step.MENU
            : maySpeak && !talk.isGone() ? Step.SPEAK : Step.LEAVE;
      }
      if (talk.caller() instanceof Caller.Member) {
        return member();
      }
    }
    return maySpeak ? Step.SPEAK : Step.LEAVE;
  }

  /// Does what a stranger chose; `false` if it is nothing of theirs.
  private boolean isHandled(char key) {
    switch (key) {
      case '1' -> Linking.link(talk);
      case '2' -> Linking.open(talk);
      case '3' -> Linking.name(talk);
      case '0' -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private Utterance choices(boolean maySpeak) {
    boolean withheld = talk.phone().isEmpty();
    var said = Utterance.of(withheld ? STRANGER_WITHHELD : STRANGER);
    if (!withheld) {
      said = said.then(STRANGER_LINK);
      said = talk.line().door().opensAccounts() ? said.then(STRANGER_OPEN) : said;
    }
    said = said.then(STRANGER_NAME);
    return maySpeak ? said.then(STRANGER_SPEAK) : said;
  }

  private static Step after(Heard heard) {
    return switch (heard) {
      case Heard.HungUp() -> Step.LEAVE;
      case Heard.Pressed(char key) when key == '*' -> Step.MENU;
      case Heard.Pressed _, Heard.Finished() -> Step.SPEAK;
    };
  }
}
