package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways into Asterisk: the trunk, and the browser phone's WebSocket, through which nobody may
/// come as anybody but the browser phone.
@PlacesCalls
final class DoorsTest {
  private static final String BROWSER = "<sip:browser@127.0.0.1>";
  private static final String PASSWORD = "browserSecret123";

  @TempDir private static Path folder;
  private static Path speech;
  private static StubGateway gateway;
  private static RealAsterisk asterisk;
  private static int webSocket;
  private static WebSocketPhone browser;

  @BeforeAll
  static void start() throws IOException {
    webSocket = RealAsterisk.freePort();
    gateway = new StubGateway();
    asterisk =
        RealAsterisk.start(
            folder,
            gateway.port(),
            Map.of(
                "VP_BROWSER_PHONE",
                "on",
                "VP_WS_PORT",
                "" + webSocket,
                "VP_BROWSER_SECRET",
                PASSWORD));
    browser = new WebSocketPhone(webSocket);
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    gateway.close();
  }

  @Test
  void webSocketIsNoTrunk() throws Exception {
    assertThat(browser.call("8642", "<sip:+12025550701@127.0.0.1>")).isGreaterThanOrEqualTo(400);
    assertThat(gateway.sessions()).noneMatch(it -> it.value("agi_arg_1").contains("0701"));
  }

  @Test
  void browserPhoneNeedsItsPassword() throws Exception {
    assertThat(browser.call("8642", BROWSER)).isEqualTo(401);
    assertThat(browser.call("8642", BROWSER, "browserSecret124")).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8642", "+8643", "864286428642864"})
  void browserPhoneCallsAnyLineAndAlwaysAsTheDemoAccount(String line) throws Exception {
    assertThat(browser.call(line, BROWSER, PASSWORD)).isEqualTo(603);

    assertThat(gateway.sessions())
        .extracting(it -> it.value("agi_arg_1"), it -> it.value("agi_arg_3"))
        .contains(tuple("+12025550142", line));
  }

  @Test
  void passwordOfTheBrowserPhoneIsOfNoUseByUdpOrTcp() throws Exception {
    var before = gateway.sessions().size();

    assertThat(callWithItsPassword(DoorsTest::byUdp)).isEqualTo(403);
    assertThat(callWithItsPassword(DoorsTest::byTcp)).isEqualTo(403);

    assertThat(gateway.sessions()).hasSize(before);
  }

  /// Sends one request and gives the final response.
  private interface Way {
    SipMessage ask(InviteHeaders invite) throws IOException;
  }

  private static int callWithItsPassword(Way way) throws Exception {
    var uri = "sip:8642@" + InviteHeaders.hostAndPort(asterisk.sip());
    var asked = way.ask(new InviteHeaders(uri, BROWSER, List.of()));
    assertThat(asked.status()).isEqualTo(401);
    var proof = WebSocketPhone.authorization(asked, uri, PASSWORD);
    return way.ask(new InviteHeaders(uri, BROWSER, List.of(proof))).status();
  }

  private static SipMessage byUdp(InviteHeaders dialling) throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      var requests = new SipRequests(dialling, (InetSocketAddress) socket.getLocalSocketAddress());
      byte[] invite = requests.invite(offer()).bytes();
      socket.send(new DatagramPacket(invite, invite.length, asterisk.sip()));
      var packet = new DatagramPacket(new byte[65_536], 65_536);
      while (true) {
        socket.receive(packet);
        var answer = SipMessage.parse(packet.getData(), packet.getLength());
        if (answer.filter(it -> it.status() >= 200).isPresent()) {
          byte[] ack = requests.refused(answer.get()).bytes();
          socket.send(new DatagramPacket(ack, ack.length, asterisk.sip()));
          return answer.get();
        }
      }
    }
  }

  private static SipMessage byTcp(InviteHeaders dialling) throws IOException {
    try (var socket = new Socket(asterisk.sip().getAddress(), asterisk.sip().getPort())) {
      socket.setSoTimeout(10_000);
      var requests = new SipRequests(dialling, (InetSocketAddress) socket.getLocalSocketAddress());
      var invite = new String(requests.invite(offer()).bytes(), StandardCharsets.UTF_8);
      socket
          .getOutputStream()
          .write(invite.replace("SIP/2.0/UDP", "SIP/2.0/TCP").getBytes(StandardCharsets.UTF_8));
      while (true) {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
          head.write(socket.getInputStream().read());
        }
        var answer = SipMessage.parse(head.toByteArray(), head.size());
        if (answer.filter(it -> it.status() >= 200).isPresent()) {
          return answer.get();
        }
      }
    }
  }

  private static String offer() {
    return SessionDescription.offer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
        new Call.Device(Codec.PCMU, DtmfMode.RFC4733));
  }

  @Test
  void ticketReachesTheGatewayInPlaceOfTheDemoAccountsNumber() throws Exception {
    for (var ticket : List.of("7-42-abc", "7_42", "a:b", "x) ${EXTEN", "y".repeat(201))) {
      browser.call("8644", BROWSER, PASSWORD, new SipMessage.Header("X-Voicepost-Ticket", ticket));
    }

    assertThat(gateway.sessions())
        .filteredOn(it -> it.value("agi_arg_3").equals("8644"))
        .extracting(it -> it.value("agi_arg_1"), it -> it.value("agi_arg_9"))
        .containsExactly(
            tuple("", "7-42-abc"),
            tuple("", "unfit"),
            tuple("", "unfit"),
            tuple("", "unfit"),
            tuple("", "unfit"));
  }

  @Test
  void ticketOfATrunksCallerIsNotRead() throws Exception {
    var uri = "sip:8645@" + InviteHeaders.hostAndPort(asterisk.sip());
    var call = Call.of(speech, "+12025550706", "8645", asterisk.sip());
    var header = new SipMessage.Header("X-Voicepost-Ticket", "7-42-abc");

    TestPhone.call(
        call.with(new HangUp.Never()),
        new InviteHeaders(uri, "<sip:nobody@127.0.0.1>", List.of(header)));

    assertThat(gateway.sessions())
        .filteredOn(it -> it.value("agi_arg_3").equals("8645"))
        .isNotEmpty()
        .allMatch(it -> it.value("agi_arg_9").isEmpty())
        .allMatch(it -> it.value("agi_arg_8").matches("[0-9a-f]{24}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "8642%0aevil", "8642%29%3A", "86-42", "8642864286428642"})
  void browserPhoneCallsNumbersOnly(String user) throws Exception {
    assertThat(browser.call(user, BROWSER, PASSWORD)).isEqualTo(404);
  }

  @Test
  void nobodyIsTheBrowserPhoneByItsNameAlone() throws Exception {
    var uri = "sip:" + RealAsterisk.LINE + "@" + InviteHeaders.hostAndPort(asterisk.sip());
    var call = Call.of(speech, "+12025550702", RealAsterisk.LINE, asterisk.sip());

    var outcome =
        TestPhone.call(call, new InviteHeaders(uri, "<sip:browser@127.0.0.1>", List.of()));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            DialResult.NotAnswered.class, it -> assertThat(it.status()).isEqualTo(401));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trunk", "browser2", "anonymous"})
  void nameOfAnEndpointIsNoNumber(String name) throws Exception {
    var uri = "sip:" + RealAsterisk.LINE + "@" + InviteHeaders.hostAndPort(asterisk.sip());
    var call = Call.of(speech, "+12025550703", RealAsterisk.LINE, asterisk.sip());

    TestPhone.call(
        call.with(new HangUp.Never()),
        new InviteHeaders(uri, "<sip:" + name + "@127.0.0.1>", List.of()));

    assertThat(gateway.sessions()).isNotEmpty().allMatch(it -> it.value("agi_arg_1").isEmpty());
  }

  @Test
  void whoIsNotOnTheTrunksNetworkIsNotLetIn() throws Exception {
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (var closed =
        RealAsterisk.start(elsewhere, gateway.port(), Map.of("VP_TRUNK_MATCH", "10.9.8.0/24"))) {
      for (var from : List.of("<sip:trunk@127.0.0.1>", "<sip:+12025550704@127.0.0.1>")) {
        var uri = "sip:" + RealAsterisk.LINE + "@" + InviteHeaders.hostAndPort(closed.sip());
        var call = Call.of(speech, "+12025550704", RealAsterisk.LINE, closed.sip());

        assertThat(TestPhone.call(call, new InviteHeaders(uri, from, List.of())))
            .isInstanceOf(DialResult.NotAnswered.class);
      }
    }
    assertThat(gateway.from("+12025550704")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/httpstatus", "/static/x", "/ari/channels", "/rawman", "/manager"})
  void webServerOfAsteriskServesNothingElse(String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + webSocket + path);
      var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(404);
    }
  }

  /// Another maker's phone: SIPp, with a scenario of its own.
  @Test
  void phoneThatWeDidNotWriteIsServedAlike() throws Exception {
    var alone = Files.createDirectory(folder.resolve("alone"));
    var scenario = alone.resolve("call.xml");
    try (var text = DoorsTest.class.getResourceAsStream("sipp-call.xml");
        var other = RealAsterisk.start(alone, RealAsterisk.freePort())) {
      Files.write(scenario, Objects.requireNonNull(text).readAllBytes());
      Speech.run("sox", speech.toString(), "-t", "ul", alone.resolve("speech.ul").toString());
      var process =
          new ProcessBuilder(
                  "sipp",
                  "-sf",
                  scenario.toString(),
                  "-m",
                  "1",
                  "-i",
                  "127.0.0.1",
                  "-timeout",
                  "60",
                  InviteHeaders.hostAndPort(other.sip()))
              .directory(alone.toFile())
              .redirectErrorStream(true)
              .redirectOutput(alone.resolve("sipp.log").toFile())
              .start();
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }

      var fallback = other.spool().resolve("fallback");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> AloneTest.Message.in(fallback).size() == 1);
      var message = AloneTest.Message.in(fallback).getFirst();
      assertThat(message.caller()).isEqualTo("+12025550705");
      AloneTest.assertWhole(message.sound(), speech);
    }
  }
}
