package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.ENGLISH_BY_KEY;
import static io.voicepost.gateway.speech.Prompt.MANDARIN_BY_KEY;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.PromptLanguage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is said first, until the beep or the main menu. Any key cuts it short: `*` goes to the
/// menu, the others to the beep. For one call.
final class Greeting {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// The languages that a line asks for.
  enum LanguageChoice implements MenuChoice {
    ENGLISH('1', ENGLISH_BY_KEY, PromptLanguage.ENGLISH),
    MANDARIN('2', MANDARIN_BY_KEY, PromptLanguage.MANDARIN);

    private static final List<LanguageChoice> ALL = List.of(values());

    private final char key;
    private final Prompt prompt;
    private final PromptLanguage language;

    LanguageChoice(char key, Prompt prompt, PromptLanguage language) {
      this.key = key;
      this.prompt = prompt;
      this.language = language;
    }

    @Override
    public char key() {
      return key;
    }

    @Override
    public Optional<Prompt> prompt() {
      return Optional.of(prompt);
    }
  }

  private final CallSession session;
  private final CallScreening screening;
  private final LineGreeting lineGreeting;
  private final MemberGreeting members;
  private final StrangerMenu strangers;

  Greeting(
      CallSession session,
      CallScreening screening,
      LineGreeting lineGreeting,
      MemberGreeting members,
      StrangerMenu strangers) {
    this.session = session;
    this.screening = screening;
    this.lineGreeting = lineGreeting;
    this.members = members;
    this.strangers = strangers;
  }

  NextStep greet() {
    askLanguage();
    return switch (session.caller()) {
      case Caller.Member _ -> member();
      case Caller.Stranger _, Caller.Withheld() -> strangers.greet().orElseGet(this::member);
      case Caller.Unresolved _ -> LineGreeting.after(lineGreeting.say());
    };
  }

  private void askLanguage() {
    boolean knowsTheirs =
        session.caller() instanceof Caller.Member member
            && member.settings().language().isPresent();
    if (session.line().speech().asksLanguage() && !knowsTheirs) {
      var result = session.ask(Menu.offer(LanguageChoice.ALL), PATIENCE);
      Menu.chosen(result, LanguageChoice.ALL).ifPresent(it -> session.speak(it.language));
    }
  }

  private NextStep member() {
    if (!screening.maySpeak()) {
      session.tell(screening.notHere());
      return NextStep.LEAVE;
    }
    return members.greet();
  }
}
