package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.ClosedPort;
import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.CallFlow;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FastAgiServerTest {
  private static final byte[] VOICE = Sound.voice(8000, Duration.ofSeconds(2));
  private static final String NUMBER = "+12025550142";

  /// How many commands a whole call takes, Asterisk-Java's own last one included.
  private static final int COMMANDS = 29;

  @TempDir static Path shared;
  private static Stage stage;

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Spool spool;
  private FastAgiServer edge;

  @BeforeAll
  static void openStage() throws Exception {
    stage = new Stage(shared);
    stage.faye();
  }

  @AfterAll
  static void closeStage() throws Exception {
    stage.close();
  }

  @BeforeEach
  void open() throws Exception {
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    edge = startWith(400, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws Exception {
    edge.close();
    spool.close();
  }

  @Test
  void aCallIsAnsweredLeasedRecordedAndSettled() throws Exception {
    var commands = call(command -> FakeAsterisk.reply(command, VOICE));

    var id = commands.get(4).replaceAll("SET VARIABLE \"VP_RECORDING\" \"([0-9a-f-]{36})\"", "$1");
    var target = folder.resolve("spool/recording/" + id + "/audio");
    assertThat(commands.stream().map(FastAgiServerTest::inWholeSeconds))
        .containsExactly(
            "SET AUTOHANGUP 5",
            "ANSWER",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/welcome\" \"0123456789*#E\"",
            "SET VARIABLE \"VP_RECORDING\" \"" + id + "\"",
            "SET VARIABLE \"VP_STATE\" \"recording\"",
            "SET AUTOHANGUP 5",
            "EXEC \"MixMonitor\" \",r(" + target + ".timed.wav)\"",
            "SET AUTOHANGUP 195",
            "RECORD FILE \"" + target + "\" \"wav\" \"#F\" 180000 0 BEEP s=5",
            "SET AUTOHANGUP 10",
            "EXEC \"StopMixMonitor\" \"\"",
            "SET VARIABLE \"VP_STATE\" \"done\"",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/saved-so-far\" \"0123456789*#E\"",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/review-post\" \"0123456789*#E\"",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/review-keys\" \"0123456789*#E\"",
            "SET AUTOHANGUP 10",
            "WAIT FOR DIGIT 5000",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/posted\" \"0123456789*#E\"",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/posted-keys\" \"0123456789*#E\"",
            "SET AUTOHANGUP 9",
            "WAIT FOR DIGIT 4000",
            "SET AUTOHANGUP 32",
            "STREAM FILE \"voicepost/en/goodbye\" \"0123456789*#E\"",
            "SET VARIABLE \"AJ_AGISTATUS\" \"SUCCESS\"");
    assertThat(spool.backlog()).isEqualTo(1);
    assertEnded("accepted");
  }

  private static String inWholeSeconds(String command) {
    return command.startsWith("WAIT FOR DIGIT ")
        ? "WAIT FOR DIGIT " + FakeAsterisk.patience(command).toMillis()
        : command;
  }

  /// Whoever writes somebody's address on a packet never sees the answer.
  @ParameterizedTest
  @CsvSource({
    "0123456789abcdef, PJSIP/trunk-00000001, ACK, 1, true",
    "0123456789abcdef, PJSIP/trunk-00000001, BYE, 1, false",
    "0123456789abcdef, PJSIP/trunk-00000001, INVITE, 1, false",
    "0123456789abcdef, PJSIP/trunk-00000002, ACK, 1, false",
    "0123456789abcdef, '', ACK, 1, false",
    "0123456789abcdee, PJSIP/trunk-00000001, ACK, 1, false",
    "'', PJSIP/trunk-00000001, ACK, 1, false",
    "0123456789abcdef, PJSIP/trunk-00000001, ACK, PJSIP/trunk-00000001, false",
  })
  void onlyAnAcknowledgedCallHasANumber(
      String key, String channel, String method, String callId, boolean isFaye) throws Exception {
    var message = method + " sip:8642@127.0.0.1 SIP/2.0\r\nCall-ID: " + callId + "\r\n\r\n";
    try (var asterisk = new FakeAsterisk(edge.port())) {
      asterisk
          .acknowledging(FakeAsterisk.capture(key, channel, message))
          .calls(NUMBER)
          .serve(command -> FakeAsterisk.reply(command, VOICE));
    }

    var taken = spool.take(Duration.ofSeconds(5));
    assertThat(taken.map(it -> it.facts().author()).filter(MessageAuthor.Member.class::isInstance))
        .matches(it -> it.isPresent() == isFaye);
    assertThat(
            taken
                .map(it -> it.facts().author())
                .filter(it -> it instanceof MessageAuthor.Nobody(var phone) && phone.isPresent()))
        .isEmpty();
  }

  @Test
  void noCommandEverCarriesTheCallersNumber() throws Exception {
    var commands = call(command -> FakeAsterisk.reply(command, VOICE));

    assertThat(String.join("\n", commands)).doesNotContain("2025550142");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 result=35 (dtmf) endpos=%d        | accepted",
        "200 result=-1 (hangup) endpos=%d      | accepted",
        "200 result=0 (timeout) endpos=%d      | accepted",
        "200 result=55443 (timeout) endpos=%d  | accepted",
        "200 result=-1 (waitfor) endpos=%d     | accepted",
        "200 result=35 (dtmf) endpos=1%d       | not_saved",
        "200 result=35 (dtmf) endpos=x%d       | lost",
        "200 result=-1 (writefile)             | not_saved",
        "200 result=-1 (randomerror) endpos=0  | hung_up_before_speaking",
        "200 result=0                          | not_saved",
        "511 Command Not Permitted on a dead channel or intercept routine |"
            + " hung_up_before_speaking",
      })
  void everyReplyToRecordFileHasItsOutcome(String reply, String outcome) throws Exception {
    call(command ->
        command.startsWith("RECORD FILE")
            ? recordReply(command, reply)
            : FakeAsterisk.reply(command, VOICE));

    assertEnded(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"35", "-1"})
  void aBeepCutShortByAKeyOrMissingCostsNoMessage(String result) throws Exception {
    var commands =
        call(command ->
            command.contains(" BEEP ")
                ? "200 result=" + result + " (randomerror) endpos=0"
                : FakeAsterisk.reply(command, VOICE));

    assertThat(commands).filteredOn(it -> it.startsWith("RECORD FILE")).hasSize(2);
    assertEnded("accepted");
  }

  @Test
  void aRecordingInPlaceOfAPromptIsAskedForByItsName() throws Exception {
    var recording = Files.createDirectories(folder.resolve("prompts/en")).resolve("welcome.wav");
    Files.write(recording, VOICE);

    assertThat(call(command -> FakeAsterisk.reply(command, VOICE)))
        .contains("STREAM FILE \"custom/voicepost/en/welcome\" \"0123456789*#E\"")
        .contains("STREAM FILE \"voicepost/en/posted\" \"0123456789*#E\"");
  }

  @Test
  void aPromptThatAsteriskDoesNotHaveCostsNoMessage() throws Exception {
    call(command ->
        command.startsWith("STREAM FILE")
            ? "200 result=-1 endpos=0"
            : FakeAsterisk.reply(command, VOICE));

    assertEnded("accepted");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aConnectionThatBreaksAtAnyStepEndsTheCallAndNothingElse(int step) throws Exception {
    call(new Breaking(step, ""));

    await().until(() -> ended() == 1);
    assertSpoolIsInOrder();
    assertNextCallWorks();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void garbageInPlaceOfAReplyEndsTheCallAndNothingElse(int step) throws Exception {
    call(new Breaking(step, "\u0001\u0002 result=0"));

    await().until(() -> turnedAway() == 1);
    assertSpoolIsInOrder();
    assertNextCallWorks();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aSecondReplyToOneCommandEndsTheCallAndNothingElse(int step) throws Exception {
    call(new Breaking(step, "200 result=0\n200 result=0"));

    await().until(() -> turnedAway() == 1);
    assertSpoolIsInOrder();
    assertNextCallWorks();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void theNewsOfAHangUpBetweenCommandAndReplyIsNoReply(int step) throws Exception {
    var count = new int[1];
    call(command -> (count[0]++ == step ? "HANGUP\n" : "") + FakeAsterisk.reply(command, VOICE));

    assertThat(turnedAway()).isZero();
    assertEnded("accepted");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aDeadChannelEndsTheCallInOrder(int step) throws Exception {
    var count = new int[1];
    var commands =
        call(command ->
            count[0]++ < step || command.startsWith("SET VARIABLE")
                ? FakeAsterisk.reply(command, VOICE)
                : "511 Command Not Permitted on a dead channel or intercept routine");

    await().until(() -> ended() == 1);
    assertThat(turnedAway()).isZero();
    assertSpoolIsInOrder();
    if (commands.contains("SET VARIABLE \"VP_STATE\" \"recording\"")) {
      assertThat(commands).contains("SET VARIABLE \"VP_STATE\" \"done\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        520-Invalid command syntax.  Proper usage follows:
        Usage: NONSENSE
        520 End of proper usage.\
        """,
        "520 Invalid command syntax.  Proper usage not available.",
        "510 Invalid or unknown command",
      })
  void anAsteriskThatDoesNotKnowACommandEndsTheCall(String reply) throws Exception {
    call(command -> command.equals("ANSWER") ? reply : FakeAsterisk.reply(command, VOICE));

    assertEnded("hung_up_before_speaking");
  }

  @Test
  void repliesWithoutEndAreNotWaitedFor() throws Exception {
    call(command ->
        command.equals("ANSWER")
            ? "100 Trying\n".repeat(100) + "200 result=0"
            : FakeAsterisk.reply(command, VOICE));

    await().until(() -> turnedAway() == 1);
    assertEnded("hung_up_before_speaking");
  }

  @Test
  void aReplyWithoutEndIsNotWaitedFor() throws Exception {
    call(command ->
        command.equals("ANSWER")
            ? "200 result=" + "0".repeat(1100)
            : FakeAsterisk.reply(command, VOICE));

    await().until(() -> turnedAway() == 1);
    assertEnded("hung_up_before_speaking");
  }

  @Test
  void anAsteriskThatDoesNotReplyIsNotWaitedForLongerThanItsLease() throws Exception {
    try (var asterisk = new FakeAsterisk(edge.port()).calls(NUMBER)) {
      asterisk.command();

      assertThat(asterisk.command()).as("hung up on").isNull();
    }
    assertEnded("hung_up_before_speaking");
  }

  @Test
  void aWidebandRecordingIsEndedBySilenceThatWeHear() throws Exception {
    var pressed = new CountDownLatch(1);
    var voice = Sound.voice(16_000, Duration.ofSeconds(2));
    var whole = new AtomicLong();
    try (var manager =
        new FakeManager(action -> {
          if (action.startsWith("Action: PlayDTMF Channel: PJSIP/trunk-00000001 Digit: F")) {
            pressed.countDown();
          }
        })) {
      wideband(
          manager.port(),
          command -> {
            assertThat(command).endsWith("\"wav16\" \"#F\" 180000 0 BEEP s=0");
            var silent = Arrays.copyOf(voice, voice.length + 2 * 16_000 * 6);
            Sound.write(Path.of(FakeAsterisk.target(command) + ".wav16"), Sound.killed(silent));
            awaitAll(pressed);
            whole.set(Sound.samples(silent));
            return "200 result=35 (dtmf) endpos=" + Sound.samples(silent);
          });
    }

    assertEnded("accepted");
    var message = spool.take(Duration.ZERO).orElseThrow();
    assertThat(WavAudio.read(message.first()).duration()).isEqualTo(Duration.ofMillis(3500));
    assertThat(whole.get()).isGreaterThan(16_000 * 3);
  }

  @Test
  void withoutTheManagerInterfaceAsteriskListensForSilenceItself() throws Exception {
    try (var closed = new ClosedPort()) {
      wideband(
          closed.number(),
          command -> {
            assertThat(command).endsWith("\"wav16\" \"#F\" 180000 0 BEEP s=5");
            var voice = Sound.voice(16_000, Duration.ofSeconds(2));
            Sound.write(Path.of(FakeAsterisk.target(command) + ".wav16"), voice);
            return "200 result=55443 (timeout) endpos=" + Sound.samples(voice);
          });
    }

    assertEnded("accepted");
  }

  private void wideband(int manager, Function<String, String> recorder) throws IOException {
    var environment = FakeAsterisk.environment(NUMBER);
    environment.put("agi_arg_4", "wav16");
    environment.put("agi_arg_5", String.valueOf(manager));
    try (var asterisk = new FakeAsterisk(edge.port()).says(environment)) {
      asterisk.serve(command ->
          command.startsWith("RECORD FILE")
              ? recorder.apply(command)
              : FakeAsterisk.reply(command, VOICE));
    }
  }

  @Test
  void threeHundredCallsAtOnceAreAllSaved() throws Exception {
    var spoken = new CountDownLatch(300);
    List<Callable<List<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      calls.add(() ->
          call(command -> {
            if (command.startsWith("RECORD FILE")) {
              spoken.countDown();
              awaitAll(spoken);
            }
            return FakeAsterisk.reply(command, VOICE);
          }));
    }
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<String>> call : callers.invokeAll(calls)) {
        assertThat(call.get()).hasSize(COMMANDS + 1);
      }
    }

    assertThat(spool.backlog()).isEqualTo(300);
    await().until(() -> ended("accepted") == 300);
    await().until(() -> active() == 0);
  }

  @Test
  void callsBeyondTheLimitAreLeftToAsterisk() throws Exception {
    edge.close();
    edge = startWith(1, Duration.ofSeconds(1));
    try (var first = new FakeAsterisk(edge.port()).calls(NUMBER)) {
      assertThat(first.command()).isEqualTo("SET AUTOHANGUP 5");
      try (var second = new FakeAsterisk(edge.port()).calls(NUMBER)) {
        assertThat(second.command()).isNull();
      }
    }
    await().until(() -> turnedAway() == 1);
  }

  @Test
  void closingLetsACallEnd() throws Exception {
    edge.close();
    edge = startWith(10, Duration.ofSeconds(20));
    call(command -> {
      if (command.startsWith("RECORD FILE")) {
        var closing = Thread.startVirtualThread(this::closeEdge);
        await().until(this::isDoorClosed);
        await().during(Duration.ofMillis(500)).until(closing::isAlive);
      }
      return FakeAsterisk.reply(command, VOICE);
    });

    assertEnded("accepted");
  }

  @Test
  void closingLeavesACallThatDoesNotEndToAsterisk() throws Exception {
    edge.close();
    edge = startWith(10, Duration.ofMillis(100));
    try (var asterisk = new FakeAsterisk(edge.port()).calls(NUMBER)) {
      for (var command = asterisk.command();
          command != null && !command.startsWith("RECORD FILE");
          command = asterisk.command()) {
        asterisk.says(FakeAsterisk.reply(command, VOICE) + "\n");
      }
      edge.close();

      assertThat(asterisk.command()).isNull();
    }
    assertEnded("lost");
    assertThat(spool.abandoned()).hasSize(1);
  }

  static List<Integer> steps() {
    var steps = new ArrayList<Integer>();
    for (int step = 0; step < COMMANDS; step++) {
      steps.add(step);
    }
    return steps;
  }

  /// Replies as it should until a step, and as badly as told from there on.
  private static final class Breaking implements Function<String, String> {
    private final int step;
    private final String reply;
    private int count;

    Breaking(int step, String reply) {
      this.step = step;
      this.reply = reply;
    }

    @Override
    public String apply(String command) {
      return count++ == step ? reply : FakeAsterisk.reply(command, VOICE);
    }
  }

  private FastAgiServer startWith(int calls, Duration grace) throws IOException {
    var callFlow = new CallFlow(stage.parts(spool), Clock.systemUTC());
    return FastAgiServer.start(
        new AgiConfig(0, FakeAsterisk.SECRET, calls, grace),
        callFlow::run,
        new RecordedPrompts(folder.resolve("prompts")),
        meters);
  }

  private List<String> call(Function<String, String> rule) throws IOException {
    try (var asterisk = new FakeAsterisk(edge.port()).calls(NUMBER)) {
      return asterisk.serve(rule);
    }
  }

  private static String recordReply(String command, String reply) {
    FakeAsterisk.reply(command, VOICE);
    if (reply.contains("(writefile)")
        || reply.contains("(randomerror)")
        || reply.startsWith("511")) {
      Sound.delete(Path.of(FakeAsterisk.target(command) + ".wav"));
    }
    return reply.formatted(Sound.samples(VOICE));
  }

  private boolean isDoorClosed() {
    try (var late = new FakeAsterisk(edge.port())) {
      return late.command() == null;
    } catch (IOException refused) {
      return true;
    }
  }

  private void closeEdge() {
    try {
      edge.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertEnded(String outcome) {
    await().until(() -> ended() == 1);
    assertThat(ended(outcome)).as(outcome).isEqualTo(1);
    assertThat(active()).isZero();
  }

  /// A recording is captured, or still there to be adopted, or nowhere.
  private void assertSpoolIsInOrder() throws IOException {
    await().until(() -> active() == 0);
    assertThat(spool.backlog() + spool.abandoned().size()).isLessThanOrEqualTo(1);
  }

  private void assertNextCallWorks() throws IOException {
    int before = spool.backlog();
    call(command -> FakeAsterisk.reply(command, VOICE));
    assertThat(spool.backlog()).isEqualTo(before + 1);
  }

  private double ended() {
    return meters.find("voicepost.calls").counters().stream().mapToDouble(it -> it.count()).sum();
  }

  private double ended(String outcome) {
    return meters.counter("voicepost.calls", "outcome", outcome).count();
  }

  private double turnedAway() {
    return meters.counter("voicepost.agi.turned.away").count();
  }

  private double active() {
    return meters.get("voicepost.calls.active").gauge().value();
  }
}
