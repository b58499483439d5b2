package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
  /// Between the headers of one row.
  private static final String AND = " && ";

  /// A header that goes on in its next line (RFC 3261, 7.3.1).
  private static final String FOLD = "FOLD";

  @TempDir private static Path folder;
  private static StubGateway gateway;
  private static RealAsterisk trusting;
  private static RealAsterisk plain;
  private static final AtomicInteger LINES = new AtomicInteger(1000);

  @BeforeAll
  static void start() throws IOException {
    gateway = new StubGateway();
    trusting =
        RealAsterisk.start(
            Files.createDirectory(folder.resolve("trusting")),
            gateway.port(),
            Map.of("VP_TRUST_ID", "yes"));
    plain = RealAsterisk.start(Files.createDirectory(folder.resolve("plain")), gateway.port());
  }

  @AfterAll
  static void stop() throws IOException {
    trusting.close();
    plain.close();
    gateway.close();
    for (var asterisk : List.of(trusting, plain)) {
      assertThat(AloneTest.logs(asterisk)).doesNotContain("ERROR", "evil", "2025550");
    }
  }

  /// `From | the number that arrives`: encoded octets, separators, parameters, other schemes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<sip:+12025550142@127.0.0.1> | +12025550142",
        "sip:+12025550142@127.0.0.1 | +12025550142",
        "<sips:+12025550142@127.0.0.1> | +12025550142",
        "<tel:+12025550142> | +12025550142",
        "<sip:2025550142@127.0.0.1> | 2025550142",
        "<sip:0012025550142@127.0.0.1> | 0012025550142",
        "<sip:0118613800138000@127.0.0.1> | 0118613800138000",
        "<sip:020794601@127.0.0.1> | 020794601",
        "<sip:911@127.0.0.1> | 911",
        "<sip:%2B12025550142@127.0.0.1> | +12025550142",
        "<sip:%2b%31%32025550142@127.0.0.1> | +12025550142",
        "<sip:+1-202-555-0142@127.0.0.1> | +12025550142",
        "<sip:(202)555-0142@127.0.0.1> | 2025550142",
        "<sip:+1.202.555.0142@127.0.0.1> | +12025550142",
        "<tel:+1-(202)-555.0142> | +12025550142",
        "<sip:+12025550142;phone-context=evil@127.0.0.1;user=phone> | +12025550142",
        "<tel:+12025550142;phone-context=evil> | +12025550142",
        "`\"%0d%0aagi_evil: 1\" <sip:+12025550142@127.0.0.1>` | +12025550142",
        "`\"${SHELL(evil)}\" <sip:+12025550142@127.0.0.1>` | +12025550142",
        "`\"<sip:+12025550143@127.0.0.1>\" <sip:+12025550142@127.0.0.1>` | +12025550142",
        "<sip:+12025550142%00@127.0.0.1> | ``",
        "<sip:+12025550142%00evil@127.0.0.1> | ``",
        "<sip:%00+12025550142@127.0.0.1> | ``",
        "<sip:+1202555%000142@127.0.0.1> | ``",
        "<sip:+12025550142%01@127.0.0.1> | ``",
        "<sip:+12025550142%09@127.0.0.1> | ``",
        "<sip:+12025550142%0a@127.0.0.1> | ``",
        "<sip:+12025550142%0d%0aagi_evil:%201@127.0.0.1> | ``",
        "<sip:+12025550142%20@127.0.0.1> | ``",
        "<sip:%20+12025550142@127.0.0.1> | ``",
        "<sip:+12025550142%22@127.0.0.1> | ``",
        "<sip:+12025550142%5c@127.0.0.1> | ``",
        "<sip:+12025550142%2500@127.0.0.1> | ``",
        "<sip:+12025550142%29%3A@127.0.0.1> | ``",
        "<sip:+12025550142%3aevil@127.0.0.1> | ``",
        "<sip:+12025550142%3bevil@127.0.0.1> | ``",
        "<sip:+12025550142%2cevil@127.0.0.1> | ``",
        "<sip:+12025550142%40evil@127.0.0.1> | ``",
        "<sip:+12025550142%7f@127.0.0.1> | ``",
        "<sip:+12025550142%ff@127.0.0.1> | ``",
        "<sip:+1202555014%D9%A2@127.0.0.1> | ``",
        "<sip:%D9%A1%D9%A2@127.0.0.1> | ``",
        "<sip:%EF%BC%8B12025550142@127.0.0.1> | ``",
        "<sip:+1202555014%E2%82%82@127.0.0.1> | ``",
        "<sip:+1%C2%AD2025550142@127.0.0.1> | ``",
        "<sip:+1_2025550142@127.0.0.1> | ``",
        "<sip:+1~2025550142@127.0.0.1> | ``",
        "<sip:+1/2025550142@127.0.0.1> | ``",
        "<sip:+12025550142,evil@127.0.0.1> | ``",
        "<sip:evil,sip:+12025550142@127.0.0.1> | ``",
        "<sip:+12025550142:evil@127.0.0.1> | ``",
        "<sip:+1*2025550142@127.0.0.1> | ``",
        "<sip:1+2025550142@127.0.0.1> | ``",
        "<sip:+@127.0.0.1> | ``",
        "<sip:-@127.0.0.1> | ``",
        "<sip:+1234567890123456@127.0.0.1> | ``",
        "<sip:1234567890123456789012@127.0.0.1> | ``",
        "<sip:127.0.0.1> | ``",
        "<sip:Restricted@127.0.0.1> | ``",
      })
  void numberIsCleanedNeverCompleted(String from, String number) throws Exception {
    assertThat(arriving(plain, from, null)).isEqualTo(number);
    assertThat(arriving(trusting, from, null)).isEqualTo(number);
  }

  /// `From | further headers`: a number there may be, and no account is found by it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"Anonymous\" <sip:anonymous@anonymous.invalid>` |",
        "`\"ANONYMOUS\" <sip:+12025550142@127.0.0.1>` |",
        "Anonymous <sip:+12025550142@127.0.0.1> |",
        "<sip:Anonymous@127.0.0.1> |",
        "<sip:+12025550142@anonymous.invalid> |",
        "<sip:unavailable@unknown.invalid> |",
        "<sip:+12025550142@127.0.0.1> | Privacy: id",
        "<sip:+12025550142@127.0.0.1> | privacy:ID",
        "<sip:+12025550142@127.0.0.1> | Privacy: user",
        "<sip:+12025550142@127.0.0.1> | Privacy: header",
        "<sip:+12025550142@127.0.0.1> | Privacy: full",
        "<sip:+12025550142@127.0.0.1> | Privacy: id;critical",
        "<sip:+12025550142@127.0.0.1> | Privacy: critical; id ; user",
        "<sip:+12025550142@127.0.0.1> | Privacy: header;user;id;session",
        "<sip:+12025550142@127.0.0.1> | Privacy: id, user",
        "<sip:+12025550142@127.0.0.1> | Privacy: none;id",
        "<sip:+12025550142@127.0.0.1> | Privacy: id;none",
        "<sip:+12025550142@127.0.0.1> | Privacy: none && Privacy: id",
        "<sip:+12025550142@127.0.0.1> | Privacy: \"id\"",
        "<sip:+12025550142@127.0.0.1> | Privacy: ):id",
        "<sip:+12025550142@127.0.0.1> | Privacy:FOLDid",
        "<sip:+12025550142@127.0.0.1> | Privacy: id && P-Asserted-Identity:"
            + " <sip:+12025550143@127.0.0.1>",
        "<sip:+12025550142@127.0.0.1> | P-Asserted-Identity: <tel:+12025550143> && Privacy:"
            + " user;header",
        "<sip:anonymous@anonymous.invalid> | P-Asserted-Identity: <sip:+12025550143@127.0.0.1>",
        "<sip:anonymous@anonymous.invalid> | P-Asserted-Identity: <sip:+12025550143@127.0.0.1> &&"
            + " Privacy: id",
        "<sip:+12025550142@127.0.0.1> | Remote-Party-ID: <sip:+12025550143@127.0.0.1>;privacy=full",
        "<sip:+12025550142@127.0.0.1> | Remote-Party-ID:"
            + " <sip:+12025550143@127.0.0.1>;party=calling;Privacy=\"FULL\";screen=yes",
        "<sip:+12025550142@127.0.0.1> | remote-party-id: <sip:+12025550143@127.0.0.1>;privacy=uri",
        "<sip:+12025550142@127.0.0.1> | Remote-Party-ID: <sip:+1@127.0.0.1>;party=called &&"
            + " Remote-Party-ID: <sip:+2@127.0.0.1>;privacy = full",
      })
  void whoAsksForPrivacyHasNoNumber(String from, @Nullable String headers) throws Exception {
    assertThat(arriving(plain, from, headers)).isEmpty();
    assertThat(arriving(trusting, from, headers)).isEmpty();
  }

  /// `further headers | the number where the carrier is trusted`; where it is not, From counts.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Privacy: none | +12025550142",
        "Privacy: None | +12025550142",
        "P-Asserted-Identity: <sip:+12025550143@127.0.0.1> | +12025550143",
        "P-Asserted-Identity: sip:+12025550143@127.0.0.1;user=phone | +12025550143",
        "P-Asserted-Identity: tel:+12025550143 | +12025550143",
        "P-Asserted-Identity: <sip:%2B12025550143@127.0.0.1> | +12025550143",
        "P-Asserted-Identity: <tel:+1-202-555-0143> | +12025550143",
        "P-Asserted-Identity: <sip:+12025550143@127.0.0.1>, <tel:+12025550143> | +12025550143",
        "P-Asserted-Identity: <sip:+12025550143@127.0.0.1>,<tel:+1-202-555-0143> | +12025550143",
        "P-Asserted-Identity: tel:+12025550143, sip:+12025550143@127.0.0.1 | +12025550143",
        "P-Asserted-Identity: <sip:bob@127.0.0.1>, <tel:+12025550143> | +12025550143",
        "P-Asserted-Identity: <sip:bob@127.0.0.1>,FOLD<tel:+12025550143> | +12025550143",
        "P-Asserted-Identity:FOLD<tel:+12025550143> | +12025550143",
        "P-Asserted-Identity: <sip:bob@127.0.0.1> && P-Asserted-Identity: <tel:+12025550143> |"
            + " +12025550143",
        "P-Asserted-Identity: \"Bob\" <sip:+12025550143@127.0.0.1> | +12025550143",
        "P-Asserted-Identity: \"a, <sip:+12025550144@127.0.0.1>\" <sip:bob@127.0.0.1>,"
            + " \"<tel:+12025550144>\" <tel:+12025550143> | +12025550143",
        "P-Asserted-Identity: \"a\\\" <sip:+12025550144@127.0.0.1>\" <sip:+12025550143@127.0.0.1> |"
            + " ``",
        "P-Asserted-Identity: \"a <sip:+12025550144@127.0.0.1> | ``",
        "P-Asserted-Identity: \"a%0aevil\" <sip:+12025550143%29%3A@127.0.0.1> | ``",
        "P-Asserted-Identity: <sip:%0d%0aagi_evil@127.0.0.1> | ``",
        "P-Asserted-Identity: <sip:+12025550143%00@127.0.0.1> | ``",
        "P-Asserted-Identity: <sip:+12025550143%00>, <sip:evil@127.0.0.1> | ``",
        "P-Asserted-Identity: <sip:anonymous@anonymous.invalid> | ``",
        "P-Asserted-Identity: <sip:bob@127.0.0.1> | ``",
        "Remote-Party-ID: <sip:+12025550143@127.0.0.1>;privacy=off | +12025550143",
        "Remote-Party-ID: \"Bob\" <sip:+12025550143@127.0.0.1>;party=calling | +12025550143",
        "Remote-Party-ID: <sip:+12025550143%00@127.0.0.1>;party=calling | ``",
        "Remote-Party-ID: <sip:evil%0a@127.0.0.1>;party=calling | ``",
        "P-Preferred-Identity: <sip:+12025550143@127.0.0.1> | +12025550142",
        "Diversion: <sip:%0d%0aagi_evil:%201@127.0.0.1>;reason=evil | +12025550142",
        "Diversion: \"%0aevil\" <sip:+12025550143@127.0.0.1> | +12025550142",
      })
  void carriersWordCountsWhereItIsTrusted(String headers, String number) throws Exception {
    var from = "<sip:+12025550142@127.0.0.1>";

    assertThat(arriving(trusting, from, headers)).isEqualTo(number);
    assertThat(arriving(plain, from, headers)).isEqualTo("+12025550142");
  }

  /// The number with which a call arrives.
  private static String arriving(RealAsterisk asterisk, String from, @Nullable String headers)
      throws Exception {
    var line = "" + LINES.incrementAndGet();
    var uri = "sip:" + line + "@" + InviteHeaders.hostAndPort(asterisk.sip());
    TestPhone.call(
        Call.listening("+12025550142", line, asterisk.sip()),
        new InviteHeaders(uri, from, extra(headers)));

    var sessions =
        gateway.sessions().stream().filter(it -> it.value("agi_arg_3").equals(line)).toList();
    assertThat(sessions).extracting(it -> it.value("agi_arg_6")).containsExactly("");
    assertThat(sessions.getFirst().environment())
        .hasSize(31)
        .allMatch(it -> it.matches("agi_[a-z0-9_]+: [ -~]*"), "is one clean line")
        .noneMatch(it -> it.contains("evil"));
    return sessions.getFirst().value("agi_arg_1");
  }

  private static List<SipMessage.Header> extra(@Nullable String headers) {
    return headers == null
        ? List.of()
        : Stream.of(headers.split(AND, -1))
            .map(header -> header.split(":", 2))
            .map(it -> new SipMessage.Header(it[0], it[1].stripLeading().replace(FOLD, "\r\n ")))
            .toList();
  }
}
