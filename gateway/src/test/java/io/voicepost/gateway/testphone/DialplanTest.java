package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the dialplan hands to a gateway, and how it watches over it.
@PlacesCalls
final class DialplanTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private static Path folder;
  private static Path speech;
  private static StubGateway gateway;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    gateway = new StubGateway();
    asterisk = RealAsterisk.start(folder, gateway.port(), Map.of("VP_TRUST_ID", "yes"));
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    gateway.close();
    assertThat(Files.readString(asterisk.run().resolve("log/messages")))
        .doesNotContain("20255502", "evil", RealAsterisk.AGI_SECRET);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void callArrivesWithItsArgumentsAndNothingElseOfTheCaller() throws Exception {
    TestPhone.call(call("+12025550201").with(new HangUp.Never()));

    var session = gateway.from("+12025550201").getFirst();
    assertThat(session.value("agi_network_script")).isEqualTo(RealAsterisk.AGI_SECRET);
    assertThat(session.environment())
        .contains("agi_arg_1: +12025550201", "agi_arg_2: ", "agi_arg_3: 8642", "agi_arg_4: wav")
        .filteredOn(line -> line.contains("2025550201"))
        .containsExactly("agi_arg_1: +12025550201");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"PCMU,wav", "PCMA,wav", "G722,wav16", "OPUS,wav16"})
  void formatFollowsTheCodec(Codec codec, String format) throws Exception {
    var number = "+1202555021" + "PCMU PCMA G722 OPUS".indexOf(codec.name()) / 5;
    TestPhone.call(call(number).with(codec).with(new HangUp.Never()));

    assertThat(gateway.from(number).getFirst().value("agi_arg_4")).isEqualTo(format);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void doneCallIsHungUpAndLeavesNothing() throws Exception {
    var outcome =
        ended(
            call("+12025550203"),
            session -> {
              session.ask("ANSWER");
              session.ask("SET VARIABLE VP_STATE done");
            });

    assertThat(outcome.byService()).isTrue();
    assertThat(outcome.lasted()).isLessThan(SOON);
    assertThat(alone("+12025550203")).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hungGatewayIsReplacedWithinFourSeconds() throws Exception {
    var released = new CountDownLatch(1);
    var outcome = ended(call("+12025550204"), _ -> released.await());
    released.countDown();

    assertThat(outcome.answeredAfter().plus(outcome.spokeAt())).isLessThan(Duration.ofSeconds(4));
    await().until(() -> alone("+12025550204").size() == 1);
    AloneTest.assertWhole(alone("+12025550204").getFirst().sound(), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void gatewayThatHangsAfterItsAnswerIsReplacedWhenItsLeaseEnds() throws Exception {
    var released = new CountDownLatch(1);
    ended(
        call("+12025550205"),
        session -> {
          session.ask("ANSWER");
          session.ask("SET AUTOHANGUP 1");
          released.await();
        });
    released.countDown();

    await().until(() -> alone("+12025550205").size() == 1);
    AloneTest.assertWhole(alone("+12025550205").getFirst().sound(), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void gatewayThatDiesInMidMessageLosesNothing() throws Exception {
    var id = UUID.randomUUID();
    var outcome =
        ended(
            call("+12025550206").pressing(KeyPress.afterSpeech('#')),
            session -> recordInto(id, session).close());

    HeardPrompts.assertHeard(asterisk, outcome, "saved");
    var message = asterisk.spool().resolve("recording/" + id);
    assertThat(message.resolve("finished")).exists();
    AloneTest.assertWhole(message.resolve("audio.wav"), speech);
    assertThat(alone("+12025550206")).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void gatewayThatDiesBeforeAWordIsSaidIsReplaced() throws Exception {
    var id = UUID.randomUUID();
    var keys = new KeyPress[] {KeyPress.at('#', Duration.ofMillis(400)), KeyPress.afterSpeech('#')};
    ended(
        call("+12025550207").pressing(keys).speakingAt(Duration.ofSeconds(3)),
        session -> recordInto(id, session).close());

    await().until(() -> alone("+12025550207").size() == 1);
    AloneTest.assertWhole(alone("+12025550207").getFirst().sound(), speech);
    assertThat(asterisk.spool().resolve("recording/" + id + "/finished")).doesNotExist();
  }

  /// What callers can write where their number should be. Each is decoded by the SIP stack.
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(
      strings = {
        "%0d%0aagi_arg_1:%20+12025550299",
        "+12025550299%0aagi_evil:%201",
        "+1202555%00",
        "+12025550299%22%20%7C%20%221%22=%221",
        "%24%7BSHELL(touch%20evil)%7D",
        "+1202555)%7D%2Cevil",
        "a,b",
        "+12025550299%29%3A",
        "+12025550299%29%3A0%3A5",
        "+1202555%000299",
        "+12025550299%00",
        "+12025550299%00evil",
        "++12025550299",
        "12+025550299",
        "+",
        "+1202555029912025550299",
        "%2B%F0%9F%93%9E",
        "evil",
      })
  void uncleanNumberIsNoNumber(String user) throws Exception {
    var from = "<sip:" + user + "@127.0.0.1>";
    assertArrivesAsNobody(new InviteHeaders(uri(), from, List.of()));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource(
      delimiter = '|',
      value = {
        "P-Asserted-Identity | <sip:%0d%0aagi_evil@127.0.0.1>",
        "P-Asserted-Identity | \"evil\" <sip:+1202555%0a@127.0.0.1>",
        "Diversion | <sip:%0d%0aagi_evil:%201@127.0.0.1>;reason=evil",
        "Remote-Party-ID | <sip:evil%0a@127.0.0.1>",
        "Privacy | id",
      })
  void headersCannotWriteIntoTheConversation(String name, String value) throws Exception {
    var from =
        name.equals("Privacy")
            ? "<sip:anonymous@anonymous.invalid>"
            : "\"evil%0aagi_evil: 1\" <sip:evil%0a@127.0.0.1>";
    assertArrivesAsNobody(
        new InviteHeaders(uri(), from, List.of(new SipMessage.Header(name, value))));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withheldNumberIsNotTakenFromTheHeaderThatCarriesIt() throws Exception {
    assertArrivesAsNobody(
        new InviteHeaders(
            uri(),
            "<sip:anonymous@anonymous.invalid>",
            List.of(
                new SipMessage.Header("P-Asserted-Identity", "<sip:+12025550298@127.0.0.1>"),
                new SipMessage.Header("Privacy", "id"))));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void carriersAssertedIdentityWinsWhereItIsTrusted() throws Exception {
    var invite =
        new InviteHeaders(
            uri(),
            "<sip:+12025550297@127.0.0.1>",
            List.of(new SipMessage.Header("P-Asserted-Identity", "<sip:+12025550208@127.0.0.1>")));
    TestPhone.call(call("+12025550208").with(new HangUp.Never()), invite);

    assertThat(gateway.from("+12025550208")).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void parametersInTheUserPartAreNoPartOfTheNumber() throws Exception {
    var from = "<sip:+12025550209;phone-context=evil@127.0.0.1;user=phone>";
    TestPhone.call(
        call("+12025550209").with(new HangUp.Never()), new InviteHeaders(uri(), from, List.of()));

    assertThat(gateway.from("+12025550209")).hasSize(1);
  }

  /// Places the call and looks at all that the gateway was ever told of calls without a number.
  private void assertArrivesAsNobody(InviteHeaders invite) throws Exception {
    var before = gateway.from("").size();
    TestPhone.call(call("+12025550295").with(new HangUp.Never()), invite);

    assertThat(gateway.from("+12025550299")).isEmpty();
    var nobodies = gateway.from("");
    assertThat(nobodies.size()).isGreaterThan(before);
    for (var session : nobodies) {
      assertThat(session.environment())
          .allMatch(line -> line.matches("agi_[a-z0-9_]+: [ -~]*"), "is one clean line")
          .noneMatch(line -> line.contains("evil") || line.contains("202555"));
      var keys =
          session.environment().stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
      assertThat(keys).doesNotHaveDuplicates().hasSize(31);
    }
  }

  private static Socket recordInto(UUID id, StubGateway.Session session) throws IOException {
    var message = Files.createDirectories(asterisk.spool().resolve("recording/" + id));
    session.ask("ANSWER");
    session.ask("SET AUTOHANGUP 30");
    session.ask("SET VARIABLE VP_RECORDING " + id);
    session.ask("SET VARIABLE VP_STATE recording");
    session.ask("STREAM FILE voicepost/beep \"\"");
    session.tell("RECORD FILE " + message.resolve("audio") + " wav # 20000 s=5");
    return session.socket();
  }

  private static DialResult.Ended ended(Call call, StubGateway.Behaviour behaviour)
      throws Exception {
    gateway.when(call.from().orElseThrow(), behaviour);
    return AloneTest.ended(call);
  }

  private static Call call(String from) {
    return Call.of(speech, from, RealAsterisk.LINE, asterisk.sip());
  }

  private static String uri() {
    return "sip:" + RealAsterisk.LINE + "@" + InviteHeaders.hostAndPort(asterisk.sip());
  }

  private static List<AloneTest.Message> alone(String caller) throws Exception {
    return AloneTest.Message.in(asterisk.spool().resolve("fallback")).stream()
        .filter(it -> it.caller().equals(caller))
        .toList();
  }
}
