package io.voicepost.gateway.call;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import java.util.Optional;

/// One of the things that a caller can choose in a menu, and the key that chooses it. Each menu has
/// an enum of them, in the order in which they are offered, and the languages are as many as there
/// are tables; `docs/menus.md` lists the same keys.
interface MenuChoice {
  /// `0` to `9`, `*` or `#`.
  char key();

  /// What offers it; empty where one prompt of the menu offers several.
  default Optional<Prompt> prompt() {
    return Optional.empty();
  }

  /// How it is offered.
  default Utterance offer() {
    return prompt().map(Utterance::of).orElse(Utterance.NOTHING);
  }

  /// Whether its key was pressed.
  default boolean isPressed(PromptResult result) {
    return result instanceof PromptResult.Pressed(char pressed) && pressed == key();
  }
}
