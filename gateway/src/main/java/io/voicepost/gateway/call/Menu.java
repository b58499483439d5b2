package io.voicepost.gateway.call;

import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.Utterance;
import java.time.Duration;

/// Choices, and the keys that make them. Each can be made before it is said to the end.
final class Menu {
  /// How long a caller thinks it over.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// How often nothing or the wrong key is heard before the caller is taken to have put the
  /// telephone down.
  static final int MISSES = 3;

  private static final char AGAIN = '0';

  private Menu() {}

  /// The key that was chosen; [PromptResult.Finished] after three misses. `0` says the choices
  /// again.
  ///
  /// @param keys those that mean something
  static PromptResult choose(CallChannel channel, Utterance choices, String keys) {
    return choose(channel, choices, choices, keys);
  }

  /// As [#choose], where the first saying of it differs.
  static PromptResult choose(CallChannel channel, Utterance first, Utterance choices, String keys) {
    var said = first;
    for (int miss = 0; miss < MISSES; ) {
      switch (channel.ask(said, PATIENCE)) {
        case PromptResult.HungUp gone -> {
          return gone;
        }
        case PromptResult.Pressed pressed when keys.indexOf(pressed.key()) >= 0 -> {
          return pressed;
        }
        case PromptResult.Pressed(char key) when key == AGAIN -> said = choices;
        case PromptResult.Pressed _ -> {
          said = Utterance.of(Prompt.NO_SUCH_KEY).then(choices);
          miss++;
        }
        case PromptResult.Finished _ -> {
          said = Utterance.of(Prompt.STILL_THERE).then(choices);
          miss++;
        }
      }
    }
    return new PromptResult.Finished();
  }
}
