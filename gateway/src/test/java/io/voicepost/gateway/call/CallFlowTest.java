package io.voicepost.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.RecordingResult.Ending;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.PhoneCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

@Timeout(30)
class CallFlowTest {
  private static final String FAYE = Stage.FAYE;
  private static final Duration RENEWAL = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;
  private Stage stage;
  private Account faye;
  private CallFlow callFlow;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder, Clock.fixed(NOW, ZoneOffset.UTC));
    faye = stage.faye();
    callFlow = conversationWith(stage.database().accounts());
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void aMemberHearsTheGreetingTheBeepAndSaved() throws Exception {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(3), Ending.KEY);

    var outcome = converse(caller, FAYE);

    assertThat(outcome).isInstanceOf(CallOutcome.Accepted.class);
    assertThat(caller.happened())
        .containsExactly(
            "answer",
            "in en",
            "welcome",
            "announce",
            "record",
            "settle",
            "saved-so-far",
            "review-post",
            "review-keys");
    assertThat(claimOf(captured())).isEqualTo(new MessageAuthor.Member(faye.id()));
    assertThat(captured().getFirst().facts().answeredAt()).isEqualTo(NOW);
  }

  @Test
  void savedIsHeardOnlyOnceTheMessageIsCaptured() {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(3), Ending.KEY);
    caller.whenHearing(
        Prompt.SAVED_SO_FAR,
        () -> assertThat(folder.resolve("spool/captured")).isNotEmptyDirectory());

    converse(caller, FAYE);

    assertThat(caller.happened()).contains("saved-so-far");
  }

  @Test
  void theIntentIsOnDiskBeforeTheRecordingIsAnnounced() {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(3), Ending.KEY);
    caller.whenAnnounced(
        id -> assertThat(folder.resolve("spool/recording/" + id + "/facts.json")).isNotEmptyFile());

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void howeverAMessageEndsItIsPublished(Ending ending) throws Exception {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), ending);

    var outcome = converse(caller, FAYE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CallOutcome.Accepted.class,
            accepted -> {
              assertThat(accepted.ending()).isEqualTo(ending);
              assertThat(accepted.sound())
                  .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
            });
    assertThat(captured()).hasSize(1);
    assertThat(caller.happened().contains("saved-so-far")).isEqualTo(ending != Ending.HANG_UP);
  }

  @Test
  void anUnknownNumberIsToldThatItsMessageIsKept() throws Exception {
    var caller = new ScriptedChannel().answers(" ").speaks(Duration.ofSeconds(2), Ending.KEY);

    converse(caller, "+442079460123");

    assertThat(caller.happened())
        .containsSubsequence("welcome", "stranger-speak", "record", "saved-so-far");
    var phone = stage.vault().key(new PhoneNumber("+442079460123"));
    assertThat(claimOf(captured()))
        .isInstanceOfSatisfying(
            MessageAuthor.Nobody.class,
            it -> assertThat(it.phone().orElseThrow().key()).isEqualTo(phone));
  }

  @Test
  void aWithheldNumberIsToldThatItsMessageIsKept() throws Exception {
    var caller = new ScriptedChannel().answers(" ").speaks(Duration.ofSeconds(2), Ending.KEY);

    converse(caller, "");

    assertThat(caller.happened())
        .containsSubsequence("welcome", "stranger-speak", "record", "saved-so-far");
    assertThat(claimOf(captured())).isEqualTo(new MessageAuthor.Nobody(Optional.empty()));
  }

  @Test
  void aDatabaseThatIsDownCostsNoMessage() throws Exception {
    var broken = Mockito.mock(AccountStore.class);
    Mockito.when(broken.byId(Mockito.any())).thenThrow(new IOException("connection refused"));
    callFlow = conversationWith(broken);
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY);

    converse(caller, FAYE);

    assertThat(caller.happened()).contains("saved-so-far").doesNotContain("stranger");
    assertThat(claimOf(captured()))
        .isInstanceOfSatisfying(
            MessageAuthor.Unresolved.class,
            it -> assertThat(it.phone().key()).isEqualTo(stage.vault().key(new PhoneNumber(FAYE))));
  }

  @Test
  void aDatabaseThatHangsKeepsNobodyWaiting() throws Exception {
    var answered = new CountDownLatch(1);
    var hanging = Mockito.mock(AccountStore.class);
    Mockito.when(hanging.byId(Mockito.any()))
        .thenAnswer(_ -> {
          answered.await();
          return Optional.empty();
        });
    callFlow = conversationWith(hanging);
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY);

    converse(caller, FAYE);

    answered.countDown();
    assertThat(caller.happened()).contains("saved-so-far");
    assertThat(claimOf(captured())).isInstanceOf(MessageAuthor.Unresolved.class);
  }

  @Test
  void aCallThatIsGivenUpWhileItRingsLeavesNothing() {
    var caller = new ScriptedChannel().givesUp();

    assertThat(converse(caller, FAYE)).isEqualTo(new CallOutcome.HungUpBeforeSpeaking());
    assertThat(caller.happened()).containsExactly("answer");
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(
      value = Prompt.class,
      names = {"WELCOME", "STRANGER_WITHHELD"})
  void hangUpBeforeSpeakingPublishesNothing(Prompt during) {
    var caller = new ScriptedChannel().hangsUpDuring(during);

    assertThat(converse(caller, "")).isEqualTo(new CallOutcome.HungUpBeforeSpeaking());
    assertThat(caller.happened()).contains(during.key()).doesNotContain("record");
    assertNothingIsLeft();
  }

  @Test
  void hangUpJustBeforeTheRecorderStartsPublishesNothing() {
    var caller = new ScriptedChannel().records(_ -> new RecordingResult.HungUp(), true);

    assertThat(converse(caller, FAYE)).isEqualTo(new CallOutcome.HungUpBeforeSpeaking());
    assertNothingIsLeft();
  }

  @Test
  void aFileThatNobodyToldOfIsLeftToBeAdopted() throws Exception {
    var caller =
        new ScriptedChannel()
            .records(
                target -> {
                  Sound.write(Path.of(target + ".wav"), Sound.voice(8000, Duration.ofSeconds(4)));
                  return new RecordingResult.HungUp();
                },
                true);

    converse(caller, FAYE);

    assertThat(stage.spool().abandoned()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Prompt.class,
      names = {"SAVED_SO_FAR", "REVIEW_POST", "REVIEW_KEYS"})
  void hangUpAfterTheMessageIsSafeChangesNothing(Prompt during) throws Exception {
    var caller =
        new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY).hangsUpDuring(during);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.Accepted.class);
    assertThat(caller.happened()).contains("settle");
    assertThat(captured()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Prompt.class,
      names = {"WELCOME", "STRANGER_WITHHELD"})
  void aKeySkipsWhatIsSaid(Prompt during) {
    var caller =
        new ScriptedChannel()
            .answers(" ")
            .presses('#', during)
            .speaks(Duration.ofSeconds(2), Ending.KEY);

    assertThat(converse(caller, "")).isInstanceOf(CallOutcome.Accepted.class);
  }

  @Test
  void whoOnlyLooksAtTheMenuIsNotRecordedByAsteriskAlone() {
    var caller = new ScriptedChannel().presses('*', Prompt.WELCOME).answers("   ");

    assertThat(converse(caller, FAYE)).isEqualTo(new CallOutcome.NothingSpoken());

    assertThat(caller.happened()).endsWith("goodbye", "settle");
  }

  @Test
  void lessThanASecondOfSoundPublishesNothing() {
    var caller = new ScriptedChannel().speaks(Duration.ofMillis(800), Ending.KEY);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.TooShort.class);
    assertThat(caller.happened())
        .containsSubsequence("record", "settle", "too-short", "goodbye")
        .doesNotContain("saved-so-far");
    assertNothingIsLeft();
  }

  @Test
  void silenceThatLastsIsTooShortToo() {
    var silence = Sound.silence(8000, 40_000);
    var caller = new ScriptedChannel().records(Ending.SILENCE, silence, 40_000);

    assertThat(converse(caller, FAYE))
        .isInstanceOfSatisfying(
            CallOutcome.TooShort.class, it -> assertThat(it.sound()).isEqualTo(Duration.ZERO));
    assertNothingIsLeft();
  }

  @Test
  void whoCannotBeHeardIsToldSoOnceAndThenBidGoodbye() {
    var caller = new ScriptedChannel();

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.TooShort.class);
    assertThat(caller.happened())
        .containsSubsequence(
            "record", "cannot-hear", "announce", "record", "nothing-heard", "goodbye")
        .doesNotContain("too-short", "saved-so-far");
    assertThat(caller.happened()).filteredOn("record"::equals).hasSize(2);
    assertNothingIsLeft();
  }

  @Test
  void theSecondChanceIsAMessageLikeAnyOther() {
    var caller =
        new ScriptedChannel()
            .records(Ending.SILENCE, Sound.silence(8000, 8000), 8000)
            .speaks(Duration.ofSeconds(3), Ending.KEY);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.Accepted.class);
    assertThat(caller.happened())
        .containsSubsequence("record", "cannot-hear", "record", "saved-so-far")
        .doesNotContain("nothing-heard", "too-short");
  }

  @Test
  void whoHangsUpWhileToldThatTheyCannotBeHeardIsNotWaitedFor() {
    var caller = new ScriptedChannel().hangsUpDuring(Prompt.CANNOT_HEAR);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.TooShort.class);
    assertThat(caller.happened()).filteredOn("record"::equals).hasSize(1);
    assertNothingIsLeft();
  }

  @Test
  void noSoundAtAllIsTooShort() {
    var caller = new ScriptedChannel();

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.TooShort.class);
    assertNothingIsLeft();
  }

  @Test
  void aRecordingCutShortByAFullDiskIsNeverCalledSaved() throws Exception {
    var wav = Sound.voice(8000, Duration.ofSeconds(5));
    var onDisk = Sound.killed(Arrays.copyOf(wav, 40_000));
    var caller = new ScriptedChannel().records(Ending.KEY, onDisk, Sound.samples(wav));

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.NotSaved.class);
    assertThat(caller.happened())
        .containsSubsequence("settle", "not-saved", "goodbye")
        .doesNotContain("saved-so-far");
    assertThat(captured()).as("what there is").hasSize(1);
  }

  @Test
  void aRecordingCutToAMomentByAFullDiskIsNotCalledTooShort() {
    var wav = Sound.voice(8000, Duration.ofSeconds(5));
    var onDisk = Sound.killed(Arrays.copyOf(wav, 16_000));
    var caller = new ScriptedChannel().records(Ending.KEY, onDisk, Sound.samples(wav));

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.NotSaved.class);
    assertThat(caller.happened()).contains("not-saved").doesNotContain("saved-so-far", "too-short");
    assertNothingIsLeft();
  }

  @Test
  void aRecordingCutToNothingByAFullDiskIsNotCalledTooShort() throws Exception {
    var caller = new ScriptedChannel().records(Ending.KEY, new byte[0], 40_000);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.NotSaved.class);
    assertThat(caller.happened()).contains("not-saved").doesNotContain("saved-so-far", "too-short");
    assertThat(captured()).as("for the operator").hasSize(1);
  }

  @Test
  void aDiskThatRefusesBeforeTheRecordingIsTold() throws Exception {
    Files.delete(folder.resolve("spool/recording"));
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.NotSaved.class);
    assertThat(caller.happened())
        .containsExactly("answer", "in en", "welcome", "settle", "not-saved", "goodbye");
  }

  @Test
  void aDiskThatRefusesToCaptureIsTold() throws Exception {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY);
    Files.delete(folder.resolve("spool/captured"));

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.NotSaved.class);
    assertThat(caller.happened()).contains("not-saved").doesNotContain("saved-so-far");
    assertThat(stage.spool().abandoned()).as("left to be adopted").hasSize(1);
  }

  @Test
  void aRecorderThatRefusesIsTold() {
    var caller =
        new ScriptedChannel().records(_ -> new RecordingResult.Refused("no such folder"), false);

    assertThat(converse(caller, FAYE))
        .isInstanceOfSatisfying(
            CallOutcome.NotSaved.class, it -> assertThat(it.reason()).isEqualTo("no such folder"));
    assertThat(caller.happened()).containsSubsequence("settle", "not-saved", "goodbye");
    assertNothingIsLeft();
  }

  @Test
  void aRecordingWhoseFileIsGoneIsNotSaved() {
    var caller =
        new ScriptedChannel().records(_ -> new RecordingResult.Recorded(Ending.KEY, 80_000), false);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.NotSaved.class);
    assertThat(caller.happened()).contains("not-saved");
  }

  @Test
  void whatALostAsteriskRecordedIsLeftToBeAdopted() throws Exception {
    var caller =
        new ScriptedChannel()
            .records(
                target -> {
                  Sound.write(Path.of(target + ".wav"), Sound.voice(8000, Duration.ofSeconds(4)));
                  return new RecordingResult.Lost();
                },
                true);

    assertThat(converse(caller, FAYE)).isInstanceOf(CallOutcome.Lost.class);
    assertThat(caller.happened()).doesNotContain("settle", "saved-so-far");
    assertThat(stage.spool().abandoned()).hasSize(1);
    assertThat(captured()).isEmpty();
  }

  @Test
  void callThatEndsBeforeItIsAdmittedIsOver() throws Exception {
    var database = new CountDownLatch(1);
    // Its beginning and its end.
    var written = new CountDownLatch(2);
    var calls =
        mock(
            CallStore.class,
            call -> {
              if (call.getMethod().getName().equals("admit")) {
                Uninterruptibly.await(database);
              }
              // What is under way goes on, whoever does not want to wait for it any more.
              boolean interrupted = Thread.interrupted();
              try {
                return call.getMethod().invoke(stage.database().calls(), call.getArguments());
              } finally {
                written.countDown();
                if (interrupted) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.HANG_UP);

    conversationWith(calls, RENEWAL).run(caller, Stage.call(FAYE));
    database.countDown();

    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stage.database().calls().admit(nextCall(), oneAtOnce()))
        .isInstanceOf(CallVerdict.Admitted.class);
  }

  /// Else whoever writes another's number on a packet uses up their calls.
  @Test
  void callThatWasNotAnsweredIsNotCounted() throws Exception {
    var calls = mock(CallStore.class);

    conversationWith(calls, RENEWAL).run(new ScriptedChannel().givesUp(), Stage.call(FAYE));

    verifyNoInteractions(calls);
  }

  @Test
  void callThatGoesOnSaysSoUntilItEnds() throws Exception {
    var renewed = new CountDownLatch(3);
    var leases = new CopyOnWriteArrayList<Duration>();
    var ended = new CountDownLatch(1);
    var calls =
        mock(
            CallStore.class,
            call -> {
              var arguments = call.getArguments();
              switch (call.getMethod().getName()) {
                case "admit" -> leases.add(((PhoneCall) arguments[0]).lease());
                case "renew" -> {
                  leases.add((Duration) arguments[2]);
                  renewed.countDown();
                }
                default -> ended.countDown();
              }
              return call.getMethod().invoke(stage.database().calls(), arguments);
            });
    var renewal = Duration.ofMillis(10);
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY);
    caller.whenHearing(Prompt.WELCOME, () -> Uninterruptibly.await(renewed));

    conversationWith(calls, renewal).run(caller, Stage.call(FAYE));

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(leases).hasSizeGreaterThan(3).containsOnly(renewal.multipliedBy(3));
  }

  private CallFlow conversationWith(CallStore calls, Duration renewal) {
    var parts = stage.parts();
    return new CallFlow(
        new CallParts(
            parts.lines(),
            parts.lists(),
            calls,
            parts.directory(),
            parts.passports(),
            parts.tickets(),
            parts.pins(),
            parts.linkCodes(),
            parts.phoneAccounts(),
            parts.recovery(),
            parts.microblog(),
            parts.spool(),
            parts.replayCache(),
            parts.promptRecordings()),
        Clock.fixed(NOW, ZoneOffset.UTC),
        Duration.ofMillis(300),
        renewal);
  }

  private PhoneCall nextCall() {
    var later = NOW.plusSeconds(1);
    var phone = stage.vault().key(new PhoneNumber(FAYE));
    return new PhoneCall(
        RecordingId.at(later), Stage.LINE.number(), Optional.of(phone), later, RENEWAL);
  }

  private static FairUse oneAtOnce() {
    return new FairUse(0, 1, 0, 0);
  }

  /// Waits as JDBC does.
  private static final class Uninterruptibly {
    static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        await(latch);
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void noTextOfAnOutcomeOrACallHasTheNumber() {
    var caller = new ScriptedChannel().speaks(Duration.ofSeconds(2), Ending.KEY);

    var outcome = converse(caller, FAYE);

    assertThat(outcome.toString() + Stage.call(FAYE)).doesNotContain("2025550142");
  }

  private CallOutcome converse(ScriptedChannel caller, String presented) {
    return callFlow.run(caller, Stage.call(presented));
  }

  private CallFlow conversationWith(AccountStore accounts) {
    return new CallFlow(
        stage.parts(accounts), Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(300), RENEWAL);
  }

  /// What the next start would find captured.
  private List<SpooledRecording> captured() throws Exception {
    var spool = stage.openSpoolAgain();
    var found = new ArrayList<SpooledRecording>();
    for (var next = spool.take(Duration.ZERO); next.isPresent(); next = spool.take(Duration.ZERO)) {
      found.add(next.get());
    }
    return found;
  }

  private static MessageAuthor claimOf(List<SpooledRecording> messages) {
    assertThat(messages).hasSize(1);
    return messages.getFirst().facts().author();
  }

  private void assertNothingIsLeft() {
    assertThat(folder.resolve("spool/recording")).isEmptyDirectory();
    assertThat(folder.resolve("spool/captured")).isEmptyDirectory();
  }
}
