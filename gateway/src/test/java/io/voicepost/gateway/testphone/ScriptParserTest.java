package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed after `--keys`.
final class ScriptParserTest {
  @Test
  void fileIsSaidAfterTheBeepAndBeforeTheKeysUnlessTheWordsSayWhen() {
    assertThat(script(true, "#", "1").steps())
        .containsExactly(
            new ScriptStep.AwaitBeep(),
            new ScriptStep.Speak(),
            pause(300),
            new ScriptStep.Press('#'),
            pause(2000),
            new ScriptStep.Press('1'));
    assertThat(script(true, "*", "silence", "1", "beep", "speak", "hang-up").steps())
        .containsExactly(
            pause(2000),
            new ScriptStep.Press('*'),
            new ScriptStep.AwaitSilence(),
            pause(0),
            new ScriptStep.Press('1'),
            new ScriptStep.AwaitBeep(),
            new ScriptStep.Speak(),
            new ScriptStep.HangUp());
  }

  @Test
  void keysInOneWordFollowEachOtherQuickly() {
    assertThat(script(false, "1.5s", "12#").steps())
        .containsExactly(
            pause(1500),
            pause(0),
            new ScriptStep.Press('1'),
            pause(150),
            new ScriptStep.Press('2'),
            pause(150),
            new ScriptStep.Press('#'));
  }

  @Test
  void keyWithAMomentWaitsForNothingElse() {
    assertThat(script(false, "5@2.5"))
        .isEqualTo(new Script(List.of(), List.of(KeyPress.at('5', Duration.ofMillis(2500)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "beeps", "5@x", "55@1", "s", "-1s"})
  void otherWordsAreRefused(String word) {
    assertThatThrownBy(() -> script(false, word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  private static Script script(boolean hasSpeech, String... words) {
    return ScriptParser.script(List.of(words), hasSpeech, Optional.empty());
  }

  private static ScriptStep pause(int millis) {
    return new ScriptStep.Pause(Duration.ofMillis(millis));
  }
}
