package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.voicepost.gateway.Sound;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.http.RateConfig;
import io.voicepost.storage.Account;
import io.voicepost.storage.post.Post;
import io.voicepost.transcoder.Transcoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/// Somebody with a browser on a site where things happened. `-Dvoicepost.pictures=FOLDER` keeps a
/// picture of every page that is looked at.
public record Walker(TestSite site, Showcase showcase, TestBrowser browser)
    implements AutoCloseable {

  /// @param folder for the site's files, and for the voice that its posts have
  public static Walker start(Path folder) throws Exception {
    var site =
        TestSite.start(
            folder,
            new WebConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                "8642",
                Optional.empty(),
                WebLimits.usual(),
                new RateConfig(100_000, 30, 300, 100_000, 100_000, 100_000),
                List.of()));
    var wav = folder.resolve("voice.wav");
    Files.write(wav, Sound.voice(16_000, Duration.ofSeconds(30)));
    try (var transcoder = new Transcoder(1)) {
      var showcase = new Showcase(site, TestSite.Sound.of(transcoder.transcode(wav)));
      var browser =
          TestBrowser.open("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
      return new Walker(site, showcase, browser);
    }
  }

  public Page visitor(Look look) {
    return browser.page(look);
  }

  public Page as(Account account, Look look) throws Exception {
    var page = browser.page(look);
    var cookie = new Cookie("session", showcase.session(account)).setUrl(site.url("/").toString());
    page.context().addCookies(List.of(cookie));
    return page;
  }

  public void go(Page page, String path) {
    page.navigate(site.url(path).toString());
  }

  public static String path(Post post) {
    return "/@" + post.author().handle() + "/" + post.id();
  }

  public static Locator card(Page page, Post post) {
    return page.locator(".post[data-id='" + post.id() + "']").first();
  }

  public static void eventually(Callable<Boolean> holds) {
    Awaitility.await().atMost(Duration.ofSeconds(15)).until(holds);
  }

  /// Where the player is, in seconds.
  public static double time(Page page) {
    return Double.parseDouble(page.locator(".player .seek").inputValue());
  }

  void look(Page page, Look look, String who, String path) throws Exception {
    go(page, path);
    expectGood(page, look, who + path);
  }

  public void expectGood(Page page, Look look, String where) throws Exception {
    TestBrowser.expectGood(page, look, where);
    picture(page, look, where);
  }

  private static void picture(Page page, Look look, String where) {
    var folder = System.getProperty("voicepost.pictures");
    if (folder != null) {
      var name =
          "%s-%d-%s-%s.png"
              .formatted(
                  where.replaceAll("[^a-z0-9@]+", "_"),
                  look.width(),
                  look.dark() ? "dark" : "light",
                  look.language());
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name)));
    }
  }

  /// No script failed, and the content policy refused nothing.
  public void expectNoTroubles() {
    browser.forgive("404");
    assertThat(browser.troubles()).isEmpty();
  }

  @Override
  public void close() {
    browser.close();
    site.close();
  }
}
