package io.voicepost.gateway.call;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks a caller to choose. Each choice can be made before all are said.
final class Menu {
  /// How long a caller thinks it over.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// How often nothing or the wrong key is heard before the caller is taken to have put the
  /// telephone down.
  static final int MISSES = 3;

  /// Says the choices again, in each menu.
  static final char AGAIN = '0';

  private static final int MOST_REPEATS = 5;
  private static final Duration TO_WRITE_IT_DOWN = Duration.ofSeconds(8);

  private Menu() {}

  /// What was chosen; empty if the caller is gone, or after three misses.
  ///
  /// @param said offers the choices
  static <C extends MenuChoice> Optional<C> choose(
      CallSession session, Utterance said, List<C> choices) {
    return choose(session, said, said, choices);
  }

  /// As [#choose], where what is said first differs.
  static <C extends MenuChoice> Optional<C> choose(
      CallSession session, Utterance first, Utterance said, List<C> choices) {
    var next = first;
    for (int miss = 0; miss < MISSES; ) {
      var result = session.ask(next, PATIENCE);
      var chosen = chosen(result, choices);
      if (chosen.isPresent() || result.isGone()) {
        return chosen;
      }
      if (isAgain(result)) {
        next = said;
      } else {
        boolean isKey = result instanceof PromptResult.Pressed;
        next = Utterance.of(isKey ? Prompt.NO_SUCH_KEY : Prompt.STILL_THERE).then(said);
        miss++;
      }
    }
    return Optional.empty();
  }

  /// The choice whose key was pressed; empty if none was, or another key.
  static <C extends MenuChoice> Optional<C> chosen(PromptResult result, List<C> choices) {
    return choices.stream().filter(it -> it.isPressed(result)).findFirst();
  }

  /// Offers all choices, in their order.
  static Utterance offer(List<? extends MenuChoice> choices) {
    var said = Utterance.NOTHING;
    for (var choice : choices) {
      said = said.then(choice.offer());
    }
    return said;
  }

  /// Says something that the caller writes down: `0` says it again, a few times; any other key, or
  /// none, goes on.
  static void dictate(CallSession session, Utterance said) {
    int times = 1;
    while (isAgain(session.ask(said, TO_WRITE_IT_DOWN)) && times < MOST_REPEATS) {
      times++;
    }
  }

  private static boolean isAgain(PromptResult result) {
    return result instanceof PromptResult.Pressed(char key) && key == AGAIN;
  }
}
