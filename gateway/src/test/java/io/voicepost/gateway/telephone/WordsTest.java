package io.voicepost.gateway.telephone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed after `--keys`.
final class WordsTest {
  @Test
  void fileIsSaidAfterTheBeepAndBeforeTheKeysUnlessTheWordsSayWhen() {
    assertThat(script(true, "#", "1").steps())
        .containsExactly(
            new Step.AwaitBeep(),
            new Step.Speak(),
            pause(300),
            new Step.Press('#'),
            pause(2000),
            new Step.Press('1'));
    assertThat(script(true, "*", "silence", "1", "beep", "speak", "hang-up").steps())
        .containsExactly(
            pause(2000),
            new Step.Press('*'),
            new Step.AwaitSilence(),
            pause(0),
            new Step.Press('1'),
            new Step.AwaitBeep(),
            new Step.Speak(),
            new Step.HangUp());
  }

  @Test
  void keysInOneWordFollowEachOtherQuickly() {
    assertThat(script(false, "1.5s", "12#").steps())
        .containsExactly(
            pause(1500),
            pause(0),
            new Step.Press('1'),
            pause(150),
            new Step.Press('2'),
            pause(150),
            new Step.Press('#'));
  }

  @Test
  void keyWithAMomentWaitsForNothingElse() {
    assertThat(script(false, "5@2.5"))
        .isEqualTo(new Script(List.of(), List.of(Key.at('5', Duration.ofMillis(2500)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "beeps", "5@x", "55@1", "s", "-1s"})
  void otherWordsAreRefused(String word) {
    assertThatThrownBy(() -> script(false, word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  private static Script script(boolean hasSpeech, String... words) {
    return Words.script(List.of(words), hasSpeech, Optional.empty());
  }

  private static Step pause(int millis) {
    return new Step.Pause(Duration.ofMillis(millis));
  }
}
