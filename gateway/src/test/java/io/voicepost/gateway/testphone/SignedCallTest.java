package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that a carrier signed, and what reaches the gateway of it. Certificates are fetched by
/// plain http here, for which Asterisk's settings are changed after its start; all else is as it is
/// in production.
@PlacesCalls
final class SignedCallTest {
  @TempDir private static Path folder;
  private static Path speech;
  private static StubGateway gateway;
  private static SigningCarrier carrier;
  private static RealAsterisk asterisk;
  private static final AtomicInteger CALLERS = new AtomicInteger(2_000);

  private final String caller = "1202555" + CALLERS.incrementAndGet();

  @BeforeAll
  static void start() throws Exception {
    gateway = new StubGateway();
    carrier = new SigningCarrier(folder.resolve("carrier"), "127.0.0.1");
    asterisk = RealAsterisk.start(folder, gateway.port(), settings());
    var file = asterisk.run().resolve("etc/stir_shaken.conf");
    var strict = "relax_x5u_port_scheme_restrictions = no";
    assertThat(file).content().contains(strict);
    Files.writeString(file, Files.readString(file).replace(strict, strict.replace("no", "yes")));
    asterisk.ask("module reload res_stir_shaken.so");
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    gateway.close();
    carrier.close();
    // The first line names the version.
    assertThat(Files.readAllLines(asterisk.run().resolve("log/messages")).stream().skip(1))
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"), "is one entry")
        .noneMatch(line -> line.contains("2025552"));
  }

  @Test
  void signedCallIsVerifiedAndItsTokenIsPassedOn() throws Exception {
    var token = token("carrier", carrier.certificate("carrier"), "");
    call(full(token, carrier.certificate("carrier")));

    assertArrivesWith("success", token);
  }

  @Test
  void certificateIsFetchedOnce() throws Exception {
    var address = carrier.certificate("carrier") + "/once";
    int before = carrier.fetched();
    call(full(token("carrier", address, ""), address));
    call(full(token("carrier", address, ",\"call\":2"), address));

    assertThat(gateway.from("+" + caller))
        .extracting(it -> it.value("agi_arg_6"))
        .containsExactly("success", "success");
    assertThat(carrier.fetched()).isEqualTo(before + 1);
  }

  @Test
  void unsignedCallHasNothing() throws Exception {
    call();

    assertArrivesWith("", "");
  }

  @Test
  void signatureForAnotherNumberIsToldWithItsReason() throws Exception {
    var token =
        carrier.token("carrier", carrier.certificate("carrier"), "12025552999", Instant.now(), "");
    call(full(token, carrier.certificate("carrier")));

    assertArrivesWith("cid_orig_tn_mismatch", token);
  }

  @Test
  void forgedSignatureIsInvalid() throws Exception {
    call(
        full(
            token("stranger", carrier.certificate("carrier"), ""), carrier.certificate("carrier")));

    assertArrivesWith("invalid", "");
  }

  @Test
  void certificateThatNobodyVouchesForIsInvalid() throws Exception {
    call(
        full(
            token("stranger", carrier.certificate("stranger"), ""),
            carrier.certificate("stranger")));

    assertArrivesWith("invalid", "");
    assertThat(carrier.fetched()).isPositive();
  }

  @Test
  void oldSignatureIsInvalid() throws Exception {
    var old = Instant.now().minusSeconds(60);
    var token = carrier.token("carrier", carrier.certificate("carrier"), caller, old, "");
    call(full(token, carrier.certificate("carrier")));

    assertArrivesWith("invalid", "");
  }

  @Test
  void ofTwoSignaturesNeitherCounts() throws Exception {
    var token =
        full(token("carrier", carrier.certificate("carrier"), ""), carrier.certificate("carrier"));
    call(token, token);

    assertArrivesWith("ambiguous", "");
  }

  @Test
  void tokenThatIsTooLongIsInvalid() throws Exception {
    var token =
        token("carrier", carrier.certificate("carrier"), ",\"more\":\"" + "x".repeat(600) + "\"");
    call(full(token, carrier.certificate("carrier")));

    assertArrivesWith("invalid", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil",
        ";",
        "..;info=<x>",
        "ey.ey.ey;info=<http://127.0.0.1/evil>;ppt=shaken",
        "%0d%0aagi_evil:%201;info=<x>",
        "${SHELL(touch evil)}",
        ")}]?evil,1:evil;info=<x>",
        "a,b\\;c\"d",
      })
  void whatIsNoSignatureIsInvalid(String header) throws Exception {
    call(header);

    assertArrivesWith("invalid", "");
  }

  @Test
  void addressThatIsNotListedIsNotAsked() throws Exception {
    try (var other = new SigningCarrier(folder.resolve("other"), "127.0.0.2")) {
      call(full(token("carrier", other.certificate("carrier"), ""), other.certificate("carrier")));

      assertArrivesWith("invalid", "");
      assertThat(other.fetched()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "https://a\\nagi_evil: 1",
        "nothing"
      })
  void addressThatIsNoneIsNotAskedAndHarmsNobody(String address) throws Exception {
    call(full(token("carrier", address, ""), address));

    assertArrivesWith("invalid", "");
  }

  @Test
  void plainHttpIsNotAskedUnlessATestAllowsIt() throws Exception {
    var elsewhere = Files.createDirectory(folder.resolve("strict"));
    try (var strict = RealAsterisk.start(elsewhere, gateway.port(), settings());
        var web = new SigningCarrier(folder.resolve("web"), "127.0.0.1")) {
      call(
          strict,
          full(token("carrier", web.certificate("carrier"), ""), web.certificate("carrier")));

      assertArrivesWith("invalid", "");
      assertThat(web.fetched()).isZero();
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "VP_STIR_SHAKEN",
        carrier.authority().toString(),
        "VP_STIR_SHAKEN_FROM",
        "127.0.0.1,192.0.2.0/24");
  }

  private String token(String owner, String certificate, String more) throws Exception {
    return carrier.token(owner, certificate, caller, Instant.now(), more);
  }

  private static String full(String token, String certificate) {
    return token + ";info=<" + certificate + ">;alg=ES256;ppt=shaken";
  }

  private void call(String... identities) throws Exception {
    call(asterisk, identities);
  }

  private void call(RealAsterisk to, String... identities) throws Exception {
    var call = Call.of(speech, "+" + caller, RealAsterisk.LINE, to.sip()).with(new HangUp.Never());
    var plain = InviteHeaders.of(call.from(), call.to(), call.service());
    List<SipMessage.Header> headers =
        Arrays.stream(identities).map(it -> new SipMessage.Header("Identity", it)).toList();
    TestPhone.call(call, new InviteHeaders(plain.requestUri(), plain.from(), headers));
  }

  private void assertArrivesWith(String verified, String token) {
    assertThat(gateway.from("+" + caller))
        .extracting(it -> it.value("agi_arg_6"), it -> it.value("agi_arg_7"))
        .isNotEmpty()
        .containsOnly(tuple(verified, token));
  }
}
