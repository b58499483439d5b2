package io.voicepost.gateway.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.voicepost.gateway.web.Walker.card;
import static io.voicepost.gateway.web.Walker.path;
import static io.voicepost.gateway.web.Walker.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Showcase;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.Walker;
import io.voicepost.storage.Account;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.Post;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The author of a voice writes what is said in it: beside the player, from the keyboard, and
/// without scripts.
final class CaptionPagesTest {
  private static Walker walker;
  private static TestSite site;
  private static Showcase showcase;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    walker = Walker.start(folder);
    site = walker.site();
    showcase = walker.showcase();
    client = new Client(site);
  }

  @AfterAll
  static void stop() {
    client.close();
    walker.close();
  }

  static Stream<Look> looks() {
    return Look.all();
  }

  private static Post voiceOf(Account author) throws Exception {
    return showcase.spoken(author, "");
  }

  private static Captions captions(Post post) throws Exception {
    return site.database().captions().of(TestSite.recording(post)).orElseThrow();
  }

  private static String page(Post post) {
    return path(post) + "/captions";
  }

  private static Locator row(Page page, int number) {
    return page.locator(".cues li").nth(number - 1);
  }

  private static Client.Answer as(Account account, String path) throws Exception {
    return client.get(path, "Cookie", "session=" + showcase.session(account));
  }

  private static Client.Answer send(Account account, String path, String content, String language)
      throws Exception {
    var form =
        "language=" + language + "&content=" + URLEncoder.encode(content, StandardCharsets.UTF_8);
    return client.form(
        path,
        form,
        "Cookie",
        "session=" + showcase.session(account),
        "Sec-Fetch-Site",
        "same-origin");
  }

  @Test
  void nobodyButTheAuthorFindsThePage() throws Exception {
    var door = client.get(page(showcase.song));
    assertThat(door.status()).isEqualTo(303);
    assertThat(door.header("location")).startsWith("/sign-in?to=%2F%40faye%2F");
    assertThat(as(showcase.faye, page(showcase.song)).status()).isEqualTo(200);
    assertThat(as(showcase.jo, page(showcase.song)).status()).isEqualTo(404);
    assertThat(as(showcase.faye, page(showcase.secret)).status()).isEqualTo(404);
    assertThat(as(showcase.faye, "/@jo/" + showcase.song.id() + "/captions").status())
        .isEqualTo(404);
    var before = captions(showcase.song);
    var sent =
        send(showcase.jo, page(showcase.song), "WEBVTT\n\n00:00.000 --> 00:01.000\nmine", "");
    assertThat(sent.status()).isEqualTo(404);
    assertThat(captions(showcase.song)).isEqualTo(before);
    assertThat(as(showcase.jo, path(showcase.song)).text()).doesNotContain("/captions\"");
    assertThat(as(showcase.faye, path(showcase.song)).text()).contains("Edit captions");
  }

  @Test
  void withoutScriptsTheFileIsWrittenByHand() throws Exception {
    var author = site.account("by_hand", "By Hand");
    var post = voiceOf(author);
    assertThat(as(author, page(post)).text())
        .contains("Nobody wrote captions yet.", "<textarea", "WEBVTT");
    var broken = "WEBVTT\n\n00:03.000 --> 00:01.000\n<script>alert(1)</script>";
    var refused = send(author, page(post), broken, "en");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("line 3: the cue ends before it starts", "&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
    var saved =
        send(author, page(post), "WEBVTT\r\n\r\n00:01.000 --> 00:03.000\r\n你好 &amp; hi", "zh");
    assertThat(saved.status()).isEqualTo(303);
    assertThat(saved.header("location")).isEqualTo(path(post));
    assertThat(captions(post).content()).contains("你好 &amp; hi").contains("00:00:01.000");
    assertThat(captions(post).language()).isEqualTo("zh");
    assertThat(captions(post).state()).isEqualTo(Captions.Progress.EDITED);
    var nothing = send(author, page(post), "", "zh");
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(send(author, page(post), "WEBVTT", "no language").status()).isEqualTo(422);
    assertThat(captions(post).content()).contains("你好");
  }

  @Test
  void pageSaysWhoWroteThem() throws Exception {
    var author = site.account("told", "Told");
    var post = voiceOf(author);
    var recording = TestSite.recording(post);
    site.database().captions().request(recording, Instant.now());
    assertThat(as(author, page(post)).text()).contains("A machine is writing them.");
    var heard = "WEBVTT\n\n00:00.000 --> 00:01.500\nheard\n";
    site.database().captions().heard(recording, "fr", heard, Instant.now());
    var text = as(author, page(post)).text();
    assertThat(text).contains("Written by a machine, now.", "value=\"0:01.5\"");
    assertThat(text).containsPattern("<option value=\"fr\"[^>]* selected");
    send(author, page(post), heard, "fr");
    assertThat(as(author, page(post)).text()).contains("Written by you, now.");
  }

  @Test
  void captionsAreWrittenBesideThePlayerAndHeardInIt() throws Exception {
    var author = site.account("writer", "Writer");
    var post = voiceOf(author);
    var page = walker.as(author, Look.DESKTOP);
    walker.go(page, path(post));
    card(page, post).locator(".more").click();
    page.locator(".menu [data-do=captions]").click();
    assertThat(page.locator("h1")).hasText("Captions");
    assertThat(page.locator(".whose")).hasText("Nobody wrote captions yet.");
    row(page, 1).locator(".end").fill("0:20");
    row(page, 1).locator(".said").fill("one two & three");
    row(page, 1).locator(".said").evaluate("it => it.setSelectionRange(7, 7)");
    row(page, 1).locator(".split").click();
    assertThat(row(page, 1).locator(".said")).hasValue("one two");
    assertThat(row(page, 2).locator(".said")).hasValue("& three");
    assertThat(row(page, 2).locator(".said")).isFocused();
    row(page, 2).locator(".hear-cue").click();
    assertThat(card(page, post).locator(".cue")).hasText("& three");
    assertThat(row(page, 2)).hasClass("now");
    page.locator(".player .play").click();
    Walker.eventually(() -> time(page) > 9);
    row(page, 2).locator("[data-time=start]").click();
    var start = row(page, 2).locator(".start").inputValue();
    assertThat(start).matches("0:(09|1\\d)\\.\\d+");
    row(page, 1).locator(".end").fill(start);
    page.locator("#f-language").selectOption("en");
    page.locator(".add").click();
    assertThat(row(page, 3).locator(".start")).hasValue("0:20.0");
    row(page, 3).locator(".remove-cue").click();
    assertThat(row(page, 2).locator(".said")).isFocused();
    page.locator(".submit").click();
    assertThat(page.locator(".toast")).hasText("Captions saved.");
    assertThat(page.locator(".whose")).hasText("Written by you, now.");
    assertThat(captions(post).content()).contains("\none two\n", "\n&amp; three\n");
    assertThat(captions(post).language()).isEqualTo("en");
    page.locator(".heading .quiet").click();
    assertThat(page.locator(".own-captions")).hasText("Edit captions");
    card(page, post).locator(".wave").click();
    assertThat(card(page, post).locator(".cue")).hasText("& three");
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void whatIsWrongIsToldWhereItIs() throws Exception {
    var author = site.account("wrong", "Wrong");
    var post = voiceOf(author);
    var page = walker.as(author, Look.PHONE);
    walker.go(page, page(post));
    row(page, 1).locator(".said").fill("words");
    row(page, 1).locator(".start").fill("soon");
    page.locator(".submit").click();
    assertThat(page.locator(".trouble")).hasText("Write a time like 1:02.5.");
    assertThat(row(page, 1).locator(".start")).isFocused();
    row(page, 1).locator(".start").fill("5");
    page.locator(".submit").click();
    assertThat(page.locator(".trouble")).hasText("It ends before it starts.");
    row(page, 1).locator(".start").fill("1:00");
    page.locator(".submit").click();
    assertThat(page.locator(".trouble")).containsText("The voice ends at 0:3");
    row(page, 1).locator(".start").fill("0");
    row(page, 1).locator("[data-time=end]").click();
    assertThat(page.locator(".toast")).containsText("Play the post");
    page.route("**/api/v1/captions/**", Route::abort);
    page.locator(".submit").click();
    assertThat(page.locator(".trouble")).containsText("Nothing is lost");
    page.reload();
    assertThat(row(page, 1).locator(".said")).hasValue("words");
    assertThat(page.locator(".toast")).hasText("This is what you had not saved yet.");
    page.unroute("**/api/v1/captions/**");
    page.locator(".submit").click();
    assertThat(page.locator(".toast")).hasText("Captions saved.");
    page.reload();
    assertThat(row(page, 1).locator(".end")).hasValue("0:02.0");
    page.context().close();
    walker.browser().forgive("ERR_FAILED");
    walker.expectNoTroubles();
  }

  @Test
  void keyboardIsEnough() throws Exception {
    var author = site.account("typist", "Typist");
    var post = voiceOf(author);
    var page = walker.as(author, Look.DESKTOP);
    walker.go(page, page(post));
    row(page, 1).locator(".start").focus();
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().type("typed ");
    for (int i = 0; i < 4; i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Space");
    assertThat(row(page, 2).locator(".said")).isFocused();
    page.keyboard().type("and typed");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator(".toast")).hasText("Captions saved.");
    assertThat(captions(post).content()).contains("typed\n", "and typed\n");
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void pageWithoutScriptsIsAFormWithAFile() throws Exception {
    var look = new Look(390, false, "en-GB", false);
    var page = walker.as(showcase.faye, look);
    walker.go(page, page(showcase.song));
    assertThat(page.locator(".scripted").first()).isHidden();
    var file = page.locator("textarea[name=content]");
    assertThat(file).hasValue(Pattern.compile("^WEBVTT\\s[\\s\\S]*la la la"));
    file.fill("WEBVTT");
    file.fill(captions(showcase.song).content().replace("la la la", "la la li"));
    page.locator(".submit").click();
    assertThat(page).hasURL(Pattern.compile(path(showcase.song) + "$"));
    assertThat(captions(showcase.song).content()).contains("la la li");
    page.context().close();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void pageIsGood(Look look) throws Exception {
    var page = walker.as(showcase.faye, look);
    walker.go(page, page(showcase.song));
    assertThat(row(page, 2)).isVisible();
    row(page, 1).locator(".hear-cue").click();
    assertThat(row(page, 1)).hasClass("now");
    page.locator(".player .play").click();
    walker.expectGood(page, look, "author/captions");
    page.locator(".cues").scrollIntoViewIfNeeded();
    page.evaluate("() => scrollTo(0, 1e6)");
    walker.expectGood(page, look, "author/captions_below");
    page.context().close();
    walker.expectNoTroubles();
  }
}
