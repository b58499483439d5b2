package io.voicepost.gateway.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.voicepost.gateway.Sound;
import io.voicepost.gateway.web.TestBrowser;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.post.Post;
import io.voicepost.transcoder.Transcoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages in a real browser: playing, seeking, keys, going on across pages, posts that arrive.
final class PlayerTest {
  private static TestSite site;
  private static TestSite.Sound sound;
  private static Post first;
  private static Post second;
  private static TestBrowser browser;

  private Page page;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
    var wav = folder.resolve("voice.wav");
    Files.write(wav, Sound.voice(16_000, Duration.ofSeconds(30)));
    try (var transcoder = new Transcoder(1)) {
      sound = TestSite.Sound.of(transcoder.transcode(wav));
    }
    var past = Instant.now().minusSeconds(3600);
    first = site.post(site.account("faye", "Faye Wong"), sound, past);
    second = site.post(site.account("wangfei", "王菲"), sound, past.minusSeconds(60));
    browser = TestBrowser.open();
  }

  @AfterAll
  static void stop() {
    assertThat(browser.troubles()).isEmpty();
    browser.close();
    site.close();
  }

  @BeforeEach
  void open() {
    page = browser.page(Look.PHONE);
  }

  @AfterEach
  void leave() {
    page.context().close();
  }

  private void visit(String path, Look look) {
    if (!look.equals(Look.PHONE)) {
      leave();
      page = browser.page(look);
    }
    page.navigate(site.url(path).toString());
  }

  private Locator card(Post post) {
    return page.locator("#p" + post.id());
  }

  private double time() {
    return Double.parseDouble(page.locator(".player .seek").inputValue());
  }

  private static void eventually(Callable<Boolean> holds) {
    Awaitility.await().atMost(Duration.ofSeconds(15)).until(holds);
  }

  private void playFirst() {
    card(first).locator(".play").click();
    eventually(() -> time() > 0.3);
  }

  private void touchWave(Locator wave, double share) {
    BoundingBox box = wave.boundingBox();
    page.mouse().click(box.x + box.width * share, box.y + box.height / 2);
  }

  @Test
  void playingMovesAndPauses() {
    visit("/", Look.PHONE);
    assertThat(page.locator(".player")).isHidden();
    var length = card(first).locator(".voice .clock").textContent();
    assertThat(length).isEqualTo("0:31");
    playFirst();
    assertThat(page.locator(".player")).isVisible();
    assertThat(page.locator(".player .who")).hasText("Faye Wong");
    assertThat(card(first)).hasClass(Pattern.compile("\\bplaying\\b"));
    assertThat(card(first).locator(".play")).hasAttribute("aria-label", "Pause");

    card(first).locator(".play").click();
    assertThat(card(first)).not().hasClass(Pattern.compile("\\bplaying\\b"));
    assertThat(card(first).locator(".play"))
        .hasAttribute("aria-label", "Play Faye Wong, 31 seconds");
    assertThat(page.locator(".toast")).hasText("");
  }

  @Test
  void listeningForThreeSecondsCounts() {
    visit("/", Look.PHONE);
    var told = new ArrayList<String>();
    page.onRequest(request -> {
      if (request.url().endsWith("/plays")) {
        told.add(request.postData());
      }
    });
    playFirst();
    assertThat(told).isEmpty();
    // Far ahead is not listened to.
    touchWave(card(first).locator(".wave"), 0.5);
    eventually(() -> time() > 15);
    assertThat(told).isEmpty();
    // The list grows while the browser is asked for something.
    eventually(() -> time() > 17 && !told.isEmpty());
    assertThat(told).containsExactly("post=" + first.id());
  }

  @Test
  void onlyOnePostPlaysAtATime() {
    visit("/", Look.PHONE);
    playFirst();
    card(second).locator(".play").click();
    assertThat(card(second)).hasClass(Pattern.compile("\\bplaying\\b"));
    assertThat(card(first)).not().hasClass(Pattern.compile("\\bcurrent\\b"));
    assertThat(page.locator(".player .who")).hasText("王菲");
  }

  @Test
  void touchingTheWaveformPlaysFromThere() {
    visit("/", Look.DESKTOP);
    touchWave(card(first).locator(".wave"), 0.5);
    eventually(() -> time() > 15);
    assertThat(time()).isCloseTo(15.5, within(2.0));
    touchWave(page.locator(".player .seek"), 0.25);
    eventually(() -> time() < 12);
    assertThat(time()).isCloseTo(7.6, within(2.5));
  }

  @Test
  void speedIsKeptForTheNextVisit() {
    visit("/", Look.DESKTOP);
    playFirst();
    page.locator(".player select").selectOption("2");
    double before = time();
    long started = System.nanoTime();
    eventually(() -> time() > before + 4);
    double took = (System.nanoTime() - started) / 1e9;
    assertThat(took).as("4 s of sound at double speed").isLessThan(3.5);
    page.reload();
    assertThat(page.locator(".player select")).hasValue("2");
  }

  @Test
  void keysDriveThePlayer() {
    visit("/", Look.DESKTOP);
    page.keyboard().press("Space");
    eventually(() -> time() > 0.3);
    page.keyboard().press("ArrowRight");
    eventually(() -> time() > 5);
    page.keyboard().press("ArrowLeft");
    eventually(() -> time() < 5);
    page.keyboard().press("Space");
    assertThat(card(first)).not().hasClass(Pattern.compile("\\bplaying\\b"));
    page.keyboard().press("Space");
    assertThat(card(first)).hasClass(Pattern.compile("\\bplaying\\b"));
    page.keyboard().press("j");
    assertThat(page.locator(".player .who")).hasText("王菲");
    assertThat(card(second).locator(".play")).isFocused();
    page.keyboard().press("k");
    assertThat(page.locator(".player .who")).hasText("Faye Wong");
    page.keyboard().press("?");
    assertThat(page.locator("dialog.keys")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog.keys")).isHidden();
  }

  @Test
  void nextPlaysTheNextPostAndEndsWithTheLast() {
    visit("/", Look.PHONE);
    playFirst();
    page.locator(".player .next").click();
    assertThat(page.locator(".player .who")).hasText("王菲");
    assertThat(card(second)).hasClass(Pattern.compile("\\bplaying\\b"));
  }

  @Test
  void soundGoesOnFromPageToPage() {
    visit("/", Look.DESKTOP);
    page.evaluate("() => { window.sameDocument = true; }");
    playFirst();
    card(first).locator(".author").click();
    assertThat(page.locator(".profile h1")).hasText("Faye Wong");
    assertThat(page).hasURL(Pattern.compile("/@faye$"));
    assertThat(page).hasTitle("Faye Wong (@faye) on Voicepost");
    double before = time();
    eventually(() -> time() > before + 0.3);
    assertThat(card(first)).hasClass(Pattern.compile("\\bplaying\\b"));

    page.goBack();
    assertThat(page.locator(".invitation")).isVisible();
    double after = time();
    eventually(() -> time() > after + 0.3);
    assertThat(card(first)).hasClass(Pattern.compile("\\bplaying\\b"));
    assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
    page.locator(".player .next").click();
    assertThat(page.locator(".player .who")).hasText("王菲");
  }

  @Test
  void postsArriveAndDeletedOnesGoWhileThePageIsOpen() throws Exception {
    visit("/", Look.PHONE);
    assertThat(card(first)).isVisible();
    try (var other = browser.page(Look.DESKTOP)) {
      other.navigate(site.url("/@late").toString());
      assertThat(other.locator("h1")).hasText("Nothing to hear here");
    }
    browser.forgive("404");
    var fresh = site.post(site.account("late", "Late Caller"), sound);
    assertThat(card(fresh)).isVisible();
    assertThat(page.locator(".timeline .post").first()).hasId("p" + fresh.id());
    assertThat(page.locator(".toast")).hasText("A new post by Late Caller");
    card(fresh).locator(".play").click();
    eventually(() -> time() > 0.3);

    site.microblog().postCommands().delete(fresh.id());
    assertThat(card(fresh)).hasCount(0);
    assertThat(page.locator(".player")).isHidden();
  }

  @Test
  void accountPageTakesInItsOwnPostsOnly() throws Exception {
    visit("/@faye", Look.PHONE);
    assertThat(card(first)).isVisible();
    var other = site.post(site.account("wangfei", "王菲"), sound);
    var own = site.post(site.account("faye", "Faye Wong"), sound);
    assertThat(card(own)).isVisible();
    assertThat(card(other)).hasCount(0);
    site.microblog().postCommands().delete(own.id());
    site.microblog().postCommands().delete(other.id());
  }

  @Test
  void chromiumGetsOpusAndAppleGetsMp3() {
    visit("/", Look.PHONE);
    var opus = page.waitForRequest("**/audio/**", () -> card(first).locator(".play").click());
    assertThat(opus.url()).endsWith(".opus");
    page.context().close();

    page = browser.page(Look.PHONE);
    page.addInitScript(
        "Object.defineProperty(navigator, 'vendor', {value: 'Apple Computer, Inc.'})");
    page.navigate(site.url("/").toString());
    var mp3 = page.waitForRequest("**/audio/**", () -> card(first).locator(".play").click());
    assertThat(mp3.url()).endsWith(".mp3");
    eventually(() -> time() > 0.3);
  }

  @Test
  void nothingMovesWhileThePageLoads() {
    page.addInitScript(
        """
        window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            // The player that a touch brings up may lift the navigation; nothing else may move.
            if (!entry.hadRecentInput) window.shifts += entry.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });\
        """);
    page.navigate(site.url("/").toString());
    card(first).locator(".play").click();
    eventually(() -> time() > 0.3);
    assertThat(page.evaluate("() => window.shifts")).isEqualTo(0);
  }

  @Test
  void withoutScriptsThePageCanBeReadAndPlayed() {
    visit("/", new Look(390, false, "en-GB", false));
    assertThat(card(first).locator(".name")).hasText("Faye Wong");
    assertThat(card(first).locator("audio")).isVisible();
    assertThat(card(first).locator("audio source").first())
        .hasAttribute("src", "/audio/" + TestSite.recording(first) + ".mp3");
    assertThat(card(first).locator(".wave path")).isVisible();
    for (var dead : new String[] {".voice .play", ".share", ".keys-open", ".player"}) {
      for (var element : page.locator(dead).all()) {
        assertThat(element).isHidden();
      }
    }
  }
}
