package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.NumberStatus;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.Account;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers do once their message is safe.
final class MessageReviewTest {
  private static final boolean MEMBER = true;
  private static final boolean NOBODY = false;

  @TempDir private Path folder;
  private Stage stage;
  private Spool spool;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    spool = stage.spool();
    faye = stage.faye();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private ScriptedChannel caller() {
    return new ScriptedChannel().speaks(Duration.ofSeconds(3), Ending.KEY);
  }

  private CallOutcome review(ScriptedChannel channel, boolean isMember, Disposition rule) {
    var caller = isMember ? member(rule) : new Caller.Withheld();
    var verdict = new CallVerdict.Admitted(Optional.empty());
    var answered = new AnsweredCall(caller, Origin.UNSIGNED, verdict);
    var parts = stage.parts();
    var session =
        new CallSession(parts.directory(), channel, Stage.LINE, answered, Clock.systemUTC());
    var screening = new CallScreening(session, parts.lists());
    var undo = new UndoPost(session, parts.microblog());
    return new LeaveMessage(session, screening, new MessageRecorder(parts.spool()), undo)
        .message(Optional.empty());
  }

  private Caller member(Disposition rule) {
    var settings =
        new PhoneSettings(CallerClass.NORMAL, HangUpRule.valueOf(rule.name()), Optional.empty());
    var phone = stage.vault().seal(new PhoneNumber(Stage.FAYE));
    return new Caller.Member(faye, settings, NumberStatus.PROVED, Optional.of(phone));
  }

  private List<SpooledRecording> inLine() throws InterruptedException {
    var all = new ArrayList<SpooledRecording>();
    for (var next = spool.take(Duration.ZERO); next.isPresent(); next = spool.take(Duration.ZERO)) {
      all.add(next.get());
    }
    return all;
  }

  private void assertOnly(Disposition disposition, int parts) throws Exception {
    assertThat(inLine())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.facts().disposition()).isEqualTo(disposition);
          assertThat(message.audio()).hasSize(parts);
        });
    assertThat(spool.backlog()).isEqualTo(1);
    assertThat(spool.abandoned()).isEmpty();
  }

  private void assertNothingIsLeft() throws Exception {
    assertThat(inLine()).isEmpty();
    try (var files = Files.walk(folder.resolve("spool"))) {
      assertThat(files.filter(it -> it.toString().contains("audio"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"PUBLISH, review-post", "DRAFT, review-draft", "DROP, review-drop"})
  void hangingUpFollowsTheRule(Disposition rule, String said) throws Exception {
    var caller = caller();

    review(caller, MEMBER, rule);

    assertThat(caller.happened()).containsSubsequence("saved-so-far", said, "review-keys");
    if (rule == Disposition.DROP) {
      assertNothingIsLeft();
    } else {
      assertOnly(rule, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void onePublishesWhateverTheRule(Disposition rule) throws Exception {
    var caller = caller().answers("1");

    assertThat(review(caller, MEMBER, rule)).isInstanceOf(CallOutcome.Accepted.class);

    assertThat(caller.happened()).endsWith("posted");
    assertOnly(Disposition.PUBLISH, 1);
  }

  @ParameterizedTest
  @EnumSource(Disposition.class)
  void threeMissesAreLikeHangingUp(Disposition rule) throws Exception {
    var caller = caller().answers(" 8 ");

    review(caller, MEMBER, rule);

    assertThat(caller.happened())
        .containsSubsequence("review-keys", "still-there", "no-such-key", "review-keys");
    switch (rule) {
      case PUBLISH -> {
        assertThat(caller.happened()).endsWith("posted");
        assertOnly(Disposition.PUBLISH, 1);
      }
      case DRAFT -> {
        assertThat(caller.happened()).endsWith("kept-as-draft");
        assertOnly(Disposition.DRAFT, 1);
      }
      case DROP -> {
        assertThat(caller.happened()).endsWith("thrown-away");
        assertNothingIsLeft();
      }
    }
  }

  @Test
  void zeroSaysTheChoicesAgainAndIsNoMiss() throws Exception {
    var caller = caller().answers("00000001");

    review(caller, MEMBER, Disposition.DRAFT);

    assertThat(caller.happened()).filteredOn("review-keys"::equals).hasSize(8);
    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void theStarThrowsItAway() throws Exception {
    var caller = caller().answers("*");

    assertThat(review(caller, MEMBER, Disposition.PUBLISH))
        .isInstanceOf(CallOutcome.ThrownAway.class);

    assertThat(caller.happened()).endsWith("thrown-away");
    assertNothingIsLeft();
  }

  @Test
  void twoPlaysWhatWasSaid() throws Exception {
    var caller = caller().answers("21");

    review(caller, MEMBER, Disposition.PUBLISH);

    assertThat(caller.happened()).containsSubsequence("play audio.wav", "review-post", "posted");
    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void threeTakesANewMessageForTheOld() throws Exception {
    var caller = caller().speaks(Duration.ofSeconds(7), Ending.KEY).answers("31");

    assertThat(review(caller, MEMBER, Disposition.PUBLISH))
        .isInstanceOfSatisfying(
            CallOutcome.Accepted.class,
            it -> assertThat(it.sound()).isGreaterThan(Duration.ofSeconds(6)));

    assertThat(caller.happened()).containsSubsequence("speak-now", "record", "saved-so-far");
    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void theOldMessageStaysUntilTheNewOneIsSafe() throws Exception {
    var caller = caller().speaks(Duration.ofMillis(300), Ending.KEY).answers("31");

    assertThat(review(caller, MEMBER, Disposition.DRAFT))
        .isInstanceOfSatisfying(
            CallOutcome.Accepted.class,
            it -> assertThat(it.sound()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4)));

    assertThat(caller.happened()).containsSubsequence("nothing-heard", "review-draft", "posted");
    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void hangingUpWhileRecordingAgainFollowsTheRuleForTheNewMessage() throws Exception {
    var caller = caller().speaks(Duration.ofSeconds(7), Ending.HANG_UP).answers("3");

    review(caller, MEMBER, Disposition.DRAFT);

    assertOnly(Disposition.DRAFT, 1);
  }

  @Test
  void hangingUpBeforeSpeakingAgainFollowsTheRuleForTheOldMessage() throws Exception {
    var caller = caller().records(_ -> new RecordingResult.HungUp(), true).answers("3");

    review(caller, MEMBER, Disposition.PUBLISH);

    assertOnly(Disposition.PUBLISH, 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Prompt.class,
      names = {"SPEAK_NOW", "ADD_NOW", "SAVED_SO_FAR", "REVIEW_POST", "REVIEW_KEYS"})
  void hangingUpDuringAnythingThatIsSaidFollowsTheRule(Prompt during) throws Exception {
    var caller = caller().hangsUpDuring(during).answers("34");

    review(caller, MEMBER, Disposition.PUBLISH);

    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void fourAddsToIt() throws Exception {
    var caller =
        caller()
            .speaks(Duration.ofSeconds(2), Ending.KEY)
            .speaks(Duration.ofSeconds(2), Ending.KEY)
            .answers("4421");

    assertThat(review(caller, MEMBER, Disposition.PUBLISH))
        .isInstanceOfSatisfying(
            CallOutcome.Accepted.class,
            it -> assertThat(it.sound()).isGreaterThan(Duration.ofSeconds(6)));

    assertThat(caller.happened()).filteredOn(it -> it.startsWith("play")).hasSize(3);
    assertOnly(Disposition.PUBLISH, 3);
  }

  @Test
  void partThatTheDiskCutShortIsNotSaid() throws Exception {
    var wav = Sound.voice(8000, Duration.ofSeconds(3));
    var caller =
        caller()
            .records(Ending.KEY, Sound.killed(Arrays.copyOf(wav, 40_000)), Sound.samples(wav))
            .answers("41");

    review(caller, MEMBER, Disposition.PUBLISH);

    assertThat(caller.happened())
        .containsSubsequence("saved-so-far", "add-now", "record", "out-of-order", "review-post")
        .filteredOn("saved-so-far"::equals)
        .hasSize(1);
    assertOnly(Disposition.PUBLISH, 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Prompt.class,
      names = {"SAVED_SO_FAR", "REVIEW_KEYS", "POSTED", "SPEAK_NOW", "ADD_NOW"})
  void bugDuringTheCallLeavesNoMessageBehind(Prompt during) throws Exception {
    var caller =
        caller()
            .answers(during == Prompt.SPEAK_NOW ? "3" : during == Prompt.ADD_NOW ? "4" : "1")
            .whenHearing(
                during,
                () -> {
                  throw new IllegalStateException("a bug");
                });

    assertThatIllegalStateException().isThrownBy(() -> review(caller, MEMBER, Disposition.PUBLISH));

    assertOnly(Disposition.PUBLISH, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bugRightAfterAMessageIsSafeLeavesItNotBehind(int settled) throws Exception {
    var caller =
        caller()
            .speaks(Duration.ofSeconds(2), Ending.KEY)
            .answers("4")
            .whenSettled(
                settled,
                () -> {
                  throw new IllegalStateException("a bug");
                });

    assertThatIllegalStateException().isThrownBy(() -> review(caller, MEMBER, Disposition.PUBLISH));

    assertOnly(Disposition.PUBLISH, settled);
  }

  @Test
  void nothingAddedChangesNothing() throws Exception {
    var caller = caller().speaks(Duration.ofMillis(200), Ending.SILENCE).answers("41");

    review(caller, MEMBER, Disposition.PUBLISH);

    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void aStrangerLeavesItUntilItIsKnownWhoseItIs() throws Exception {
    var caller = caller().answers("1");

    review(caller, NOBODY, Disposition.PUBLISH);

    assertThat(caller.happened())
        .contains("review-held")
        .doesNotContain("review-post", "posted")
        .endsWith("kept-until-known");
    assertOnly(Disposition.PUBLISH, 1);
  }

  @Test
  void aStrangerCanThrowItAway() throws Exception {
    review(caller().answers("*"), NOBODY, Disposition.PUBLISH);

    assertNothingIsLeft();
  }

  @Test
  void aDiskThatForgetsTheDecisionKeepsTheMessage() throws Exception {
    var caller =
        caller()
            .answers("1")
            .whenHearing(
                Prompt.REVIEW_KEYS,
                () -> {
                  try (var all = Files.walk(folder.resolve("spool/captured"))) {
                    var facts = all.filter(it -> it.endsWith("facts.json")).findFirst();
                    Files.createDirectory(Path.of(facts.orElseThrow() + ".new"));
                    Files.createFile(Path.of(facts.orElseThrow() + ".new/in-the-way"));
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });

    assertThat(review(caller, MEMBER, Disposition.DRAFT)).isInstanceOf(CallOutcome.Accepted.class);

    assertThat(caller.happened()).endsWith("out-of-order");
    assertOnly(Disposition.DRAFT, 1);
  }
}
