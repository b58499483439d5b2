package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.identity.Pin;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.PromptLanguage;
import io.voicepost.storage.Account;
import io.voicepost.storage.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Operators who record prompts.
@Timeout(60)
class PromptRecordingMenuTest {
  @TempDir private Path folder;
  private Stage stage;
  private Account faye;
  private Pin pin;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
    pin = stage.pins().issue(faye.id());
    stage.database().accounts().appoint(faye.id(), Role.OPERATOR, false);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private ScriptedChannel call(String keys) {
    var caller =
        new ScriptedChannel()
            .presses('*', Prompt.WELCOME)
            .answers(keys)
            .speaks(Duration.ofSeconds(3), Ending.KEY)
            .speaks(Duration.ofSeconds(2), Ending.KEY);
    new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, Stage.call(Stage.FAYE));
    return caller;
  }

  private boolean isReplaced(Prompt prompt) {
    return stage
        .parts()
        .promptRecordings()
        .prompts()
        .isReplaced(PromptLanguage.ENGLISH, prompt.sound());
  }

  private void assertNothingIsLeftOver() {
    assertThat(folder.resolve("takes")).isEmptyDirectory();
    assertThat(stage.spool().backlog()).isZero();
  }

  @Test
  void anOperatorWithThePinIsAskedForANumber() {
    var caller = call("8" + pin.digits() + "999*");

    assertThat(caller.happened())
        .containsSubsequence("menu-operator", "pin-please", "pin-right", "prompt-number-please")
        .containsSubsequence("no-such-prompt", "prompt-number-please", "main-menu");
  }

  @Test
  void whatIsKeptIsInUse() {
    var caller = call("8" + pin.digits() + Prompt.GOODBYE.number() + "1" + "21");

    assertThat(caller.happened())
        .containsSubsequence("prompt-now", "goodbye", "prompt-keys", "prompt-record", "record")
        .containsSubsequence("prompt-review", "prompt-replaced", "prompt-number-please");
    assertThat(caller.happened()).filteredOn(it -> it.startsWith("play")).hasSize(1);
    assertThat(isReplaced(Prompt.GOODBYE)).isTrue();
    assertNothingIsLeftOver();
  }

  @Test
  void saidAgainOnlyTheLastOneCounts() {
    var caller = call("8" + pin.digits() + Prompt.GOODBYE.number() + "1" + "3" + "*");

    assertThat(caller.happened()).filteredOn("record"::equals).hasSize(2);
    assertThat(caller.happened()).contains("prompt-unchanged");
    assertThat(isReplaced(Prompt.GOODBYE)).isFalse();
    assertNothingIsLeftOver();
  }

  @Test
  void theBuiltPromptComesBack() {
    call("8" + pin.digits() + Prompt.GOODBYE.number() + "1" + "1");
    assertThat(isReplaced(Prompt.GOODBYE)).isTrue();

    var caller = call("8" + pin.digits() + Prompt.GOODBYE.number() + "4");

    assertThat(caller.happened()).contains("prompt-restored");
    assertThat(isReplaced(Prompt.GOODBYE)).isFalse();
  }

  @Test
  void withoutThePinNobodyRecords() {
    var caller = call("8# ");

    assertThat(caller.happened())
        .containsSubsequence("pin-please", "not-possible", "main-menu")
        .doesNotContain("prompt-number-please");
  }

  @Test
  void othersAreNotOfferedIt() throws Exception {
    stage.database().accounts().appoint(faye.id(), Role.MODERATOR, true);

    assertThat(call("8").happened())
        .doesNotContain("menu-operator", "pin-please")
        .contains("no-such-key");
  }
}
