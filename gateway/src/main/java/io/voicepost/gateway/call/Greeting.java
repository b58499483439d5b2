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
import io.voicepost.gateway.identity.TrustDecision;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.time.Duration;

/// What is said first, until the beep or the main menu. Any key cuts it short: `*` goes to the
/// menu, the others to the beep.
final class Greeting {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration TO_CHOOSE = Duration.ofSeconds(4);

  /// How often a stranger may try to be somebody before it beeps.
  private static final int TURNS = 5;

  private final CallSession session;

  Greeting(CallSession session) {
    this.session = session;
  }

  NextStep greet() {
    askLanguage();
    return switch (session.caller()) {
      case Caller.Member _ -> member();
      case Caller.Stranger _, Caller.Withheld() -> stranger();
      case Caller.Unresolved _ -> after(LineGreeting.say(session, Utterance.NOTHING));
    };
  }

  private void askLanguage() {
    boolean knowsTheirs =
        session.caller() instanceof Caller.Member member
            && member.settings().language().isPresent();
    if (session.line().speech().asksLanguage() && !knowsTheirs) {
      switch (session.ask(Utterance.of(ENGLISH_BY_KEY, MANDARIN_BY_KEY), PATIENCE)) {
        case PromptResult.Pressed(char key) when key == '1' ->
            session.speak(PromptLanguage.ENGLISH);
        case PromptResult.Pressed(char key) when key == '2' ->
            session.speak(PromptLanguage.MANDARIN);
        case PromptResult.Pressed _, PromptResult.Finished _, PromptResult.HungUp _ -> {}
      }
    }
  }

  private NextStep member() {
    if (!CallScreening.maySpeak(session)) {
      session.tell(CallScreening.notHere(session));
      return NextStep.LEAVE;
    }
    if (session.ruling() == TrustDecision.ASK_PIN) {
      PinEntry.ask(session);
    }
    DraftMenu.of(session).ifPresent(DraftMenu::offer);
    var undo = UndoPost.candidate(session);
    var result =
        LineGreeting.say(
            session,
            undo.map(post -> session.speaker().postedAgo(age(post))).orElse(Utterance.NOTHING));
    if (result instanceof PromptResult.Pressed(char key) && key == '9' && undo.isPresent()) {
      undo.flatMap(Post::voice)
          .map(Voice::recording)
          .ifPresent(it -> UndoPost.takeDown(session, it));
      return after(LineGreeting.say(session, Utterance.NOTHING));
    }
    return after(result);
  }

  private Duration age(Post post) {
    return Duration.between(post.postedAt(), session.now());
  }

  /// Somebody whose number says nothing may say who they are, or leave a message all the same.
  private NextStep stranger() {
    boolean maySpeak = CallScreening.maySpeak(session);
    var result =
        maySpeak
            ? LineGreeting.say(session, Utterance.NOTHING)
            : session.say(CallScreening.notHere(session));
    if (result instanceof PromptResult.Pressed(char key) && key == '*') {
      return NextStep.MENU;
    }
    for (int turn = 0; turn < TURNS && !session.isGone(); turn++) {
      var chosen = session.ask(choices(maySpeak), maySpeak ? PATIENCE : TO_CHOOSE);
      if (!(chosen instanceof PromptResult.Pressed(char key)) || !isHandled(key)) {
        return chosen instanceof PromptResult.Pressed(char key) && key == '*'
            ? NextStep.MENU
            : maySpeak && !session.isGone() ? NextStep.SPEAK : NextStep.LEAVE;
      }
      if (session.caller() instanceof Caller.Member) {
        return member();
      }
    }
    return maySpeak ? NextStep.SPEAK : NextStep.LEAVE;
  }

  /// Does what a stranger chose; `false` if it is nothing of theirs.
  private boolean isHandled(char key) {
    switch (key) {
      case '1' -> LinkMenu.link(session);
      case '2' -> LinkMenu.open(session);
      case '3' -> LinkMenu.name(session);
      case '0' -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private Utterance choices(boolean maySpeak) {
    boolean withheld = session.phone().isEmpty();
    var said = Utterance.of(withheld ? STRANGER_WITHHELD : STRANGER);
    if (!withheld) {
      said = said.then(STRANGER_LINK);
      said = session.line().policy().opensAccounts() ? said.then(STRANGER_OPEN) : said;
    }
    said = said.then(STRANGER_NAME);
    return maySpeak ? said.then(STRANGER_SPEAK) : said;
  }

  private static NextStep after(PromptResult result) {
    return switch (result) {
      case PromptResult.HungUp() -> NextStep.LEAVE;
      case PromptResult.Pressed(char key) when key == '*' -> NextStep.MENU;
      case PromptResult.Pressed _, PromptResult.Finished() -> NextStep.SPEAK;
    };
  }
}
