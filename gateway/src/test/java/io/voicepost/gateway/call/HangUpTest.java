package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.Account;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Callers who hang up, at every step of long calls.
@Timeout(120)
class HangUpTest {
  private static final String STRANGER = "+442079460123";
  private static final int MOST_STEPS = 200;

  @TempDir private Path folder;
  private Stage stage;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    faye = stage.faye();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private interface Script {
    ScriptedChannel caller() throws Exception;
  }

  private interface Check {
    void check(CallOutcome outcome, List<SpooledRecording> left) throws Exception;
  }

  /// Hangs up after the first step of a call, then after the second, and so on until one ends by
  /// itself.
  private void everywhere(Script script, String number, Check check) throws Exception {
    var whole = script.caller();
    converse(whole, number);
    left();
    int steps = 0;
    for (boolean over = false; !over; steps++) {
      assertThat(steps).isLessThan(MOST_STEPS);
      var caller = script.caller().hangsUpAfter(steps);
      var outcome = converse(caller, number);
      check.check(outcome, left());
      assertThat(stage.spool().abandoned()).as("after %d steps", steps).isEmpty();
      over = caller.happened().size() >= whole.happened().size();
    }
    assertThat(steps).isGreaterThan(5);
  }

  private CallOutcome converse(ScriptedChannel caller, String number) {
    return new CallFlow(stage.parts(), Clock.systemUTC()).run(caller, Stage.call(number));
  }

  private List<SpooledRecording> left() throws Exception {
    var all = new ArrayList<SpooledRecording>();
    var spool = stage.spool();
    for (var next = spool.take(Duration.ZERO); next.isPresent(); next = spool.take(Duration.ZERO)) {
      all.add(next.get());
    }
    for (var message : all) {
      spool.confirm(message);
    }
    return all;
  }

  private void set(CallerClass callerClass, HangUpRule rule) throws Exception {
    var settings = new PhoneSettings(callerClass, rule, Optional.empty());
    stage.database().phoneSettings().change(faye.id(), settings);
  }

  @ParameterizedTest
  @EnumSource(HangUpRule.class)
  void theMessageGoesTheWayOfTheRuleWhereverTheCallerHangsUp(HangUpRule rule) throws Exception {
    set(CallerClass.NORMAL, rule);
    everywhere(
        () ->
            new ScriptedChannel()
                .speaks(Duration.ofSeconds(2), Ending.KEY)
                .speaks(Duration.ofSeconds(3), Ending.SILENCE)
                .speaks(Duration.ofSeconds(2), Ending.KEY)
                .answers("0234 8 "),
        Stage.FAYE,
        (outcome, left) -> {
          if (outcome instanceof CallOutcome.Accepted accepted) {
            assertThat(left)
                .singleElement()
                .satisfies(it -> {
                  assertThat(it.facts().recording()).isEqualTo(accepted.recording());
                  assertThat(it.facts().author()).isEqualTo(new MessageAuthor.Member(faye.id()));
                  assertThat(it.facts().disposition()).isEqualTo(Disposition.valueOf(rule.name()));
                });
            assertThat(rule).isNotEqualTo(HangUpRule.DROP);
          } else {
            assertThat(left).isEmpty();
            assertThat(outcome)
                .isInstanceOfAny(
                    CallOutcome.HungUpBeforeSpeaking.class, CallOutcome.ThrownAway.class);
          }
        });
  }

  @Test
  void aProtectedAccountPublishesOnlyWhatCameAfterItsPin() throws Exception {
    set(CallerClass.PROTECTED, HangUpRule.PUBLISH);
    var pin = stage.pins().issue(faye.id());
    everywhere(
        () ->
            new ScriptedChannel()
                .answers(pin.digits() + "1")
                .speaks(Duration.ofSeconds(2), Ending.KEY),
        Stage.FAYE,
        (_, left) ->
            assertThat(left)
                .allSatisfy(it ->
                    assertThat(it.facts().author())
                        .isEqualTo(new MessageAuthor.Member(faye.id()))));
  }

  @Test
  void whatWasTakenDownIsNeverThereAgain() throws Exception {
    everywhere(
        () ->
            new ScriptedChannel()
                .speaks(Duration.ofSeconds(2), Ending.KEY)
                .answers("19")
                .whenHearing(Prompt.MAIN_MENU, () -> {}),
        Stage.FAYE,
        (outcome, left) -> {
          for (var message : left) {
            boolean stands = stage.microblog().postCommands().withdraw(message.facts().recording());
            assertThat(stands).isEqualTo(!(outcome instanceof CallOutcome.TakenDown));
          }
        });
  }

  @Test
  void strangersWhoHangUpLeaveAHeldMessageOrNothing() throws Exception {
    everywhere(
        () ->
            new ScriptedChannel()
                .answers("32025550142#111111 *1*2* 1 ")
                .speaks(Duration.ofSeconds(2), Ending.KEY),
        STRANGER,
        (_, left) ->
            assertThat(left)
                .allSatisfy(it ->
                    assertThat(it.facts().author()).isInstanceOf(MessageAuthor.Nobody.class)));
  }
}
