package io.voicepost.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.storage.Account;
import io.voicepost.storage.post.TimelineStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is pressed twice, in a real browser, is done once.
final class SentOnceTest {
  /// Each question for the microphone waits for `window.allow()`, and what is made of it is
  /// counted.
  private static final String SLOW_MICROPHONE =
      """
      const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const allowed = new Promise((resolve) => (window.allow = resolve));
      window.asked = 0;
      window.recorders = 0;
      window.streams = [];
      navigator.mediaDevices.getUserMedia = async (wish) => {
        window.asked += 1;
        await allowed;
        const stream = await asked(wish);
        window.streams.push(stream);
        return stream;
      };
      window.MediaRecorder = class extends MediaRecorder {
        constructor(...all) {
          super(...all);
          window.recorders += 1;
        }
      };
      """;

  private static Walker walker;
  private static TestSite site;
  private static Path song;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    walker = Walker.start(folder);
    site = walker.site();
    song = TestSite.song(folder.resolve("song.mp3"), 2);
  }

  @AfterAll
  static void stop() {
    walker.close();
  }

  private static Page at(String handle, String path) throws Exception {
    var page = walker.as(site.account(handle, "Somebody"), Look.PHONE);
    page.addInitScript(SLOW_MICROPHONE);
    walker.go(page, path);
    return page;
  }

  private static int postsOf(Account account) throws Exception {
    return site.microblog()
        .postQueries()
        .account(
            Optional.of(account.id()),
            account.id(),
            TimelineStore.Filter.NONE,
            io.voicepost.storage.Page.first(9))
        .entries()
        .size();
  }

  @Test
  void secondPressWhileTheMicrophoneIsAskedForRecordsOnce() throws Exception {
    var page = at("hasty", "/compose");
    var record = page.locator(".rec");
    record.click();
    assertThat(page.locator(".state")).hasText("Asking for your microphone…");
    record.click();
    page.evaluate("() => window.allow()");
    assertThat(page.locator(".state")).hasText("Recording. Speak now.");
    assertThat(page.locator(".stage .clock")).hasText("0:01");

    assertThat(page.evaluate("() => [window.asked, window.recorders]")).isEqualTo(List.of(1, 1));
    record.click();
    assertThat(page.locator(".state")).hasText("Recorded. Listen to it, or post it.");
    expectSilence(page);
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void microphoneThatNobodyWantsAnyMoreIsLetGo() throws Exception {
    var page = at("leaver", "/compose");
    page.locator(".rec").click();
    page.locator("input[type=file]").setInputFiles(song);
    assertThat(page.locator(".hear")).isVisible();
    page.evaluate("() => window.allow()");
    page.waitForFunction("() => window.streams.length === 1");

    expectSilence(page);
    assertThat(page.evaluate("() => window.recorders")).isEqualTo(0);
    assertThat(page.locator(".rec")).containsText("Record again");
    page.context().close();
  }

  private static void expectSilence(Page page) {
    page.waitForFunction(
        "() => window.streams.every((it) => it.getTracks().every((one) => one.readyState ==="
            + " 'ended'))");
  }

  @Test
  void formThatIsSentTwiceAtOnceUploadsAndPostsOnce() throws Exception {
    var page = at("doubler", "/compose");
    var sent = new ArrayList<String>();
    page.onRequest(it -> {
      if (it.method().equals("POST") && it.url().contains("/api/")) {
        sent.add(it.url().replaceAll(".*/api/", ""));
      }
    });
    page.locator("input[type=file]").setInputFiles(song);
    page.locator("textarea").fill("once");
    page.evaluate(
        """
        () => {
          const form = document.querySelector('.compose form');
          form.requestSubmit();
          form.requestSubmit();
        }\
        """);
    assertThat(page).hasURL(Pattern.compile("/@doubler/[0-9]+$"));

    assertThat(sent).containsExactly("v2/media", "v1/statuses");
    assertThat(postsOf(site.account("doubler", ""))).isEqualTo(1);
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void sheetThatIsAskedForTwiceComesOnce() throws Exception {
    var page = at("presser", "/home");
    var held = hold(page, "/compose");
    page.locator("a.speak").click();
    page.locator("a.speak").click();
    page.waitForCondition(() -> !held.isEmpty());
    held.forEach(Route::resume);
    assertThat(page.locator("dialog.sheet .rec")).isVisible();
    assertThat(page.locator("dialog.sheet")).hasCount(1);

    assertThat(held).hasSize(1);
    page.context().close();
  }

  @Test
  void listThatIsMadeByTwoPressesIsMadeOnce() throws Exception {
    var page = at("lister", "/lists");
    page.locator("form[action='/lists'] input[name=title]").fill("Singers");
    var held = hold(page, "/lists");
    var button = page.locator("form[action='/lists'] button");
    press(button);
    page.waitForCondition(() -> held.size() == 1);
    press(button);
    held.forEach(Route::resume);
    assertThat(page.locator("main")).containsText("Singers");

    assertThat(held).hasSize(1);
    assertThat(site.microblog().listCommands().of(site.account("lister", "").id())).hasSize(1);
    page.context().close();
  }

  @Test
  void formThatThePageIsLeftByIsSentOnceToo() throws Exception {
    var page = walker.visitor(Look.PHONE);
    walker.go(page, "/join");
    page.locator("input[name=handle]").fill("newcomer");
    page.locator("input[name=name]").fill("Newcomer");
    page.locator("input[name=password]").fill("correct horse battery");
    var held = hold(page, "/join");
    var said = new ArrayList<String>();
    page.onConsoleMessage(it -> said.add(it.text()));
    // From within: who looks in from outside waits for the page that comes.
    page.evaluate(
        """
        () => {
          const button = document.querySelector("form[action='/join'] button");
          for (const wait of [1, 200, 400]) setTimeout(() => button.click(), wait);
          setTimeout(() => console.log('pressed'), 600);
        }\
        """);
    page.waitForCondition(() -> said.contains("pressed") && !held.isEmpty());
    held.forEach(Route::resume);
    assertThat(page.locator(".site")).containsText("Drafts");

    assertThat(held).hasSize(1);
    page.context().close();
  }

  /// Without waiting for what it leads to.
  private static void press(Locator button) {
    button.dispatchEvent("click");
  }

  /// What the browser asks of a path is held from here on.
  private static List<Route> hold(Page page, String path) {
    var held = new ArrayList<Route>();
    page.route(url -> url.endsWith(path), held::add);
    return held;
  }
}
