package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.LANGUAGE_BY_KEY;
import static io.voicepost.gateway.speech.Prompt.LANGUAGE_CHANGED;
import static io.voicepost.gateway.speech.Prompt.MENU_LANGUAGE;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.gateway.speech.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which language a caller hears. Each language offers itself in its own voice. For one call.
final class LanguageMenu {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// A language by its key.
  record LanguageChoice(PromptLanguage language) implements MenuChoice {
    static final List<LanguageChoice> ALL =
        PromptLanguage.all().stream().map(LanguageChoice::new).toList();

    @Override
    public char key() {
      return language.key();
    }

    @Override
    public Optional<Prompt> prompt() {
      return Optional.of(LANGUAGE_BY_KEY);
    }

    @Override
    public Utterance offer() {
      return Utterance.of(LANGUAGE_BY_KEY).in(language);
    }
  }

  private final CallSession session;

  LanguageMenu(CallSession session) {
    this.session = session;
  }

  /// At the start of a call, where the line asks: whoever presses nothing hears the line's.
  void ask() {
    boolean knowsTheirs =
        session.caller() instanceof Caller.Member member
            && member.settings().language().isPresent();
    if (session.line().speech().asksLanguage() && !knowsTheirs) {
      var result = session.ask(Menu.offer(LanguageChoice.ALL), PATIENCE);
      Menu.chosen(result, LanguageChoice.ALL).ifPresent(it -> session.speak(it.language()));
    }
  }

  /// Whether there is another language than the one that is spoken.
  boolean isOffered() {
    return !others().isEmpty();
  }

  /// The key of the main menu, in every other language.
  Utterance offer() {
    return others().stream()
        .map(it -> Utterance.of(MENU_LANGUAGE).in(it.language()))
        .reduce(Utterance.NOTHING, Utterance::then);
  }

  /// Speaks the other language; of several, the one that the caller chooses.
  void change() {
    var others = others();
    var chosen =
        others.size() == 1
            ? Optional.of(others.getFirst())
            : Menu.choose(session, Menu.offer(others), others);
    chosen.ifPresent(it -> {
      session.speak(it.language());
      session.tell(LANGUAGE_CHANGED);
    });
  }

  private List<LanguageChoice> others() {
    var spoken = session.composer().language();
    return LanguageChoice.ALL.stream().filter(it -> !it.language().equals(spoken)).toList();
  }
}
