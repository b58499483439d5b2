package io.voicepost.gateway.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.voicepost.gateway.Sound;
import io.voicepost.gateway.web.TestBrowser;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.transcoder.Transcoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page fits in every look, and axe-core finds nothing.
final class AccessibilityTest {
  private static TestSite site;
  private static TestBrowser browser;
  private static String post = "";

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
    var wav = folder.resolve("voice.wav");
    Files.write(wav, Sound.voice(16_000, Duration.ofSeconds(20)));
    try (var transcoder = new Transcoder(1)) {
      var sound = TestSite.Sound.of(transcoder.transcode(wav));
      var names =
          List.of("Faye Wong", "王菲", "سمير", "A".repeat(100), "👩‍👩‍👧 family", "Jo", "d", "ß");
      for (int i = 0; i < 24; i++) {
        var account = site.account("account_" + i % names.size(), names.get(i % names.size()));
        var made = site.post(account, sound, Instant.now().minus(Duration.ofHours(i * 20L)));
        post = "/@" + account.handle() + "/" + made.id();
      }
      site.account("silent", "Silent");
    }
    browser = TestBrowser.open();
  }

  @AfterAll
  static void stop() {
    browser.close();
    site.close();
  }

  static Stream<Look> looks() {
    return Look.all();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsAccessible(Look look) throws Exception {
    var page = browser.page(look);
    for (var path : List.of("/@account_3", "/@silent", post, post + "/embed", "/nothing")) {
      page.navigate(site.url(path).toString());
      TestBrowser.expectGood(page, look, path);
    }
    page.navigate(site.url("/").toString());
    page.locator(".post .play").nth(1).click();
    assertThat(page.locator(".player")).isVisible();
    TestBrowser.expectGood(page, look, "playing");
    page.keyboard().press("?");
    assertThat(page.locator("dialog.keys")).isVisible();
    TestBrowser.expectGood(page, look, "keys");
    page.context().close();
  }
}
