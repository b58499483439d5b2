package io.voicepost.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.voicepost.gateway.cli.Main;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.config.Settings;
import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.PlacesCalls;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.gateway.testphone.TestPhone;
import io.voicepost.gateway.web.TestBrowser;
import io.voicepost.gateway.web.TestBrowser.Look;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A visitor touches *Call* in Chromium and speaks; a real Asterisk records it; the post arrives on
/// two pages and is played.
@Timeout(180)
@PlacesCalls
final class BrowserCallTest {
  private static final String SECRET = "abcdefghijklmnopqrst";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final double PATIENCE_MILLIS = 40_000;
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);

  private static final LocatorAssertions.HasTextOptions SOON_TEXT =
      new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
  private static final LocatorAssertions.HasCountOptions SOON_COUNT =
      new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);

  @TempDir private static Path folder;
  private static Gateway gateway;
  private static RealAsterisk asterisk;
  private static TestBrowser browser;

  @BeforeAll
  static void start() throws Exception {
    var agiPort = RealAsterisk.freePort();
    var webSocketPort = RealAsterisk.freePort();
    var settings =
        """
        data.folder=%s
        web.port=0
        web.operator-port=0
        agi.port=%d
        agi.secret=%s
        fallback.key=%s
        phone.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
        password.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
        browser-phone.websocket=ws://127.0.0.1:%d/ws
        browser-phone.secret=%s
        """
            .formatted(folder, agiPort, SECRET, RealAsterisk.FALLBACK_KEY, webSocketPort, SECRET);
    var file = Files.writeString(folder.resolve("settings.properties"), settings);
    gateway = Gateway.start(GatewayConfig.of(Settings.read(Optional.of(file), Map.of())));
    var exchange = new HashMap<String, String>();
    exchange.put("VP_AGI_SECRET", SECRET);
    exchange.put("VP_BROWSER_PHONE", "on");
    exchange.put("VP_BROWSER_SECRET", SECRET);
    exchange.put("VP_WS_PORT", Integer.toString(webSocketPort));
    exchange.put("VP_DEMO_NUMBER", "+12025550142");
    asterisk = RealAsterisk.start(folder, agiPort, exchange);
    browser =
        TestBrowser.open(
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-audio-capture=" + Speech.humanAtLength(folder));
  }

  @AfterAll
  static void stop() {
    browser.close();
    asterisk.close();
    gateway.close();
  }

  @Test
  void callFromThePageBecomesAPostThatIsHeardOnAnother() throws Exception {
    var caller = browser.page(Look.PHONE);
    var reader = browser.page(new Look(1280, true, "zh-CN", true));
    caller.navigate(gateway.address().toString());
    reader.navigate(gateway.address().toString());
    var before = caller.locator(".post").count();

    talk(caller);
    TestBrowser.expectAccessible(caller, "the page in a call");
    caller.locator(".keypad button[data-key='#']").click();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> {
          if (caller.locator(".post").count() > before) {
            return true;
          }
          // A key that is pressed while the message is being saved is not heard.
          caller.evaluate("document.querySelector('.keypad button[data-key=\"1\"]')?.click()");
          return false;
        });
    // Once it is posted, 1 speaks again.
    caller.locator(".hang-up").click();

    assertThat(caller.locator(".post").nth(before)).isVisible(SOON);
    assertThat(reader.locator(".post").nth(before)).isVisible(SOON);
    assertThat(caller.locator(".call-start")).isVisible(SOON);
    TestBrowser.expectAccessible(caller, "the page after a call");
    TestBrowser.expectAccessible(reader, "the page that a post arrived on");
    var post = reader.locator(".post").first();
    assertThat(post.locator(".handle")).hasText("@demo");
    expectSpeech(post);

    post.locator(".play").click();
    await().atMost(PATIENCE).until(() -> time(reader) > 1);
    assertThat(browser.troubles()).isEmpty();
    caller.context().close();
    reader.context().close();
  }

  @Test
  void hangingUpPublishesToo() throws Exception {
    var caller = browser.page(Look.DESKTOP);
    caller.navigate(gateway.address().toString());
    var before = caller.locator(".post").count();
    talk(caller);
    caller.locator(".hang-up").click();
    assertThat(caller.locator(".post").nth(before)).isVisible(SOON);
    assertThat(caller.locator(".call-start")).isVisible(SOON);
    expectSpeech(caller.locator(".post").first());
    caller.context().close();
  }

  @Test
  void whoIsSignedInCallsAsThemselves() throws Exception {
    var caller = browser.page(Look.PHONE);
    caller.navigate(gateway.address().resolve("/join").toString());
    caller.locator("input[name=handle]").fill("singer");
    caller.locator("input[name=name]").fill("Singer");
    caller.locator("input[name=password]").fill("correct horse battery");
    caller.locator("form[action='/join'] button").click();
    assertThat(caller.locator(".site")).containsText("Drafts");
    caller.navigate(gateway.address().toString());

    talk(caller);
    caller.locator(".hang-up").click();

    assertThat(caller.locator(".call-state")).hasText("Your post is here.", SOON_TEXT);
    assertThat(caller.locator(".call-start")).isVisible(SOON);
    caller.navigate(gateway.address().resolve("/@singer").toString());
    assertThat(caller.locator(".post")).hasCount(1);
    expectSpeech(caller.locator(".post").first());
    assertThat(browser.troubles()).isEmpty();
    caller.context().close();
  }

  /// The visitor hangs up at once and leaves nothing; meanwhile somebody else's message arrives.
  @Test
  void anothersPostIsNotTakenForTheCallersOwn() throws Exception {
    operate("account", "add", "bea", "--name", "Bea", "--phone", "+12025550177");
    var caller = browser.page(Look.DESKTOP);
    caller.addInitScript(
        """
        window.told = [];
        document.addEventListener('DOMContentLoaded', () =>
          new MutationObserver(() => {
            const state = document.querySelector('.call-state')?.textContent;
            if (!state || window.told.at(-1) === state) return;
            window.told.push(state);
            if (state.startsWith('Speak')) document.querySelector('.hang-up').click();
          }).observe(document.body, { childList: true, subtree: true, characterData: true }));
        """);
    caller.navigate(gateway.address().toString());
    caller.locator(".call-start").click();
    var ended = "Call ended. If you spoke, your post is on its way.";
    assertThat(caller.locator(".call-state")).hasText(ended, SOON_TEXT);

    var other = Call.of(Speech.human(folder), "+12025550177", "8642", asterisk.sip());
    assertThat(TestPhone.call(other)).isInstanceOf(DialResult.Ended.class);
    assertThat(caller.locator(".post[data-handle=bea]")).hasCount(1, SOON_COUNT);

    assertThat(caller.locator(".call-state")).hasText(ended);
    caller.locator(".hang-up").click();
    assertThat(caller.locator(".call-start")).isVisible();
    assertThat(String.valueOf(caller.evaluate("() => window.told")))
        .contains(ended)
        .doesNotContain("Your post is here.");
    caller.context().close();
  }

  private static void operate(String... words) {
    var command = new ArrayList<>(List.of("--config", folder.resolve("settings.properties") + ""));
    command.addAll(List.of(words));
    assertThat(Main.commandLine().execute(command.toArray(String[]::new))).isZero();
  }

  /// Calls, and speaks until four seconds are recorded.
  private static void talk(Page caller) {
    caller.locator(".call-start").click();
    assertThat(caller.locator(".keypad button").first())
        .isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(PATIENCE_MILLIS));
    assertThat(caller.locator(".call-state"))
        .hasText("Speak after the beep, then press # or hang up.");
    await()
        .atMost(PATIENCE)
        .until(() -> {
          var level = caller.locator(".level").getAttribute("aria-valuenow");
          return !level.equals("0") && recordedBytes() > 4 * 32_000;
        });
    assertThat(caller.locator(".call-time")).not().hasText("0:00");
  }

  /// The size of the recording that is being made.
  private static long recordedBytes() throws IOException {
    try (var files = Files.walk(folder.resolve("spool/recording"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("audio.wav"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /// What the post plays is loud and as long as it says.
  private static void expectSpeech(Locator post) throws Exception {
    var mp3 = folder.resolve("heard.mp3");
    try (var http = HttpClient.newHttpClient()) {
      var address = gateway.address().resolve(post.getAttribute("data-audio"));
      http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofFile(mp3));
    }
    var samples = Hearing.samples(mp3);
    assertThat(Hearing.duration(samples)).isGreaterThan(Duration.ofSeconds(3));
    double power = 0;
    for (var sample : samples) {
      power += (double) sample * sample / samples.length;
    }
    assertThat(Math.sqrt(power)).as("loudness").isGreaterThan(300);
  }

  private static double time(Page page) {
    return Double.parseDouble(page.locator(".player .seek").inputValue());
  }
}
