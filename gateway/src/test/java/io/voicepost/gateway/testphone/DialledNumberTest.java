package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which numbers can be called. Lines are rows, so it is all that are numbers.
@PlacesCalls
final class DialledNumberTest {
  @TempDir private static Path folder;
  private static Path speech;
  private static StubGateway gateway;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    gateway = new StubGateway();
    asterisk = RealAsterisk.start(folder, gateway.port());
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    gateway.close();
    assertThat(AloneTest.logs(asterisk)).doesNotContain("ERROR");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "8642,8642",
    "+8642,+8642",
    "%2B86421,+86421",
    "0,0",
    "123456789012345,123456789012345",
    "+123456789012345,+123456789012345",
    "8643;phone-context=evil,8643",
  })
  void everyNumberReachesTheGatewayAsItWasDialled(String dialled, String line) throws Exception {
    var outcome = dial(dialled, "+12025550801");

    assertThat(outcome).isInstanceOf(DialResult.NotAnswered.class);
    assertThat(gateway.from("+12025550801"))
        .extracting(it -> it.value("agi_arg_3"), it -> it.value("agi_arg_4"))
        .contains(tuple(line, "wav"));
  }

  /// Each is decoded by the SIP stack. 484 says that more could follow.
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(
      strings = {
        "s",
        "h",
        "T",
        "after",
        "fallback",
        "_X.",
        "+",
        "++8642",
        "86+42",
        "86-42",
        "86%2042",
        "8642#",
        "8642*",
        "8642evil",
        "8642%0d%0aevil",
        "8642%0a",
        "%008642",
        "8642%00",
        "8642%00evil",
        "8642%2500",
        "8642%22%20%7C%20%221%22=%221",
        "8642%24%7BSHELL(touch%20evil)%7D",
        "8642)%7D%2Cevil",
        "8642,1",
        "8642%29%3A",
        "8642%29%3A0%3A3",
        "1234567890123456",
        "+1234567890123456",
        "%D9%A8",
      })
  void whatIsNoNumberIsNotFound(String dialled) throws Exception {
    var outcome = dial(dialled, "+12025550802");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            DialResult.NotAnswered.class, it -> assertThat(it.status()).isIn(404, 484));
    assertThat(gateway.from("+12025550802")).isEmpty();
  }

  private static DialResult dial(String user, String from) throws Exception {
    var host = InviteHeaders.hostAndPort(asterisk.sip());
    var call = Call.of(speech, from, RealAsterisk.LINE, asterisk.sip()).with(new HangUp.Never());
    return TestPhone.call(
        call,
        new InviteHeaders(
            "sip:" + user + "@" + host, "<sip:" + from + "@" + host + ">", List.of()));
  }
}
