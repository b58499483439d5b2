package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.WebLimits;
import io.voicepost.gateway.web.http.BrowserPhone;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The browser phone's secret, and who is told it.
final class BrowserPhoneTest {
  private static final BrowserPhone PHONE =
      new BrowserPhone(URI.create("ws://127.0.0.1:8088/ws"), "browser", "very-secret");

  private static TestSite site;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder, TestSite.config(WebLimits.usual(), Optional.of(PHONE)));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /// Asks in plain bytes, as Java's client does not let us choose the host.
  private String ask(String path, String... headers) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.web().port())) {
      socket.setSoTimeout(10_000);
      var request = "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      var in = socket.getInputStream();
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      var length = Pattern.compile("content-length: ([0-9]+)").matcher(head);
      assertThat(length.find()).as(head.toString()).isTrue();
      var body = in.readNBytes(Integer.parseInt(length.group(1)));
      return head + new String(body, StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"})
  void visitorAtThisMachineMayCall(String host) throws Exception {
    var page = ask("/", "Host: " + host);
    assertThat(page).contains("call-start", "Call from this browser");
    assertThat(page).contains("connect-src 'self' ws://127.0.0.1:8088;");
    assertThat(page).doesNotContain("very-secret");
    assertThat(ask("/phone", "Host: " + host))
        .contains("200 OK", "cache-control: no-store", "\"secret\":\"very-secret\"")
        .contains("\"line\":\"8642\"", "\"user\":\"browser\"");
  }

  @Test
  void whoIsSignedInGetsATicketOfTheirOwnEachTime() throws Exception {
    var faye = site.account("faye", "Faye Wong");
    var session = site.access().tokens().openSession(faye.id()).token().value();
    var cookie = "Cookie: session=" + session;

    var first = ticket(ask("/phone", "Host: 127.0.0.1", cookie));
    var second = ticket(ask("/phone", "Host: 127.0.0.1", cookie));

    assertThat(second).isNotEqualTo(first);
    assertThat(site.telephone().tickets().redeem(first)).contains(faye.id());
    assertThat(site.telephone().tickets().redeem(first)).isEmpty();
    assertThat(site.telephone().tickets().redeem(second)).contains(faye.id());
    assertThat(ask("/phone", "Host: 127.0.0.1")).doesNotContain("ticket");
    assertThat(ask("/phone", "Host: 203.0.113.1", cookie)).doesNotContain("ticket");
  }

  private static String ticket(String answer) {
    var found = Pattern.compile("\"ticket\":\"([a-z0-9-]+)\"").matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return found.group(1);
  }

  @Test
  void callThatNobodyMadeBecameNothing() throws Exception {
    assertThat(ask("/phone/calls/abc1", "Host: 127.0.0.1")).contains("\"state\":\"waiting\"");
    assertThat(ask("/phone/calls/abc1", "Host: 203.0.113.1")).contains("404 Not Found");
    assertThat(ask("/phone/calls/a%2e%2e", "Host: 127.0.0.1")).contains("404 Not Found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 127.0.0.1.evil.example:8080",
        "Host: localhost.evil.example",
        "Host: 192.168.1.2:8080",
        "Host: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.9",
        "Host: 127.0.0.1\r\nForwarded: for=203.0.113.9",
      })
  void nobodyElseIsToldTheSecret(String headers) throws Exception {
    assertThat(ask("/phone", headers)).contains("404 Not Found").doesNotContain("very-secret");
    assertThat(ask("/", headers)).contains("200 OK").doesNotContain("call-start", "ws://");
  }

  @Test
  void otherSitesCannotReadItThroughTheBrowser() throws Exception {
    for (var from : new String[] {"cross-site", "same-site", "none"}) {
      assertThat(ask("/phone", "Host: 127.0.0.1", "Sec-Fetch-Site: " + from))
          .contains("404 Not Found")
          .doesNotContain("very-secret");
    }
    assertThat(ask("/phone", "Host: 127.0.0.1", "Sec-Fetch-Site: same-origin"))
        .contains("very-secret")
        .doesNotContain("access-control-allow-origin");
  }

  @Test
  void secretIsNotPrinted() {
    assertThat(PHONE.toString()).doesNotContain("very-secret");
  }
}
