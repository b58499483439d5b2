package io.voicepost.gateway.telephone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every SIP field in which a caller can say who calls, with what may stand there and what must
/// not: the call is always taken, and its number is a number or none.
@PlacesCalls
final class CallerFieldsTest {

  @TempDir private static Path folder;
  private static Path speech;
  private static StubGateway gateway;
  private static RealAsterisk asterisk;
  private static final AtomicInteger LINES = new AtomicInteger(1000);

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
    assertThat(AloneTest.logs(asterisk)).doesNotContain("ERROR", "evil", "2025550");
  }

  /// `From | a further header | the number that arrives`; a number is cleaned, never completed.
  /// `Privacy: id` hides what the carrier asserts (RFC 3325, 9.3), not what the caller shows in
  /// From.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<sip:+12025550142@127.0.0.1> | | +12025550142",
        "<sip:2025550142@127.0.0.1> | | 2025550142",
        "<sip:0012025550142@127.0.0.1> | | 0012025550142",
        "<sip:020794601@127.0.0.1> | | 020794601",
        "<sip:911@127.0.0.1> | | 911",
        "<sip:%2B12025550142@127.0.0.1> | | +12025550142",
        "<tel:+12025550142> | | +12025550142",
        "<sip:(202)555-0142@127.0.0.1> | | ``",
        "<sip:+1.202.555.0142@127.0.0.1> | | ``",
        "<sip:%D9%A1%D9%A2@127.0.0.1> | | ``",
        "<sip:127.0.0.1> | | ``",
        "`\"Anonymous\" <sip:anonymous@anonymous.invalid>` | Privacy: id | ``",
        "<sip:+12025550142@127.0.0.1> | Privacy: id | +12025550142",
        "<sip:Restricted@127.0.0.1> | | ``",
        "`\"%0d%0aagi_evil: 1\" <sip:+12025550142@127.0.0.1>` | | +12025550142",
        "`\"${SHELL(evil)}\" <sip:+12025550142@127.0.0.1>` | | +12025550142",
        "<sip:+12025550142%0d%0aagi_evil:%201@127.0.0.1> | | ``",
        "<sip:+12025550142%29%3A@127.0.0.1> | | ``",
        "<sip:+12025550142@127.0.0.1> | P-Asserted-Identity: <sip:+12025550143@127.0.0.1> | +12025550143",
        "<sip:+12025550142@127.0.0.1> | P-Asserted-Identity: <sip:%0d%0aagi_evil@127.0.0.1> | ``",
        "<sip:+12025550142@127.0.0.1> | P-Asserted-Identity: \"a%0aevil\" <sip:+12025550143%29%3A@127.0.0.1> | ``",
        "<sip:+12025550142@127.0.0.1> | Remote-Party-ID: <sip:evil%0a@127.0.0.1>;party=calling | ``",
        "<sip:+12025550142@127.0.0.1> | Remote-Party-ID: <sip:+12025550143@127.0.0.1>;privacy=full | ``",
        "<sip:+12025550142@127.0.0.1> | Diversion: <sip:%0d%0aagi_evil:%201@127.0.0.1>;reason=evil | +12025550142",
        "<sip:+12025550142@127.0.0.1> | Diversion: \"%0aevil\" <sip:+12025550143@127.0.0.1> | +12025550142",
      })
  void callIsTakenAndItsNumberIsANumberOrNone(String from, @Nullable String header, String number)
      throws Exception {
    var line = "" + LINES.incrementAndGet();
    var uri = "sip:" + line + "@" + Dialling.hostAndPort(asterisk.sip());
    List<SipMessage.Header> extra =
        header == null
            ? List.of()
            : List.of(
                new SipMessage.Header(
                    header.substring(0, header.indexOf(':')),
                    header.substring(header.indexOf(':') + 2)));
    var call = Call.of(speech, "+12025550142", line, asterisk.sip()).with(new HangUp.Never());
    Telephone.call(call, new Dialling(uri, from, extra));

    var sessions =
        gateway.sessions().stream().filter(it -> it.value("agi_arg_3").equals(line)).toList();
    assertThat(sessions)
        .extracting(it -> it.value("agi_arg_1"), it -> it.value("agi_arg_6"))
        .containsExactly(tuple(number, ""));
    assertThat(sessions.getFirst().environment())
        .hasSize(29)
        .allMatch(it -> it.matches("agi_[a-z0-9_]+: [ -~]*"), "is one clean line")
        .noneMatch(it -> it.contains("evil"));
  }
}
