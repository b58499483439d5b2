package io.voicepost.gateway.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.voicepost.gateway.ClosedPort;
import io.voicepost.gateway.web.TestBrowser;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.WebLimits;
import io.voicepost.gateway.web.http.BrowserPhone;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls from the page that do not come about, and what the caller is told.
final class CallTroubleTest {
  private ClosedPort closed;
  private TestSite site;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    closed = new ClosedPort();
    var phone =
        new BrowserPhone(URI.create("ws://127.0.0.1:" + closed.number() + "/ws"), "browser", "x");
    site = TestSite.start(folder, TestSite.config(WebLimits.usual(), Optional.of(phone)));
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
    closed.close();
  }

  private static void expectTrouble(Page page, String text) throws IOException {
    assertThat(page.locator(".call-state")).hasText(text);
    assertThat(page.locator(".keypad")).isHidden();
    TestBrowser.expectAccessible(page, text);
    page.locator(".hang-up").click();
    assertThat(page.locator(".call")).hasCount(0);
    assertThat(page.locator(".call-start")).isFocused();
  }

  @Test
  void serviceThatCannotBeReachedIsSaidSo() throws Exception {
    try (var browser =
        TestBrowser.open("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")) {
      var page = browser.page(Look.PHONE);
      page.navigate(site.url("/").toString());
      page.locator(".call-start").click();
      expectTrouble(page, "The service cannot be reached. Try again in a moment.");
    }
  }

  @Test
  void microphoneThatIsRefusedIsSaidSo() throws Exception {
    try (var browser =
        TestBrowser.open("--use-fake-device-for-media-stream", "--deny-permission-prompts")) {
      var page = browser.page(Look.DESKTOP);
      page.navigate(site.url("/").toString());
      page.locator(".call-start").click();
      expectTrouble(
          page,
          "The microphone is blocked. Allow it for this page in the browser, then call again.");
    }
  }
}
