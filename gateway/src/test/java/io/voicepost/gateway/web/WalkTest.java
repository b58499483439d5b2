package io.voicepost.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.voicepost.gateway.web.Walker.card;
import static io.voicepost.gateway.web.Walker.eventually;
import static io.voicepost.gateway.web.Walker.path;
import static io.voicepost.gateway.web.Walker.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A visitor, a listener and a celebrity walk the site in a real browser; axe-core looks at every
/// page. `-Dvoicepost.pictures=FOLDER` keeps a picture of each page in each look.
final class WalkTest {
  private static Walker walker;
  private static TestSite site;
  private static Showcase showcase;
  private static TestBrowser browser;
  private static Path song;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    walker = Walker.start(folder);
    site = walker.site();
    showcase = walker.showcase();
    showcase.telephone();
    browser = walker.browser();
    song = TestSite.song(folder.resolve("song.mp3"), 3);
  }

  @AfterAll
  static void stop() {
    walker.close();
  }

  static Stream<Look> widths() {
    return Stream.of(Look.PHONE, Look.DESKTOP);
  }

  static Stream<Look> looks() {
    return Look.all();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsGoodForAVisitor(Look look) throws Exception {
    var page = walker.visitor(look);
    for (var path :
        List.of(
            "/",
            "/@faye",
            "/@quiet",
            path(showcase.song),
            path(showcase.warned),
            "/@faye/followers",
            "/tags/music",
            "/tags/nothing",
            "/search",
            "/search?q=fa",
            "/about",
            "/sign-in",
            "/claim",
            "/nothing")) {
      walker.look(page, look, "visitor", path);
    }
    page.locator(".languages summary").click();
    walker.expectGood(page, look, "visitor/languages");
    page.keyboard().press("Escape");
    assertThat(page.locator(".languages[open]").count()).isZero();
    page.context().close();
    walker.expectNoTroubles();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsGoodForAListener(Look look) throws Exception {
    var page = walker.as(showcase.jo, look);
    var list = site.microblog().listCommands().of(showcase.jo.id()).getFirst();
    for (var path :
        List.of(
            "/",
            "/home",
            "/notifications",
            "/@faye",
            "/@jo",
            path(showcase.replies.get(2)),
            "/bookmarks",
            "/likes",
            "/drafts",
            "/lists",
            "/lists/" + list.id(),
            "/lists/" + list.id() + "/members",
            "/compose",
            "/compose?reply=" + showcase.song.id(),
            "/compose?draft=" + showcase.draft.id(),
            "/settings",
            "/settings/security",
            "/settings/telephone")) {
      walker.look(page, look, "listener", path);
    }
    page.locator("#f-number").fill("+86 138 0013 8000");
    page.locator("form[action='/settings/telephone/link'] button").click();
    assertThat(page.locator(".linking .digits")).isVisible();
    walker.expectGood(page, look, "listener/link");
    walker.go(page, "/home");
    card(page, showcase.song).locator(".more").click();
    walker.expectGood(page, look, "listener/menu");
    page.keyboard().press("Escape");
    page.locator("a.speak").click();
    assertThat(page.locator("dialog.sheet .rec")).isVisible();
    walker.expectGood(page, look, "listener/sheet");
    page.context().close();
    walker.expectNoTroubles();
  }

  @ParameterizedTest
  @MethodSource("widths")
  void everyPageIsGoodForACelebrity(Look look) throws Exception {
    var page = walker.as(showcase.faye, look);
    for (var path :
        List.of("/home", "/notifications", "/@faye", path(showcase.song), "/@faye/followers")) {
      walker.look(page, look, "celebrity", path);
    }
    assertThat(page.locator(".site .badge")).hasCount(0);
    page.context().close();
    walker.expectNoTroubles();
  }

  @ParameterizedTest
  @MethodSource("widths")
  void visitorWhoLikesIsLedToTheDoor(Look look) throws Exception {
    var page = walker.visitor(look);
    walker.go(page, "/");
    card(page, showcase.song).locator(".action").nth(2).click();
    assertThat(page).hasURL(Pattern.compile("/sign-in\\?to=%2F%40faye%2F" + showcase.song.id()));
    assertThat(page.locator(".door h1")).isVisible();
    page.context().close();
  }

  @ParameterizedTest
  @MethodSource("widths")
  void listenerLikesRepostsAndKeepsAPost(Look look) throws Exception {
    var fan = site.account("liker_" + look.width(), "Liker");
    var page = walker.as(fan, look);
    walker.go(page, path(showcase.written));
    var post = card(page, showcase.written);
    var like = post.locator(".like");
    var before = like.locator(".count").textContent();
    int count = before.isEmpty() ? 0 : Integer.parseInt(before);
    like.click();
    assertThat(like).hasAttribute("aria-pressed", "true");
    assertThat(like.locator(".count")).hasText(Integer.toString(count + 1));
    eventually(() -> marks(fan, showcase.written).liked());
    post.locator(".repost").click();
    eventually(() -> marks(fan, showcase.written).reposted());
    post.locator(".more").click();
    page.getByRole(com.microsoft.playwright.options.AriaRole.MENUITEM)
        .getByText("Bookmark")
        .click();
    assertThat(page.locator(".toast")).hasText("Bookmarked");
    assertThat(marks(fan, showcase.written).bookmarked()).isTrue();

    page.reload();
    assertThat(like).hasAttribute("aria-pressed", "true");
    like.click();
    eventually(() -> !marks(fan, showcase.written).liked());
    assertThat(like).hasAttribute("aria-pressed", "false");
    post.locator(".more").click();
    assertThat(page.locator(".menu")).containsText("Remove bookmark");
    page.context().close();
    walker.expectNoTroubles();
  }

  private static io.voicepost.storage.post.Reactions marks(Account account, Post post)
      throws Exception {
    return site.microblog().stats(Optional.of(account.id()), List.of(post)).reactions(post);
  }

  @Test
  void likeThatFailsIsTakenBack() throws Exception {
    var page = walker.as(site.account("unlucky", "Unlucky"), Look.PHONE);
    walker.go(page, path(showcase.written));
    var like = card(page, showcase.written).locator(".like");
    var before = like.locator(".count").textContent();
    page.route("**/favourite", Route::abort);
    like.click();
    assertThat(page.locator(".toast")).hasText("The page did not load. Try again.");
    assertThat(like).hasAttribute("aria-pressed", "false");
    assertThat(like.locator(".count")).hasText(before);
    page.unroute("**/favourite");
    page.route(
        "**/favourite",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(429)
                    .setHeaders(java.util.Map.of("retry-after", "17"))));
    like.click();
    assertThat(page.locator(".toast")).hasText("Too fast. Try again in 17 s.");
    assertThat(like).hasAttribute("aria-pressed", "false");
    page.context().close();
    browser.forgive("ERR_FAILED");
    browser.forgive("429");
  }

  @ParameterizedTest
  @MethodSource("widths")
  void listenerFollowsAndAsksToFollow(Look look) throws Exception {
    var fan = site.account("follower_" + look.width(), "Follower");
    var page = walker.as(fan, look);
    walker.go(page, "/@faye");
    var follow = page.locator(".profile .follow");
    assertThat(follow).containsText("Follow");
    follow.click();
    assertThat(follow).hasAttribute("data-state", "following");
    eventually(() -> between(fan, showcase.faye).following());
    follow.click();
    eventually(() -> !between(fan, showcase.faye).following());
    walker.go(page, "/@quiet");
    follow.click();
    assertThat(follow).hasAttribute("data-state", "requested");
    assertThat(follow).containsText("Requested");
    page.context().close();
  }

  private static io.voicepost.storage.Relationship between(Account one, Account other)
      throws Exception {
    return site.microblog().followCommands().store().between(one.id(), other.id());
  }

  @ParameterizedTest
  @MethodSource("widths")
  void replyIsWrittenInASheetWhileThePostPlays(Look look) throws Exception {
    var fan = site.account("replier_" + look.width(), "Replier");
    var page = walker.as(fan, look);
    walker.go(page, path(showcase.song));
    page.evaluate("() => { window.sameDocument = true; }");
    card(page, showcase.song).locator(".play").click();
    eventually(() -> time(page) > 0.3);
    page.locator(".reply-box").click();
    var caption = page.locator("dialog.sheet textarea");
    assertThat(caption).hasValue("@faye ");
    caption.fill("@faye heard it at " + look.width());
    page.locator("dialog.sheet .submit").click();
    assertThat(page.locator(".toast")).hasText("Posted.");
    assertThat(page.locator("dialog.sheet")).hasCount(0);
    assertThat(page.locator(".thread")).containsText("heard it at " + look.width());
    double before = time(page);
    eventually(() -> time(page) > before + 0.2);
    assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
    page.context().close();
    walker.expectNoTroubles();
  }

  @ParameterizedTest
  @MethodSource("widths")
  void voiceIsRecordedHeardAndPosted(Look look) throws Exception {
    var speaker = site.account("speaker_" + look.width(), "Speaker");
    var page = walker.as(speaker, look);
    walker.go(page, "/compose");
    var record = page.locator(".rec");
    record.click();
    assertThat(page.locator(".state")).hasText("Recording. Speak now.");
    assertThat(record).containsText("Stop");
    assertThat(page.locator(".stage .clock")).hasText("0:02");
    walker.expectGood(page, look, "speaker/recording");
    record.click();
    assertThat(page.locator(".state")).hasText("Recorded. Listen to it, or post it.");
    page.locator(".hear").click();
    assertThat(page.locator(".hear use")).hasAttribute("href", "#i-pause");
    page.locator(".hear").click();
    assertThat(page.locator(".hear use")).hasAttribute("href", "#i-play");
    walker.expectGood(page, look, "speaker/recorded");
    page.reload();
    assertThat(page.locator(".state")).hasText("Recorded. Listen to it, or post it.");
    page.locator("textarea").fill("Said into a browser. #test");
    page.locator(".submit").click();
    assertThat(page).hasURL(Pattern.compile("/@speaker_" + look.width() + "/[0-9]+$"));
    assertThat(page.locator(".single .voice")).isVisible();
    assertThat(page.locator(".single .caption")).hasText("Said into a browser. #test");
    var posts =
        site.microblog()
            .postQueries()
            .account(
                Optional.empty(),
                speaker.id(),
                TimelineStore.Filter.NONE,
                io.voicepost.storage.Page.first(5));
    assertThat(posts.entries()).hasSize(1);
    var voice = posts.entries().getFirst().post().voice().orElseThrow();
    assertThat(voice.duration()).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(8));
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void fileIsPostedAndOneThatIsNoSoundIsRefusedWithoutLoss(@TempDir Path folder) throws Exception {
    var page = walker.as(site.account("singer", "Singer"), Look.PHONE);
    walker.go(page, "/compose");
    page.locator("textarea").fill("my song");
    var text = folder.resolve("fake.mp3");
    Files.writeString(text, "this is no sound at all ".repeat(100));
    page.locator("input[type=file]").setInputFiles(text);
    assertThat(page.locator(".state")).hasText("fake.mp3");
    page.locator(".submit").click();
    assertThat(page.locator(".trouble")).hasText("This file cannot be played. Choose another.");
    assertThat(page.locator("textarea")).hasValue("my song");
    page.locator(".discard").click();
    page.locator("input[type=file]").setInputFiles(song);
    assertThat(page.locator(".hear")).isVisible();
    page.locator(".submit").click();
    assertThat(page).hasURL(Pattern.compile("/@singer/[0-9]+$"));
    assertThat(page.locator(".single .voice .clock")).hasText("0:03");
    page.context().close();
    browser.forgive("422");
    walker.expectNoTroubles();
  }

  @Test
  void captionsAreShownInTime() throws Exception {
    var page = walker.visitor(Look.PHONE);
    walker.go(page, path(showcase.song));
    var cue = card(page, showcase.song).locator(".cue");
    assertThat(cue).hasText("");
    card(page, showcase.song).locator(".play").click();
    assertThat(cue).hasText("First & foremost: <hello>");
    page.keyboard().press("ArrowRight");
    assertThat(cue).hasText("la la la");
    walker.expectGood(page, Look.PHONE, "visitor/captions");
    page.context().close();
  }

  @Test
  void whatCouldNotBeSentIsKeptOverAReload() throws Exception {
    var fan = site.account("offline", "Offline");
    var page = walker.as(fan, Look.PHONE);
    walker.go(page, "/compose");
    page.locator("textarea").fill("a thought that must not be lost");
    page.route("**/api/v1/statuses", Route::abort);
    page.locator(".submit").click();
    assertThat(page.locator(".trouble")).containsText("Nothing is lost");
    assertThat(page.locator("textarea")).hasValue("a thought that must not be lost");
    page.reload();
    assertThat(page.locator("textarea")).hasValue("a thought that must not be lost");
    assertThat(page.locator(".toast")).hasText("This is what you had not sent yet.");
    page.unroute("**/api/v1/statuses");
    page.locator(".submit").click();
    assertThat(page).hasURL(Pattern.compile("/@offline/[0-9]+$"));
    walker.go(page, "/compose");
    assertThat(page.locator("textarea")).hasValue("");
    page.context().close();
    browser.forgive("ERR_FAILED");
  }

  @Test
  void ownPostIsPinnedEditedAndDeletedFromItsMenu() throws Exception {
    var author = site.account("author", "Author");
    var post = showcase.write(author, "with a speling mistake", "", Visibility.PUBLIC);
    var page = walker.as(author, Look.DESKTOP);
    walker.go(page, path(post));
    var more = card(page, post).locator(".more");
    more.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".menu [data-do=bookmark]")).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".menu [data-do=pin]")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator(".toast")).hasText("Pinned to your page");
    more.click();
    page.locator(".menu [data-do=edit]").click();
    page.locator("main textarea").fill("without a spelling mistake");
    page.locator("main .submit").click();
    assertThat(card(page, post)).containsText("without a spelling mistake");
    page.onDialog(it -> it.accept());
    card(page, post).locator(".more").click();
    page.locator(".menu [data-do=delete]").click();
    assertThat(page.locator(".toast")).hasText("This post was deleted.");
    assertThat(site.microblog().postCommands().find(post.id())).isEmpty();
    page.context().close();
  }

  @Test
  void homeAndNotificationsAreAlive() throws Exception {
    var star = site.account("rising", "Rising Star");
    var fan = site.account("awake", "Awake");
    site.microblog().followCommands().follow(fan.id(), star, FollowStore.FollowOptions.USUAL);
    var page = walker.as(fan, Look.PHONE);
    walker.go(page, "/home");
    assertThat(page.locator(".empty")).isVisible();
    var post = showcase.write(star, "hello from the stage", "", Visibility.FOLLOWERS);
    assertThat(card(page, post)).containsText("hello from the stage");
    assertThat(card(page, post).locator("button.like")).isVisible();
    var stranger = showcase.write(showcase.jo, "not for this home", "", Visibility.PUBLIC);
    site.microblog().reactionCommands().repost(star.id(), showcase.written, Visibility.PUBLIC);
    assertThat(card(page, showcase.written)).containsText("Rising Star reposted");
    assertThat(card(page, stranger)).hasCount(0);
    showcase.reply(star, showcase.write(fan, "hi", "", Visibility.PUBLIC), "@awake thank you");
    assertThat(page.locator(".site .badge")).hasText("1");
    page.locator(".site a[href='/notifications']").click();
    assertThat(page.locator(".told")).containsText("thank you");
    site.microblog()
        .reactionCommands()
        .like(showcase.faye.id(), site.microblog().postCommands().find(post.id()).orElseThrow());
    var own = showcase.write(fan, "like me", "", Visibility.PUBLIC);
    site.microblog().reactionCommands().like(showcase.faye.id(), own);
    assertThat(page.locator(".told")).containsText("likes your post");
    page.context().close();
  }

  @Test
  void listeningGoesOnWhereItWasLeft() throws Exception {
    var page = walker.visitor(Look.DESKTOP);
    walker.go(page, path(showcase.song));
    card(page, showcase.song).locator(".play").click();
    eventually(() -> time(page) > 0.3);
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    eventually(() -> time(page) > 15);
    card(page, showcase.song).locator(".play").click();
    page.reload();
    card(page, showcase.song).locator(".play").click();
    eventually(() -> time(page) > 0.3);
    assertThat(time(page)).isGreaterThan(13);
    page.context().close();
  }

  @Test
  void warningHidesVoiceAndTextUntilAskedFor() throws Exception {
    var page = walker.visitor(Look.PHONE);
    walker.go(page, "/");
    var card = card(page, showcase.warned);
    assertThat(card.locator(".voice")).isHidden();
    assertThat(card.getByText("she stays on the ship")).isHidden();
    card.locator("summary").click();
    assertThat(card.locator(".voice")).isVisible();
    assertThat(card.getByText("she stays on the ship")).isVisible();
    page.context().close();
  }

  @Test
  void keysLikeReplyAndSpeak() throws Exception {
    var page = walker.as(site.account("keys", "Keys"), Look.DESKTOP);
    walker.go(page, path(showcase.song));
    page.keyboard().press("l");
    assertThat(card(page, showcase.song).locator(".like")).hasAttribute("aria-pressed", "true");
    page.keyboard().press("r");
    assertThat(page.locator("dialog.sheet h1")).containsText("Reply to");
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog.sheet")).hasCount(0);
    page.keyboard().press("n");
    assertThat(page.locator("dialog.sheet h1")).hasText("New post");
    page.context().close();
  }

  @Test
  void sheetClosedBeforeItsScriptCameOpensAgain() throws Exception {
    var page = walker.as(site.account("hasty", "Hasty"), Look.DESKTOP);
    walker.go(page, path(showcase.song));
    var held = new ArrayList<Route>();
    page.route(Pattern.compile("/assets/compose[^/]*\\.js"), held::add);
    page.keyboard().press("r");
    assertThat(page.locator("dialog.sheet h1")).containsText("Reply to");
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog.sheet")).hasCount(0);
    page.keyboard().press("n");
    assertThat(page.locator("dialog.sheet h1")).hasText("New post");
    assertThat(held).hasSize(1);
    held.forEach(Route::resume);
    assertThat(page.locator("dialog.sheet .compose")).isVisible();
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void memberLinksAPhoneAndGetsAPin() throws Exception {
    var made = site.access().passwords().signUp("linker", "Linker", "a long secret");
    var member = ((SignUpResult.Made) made).account();
    var look = Look.PHONE;
    var page = walker.as(member, look);
    walker.go(page, "/settings/telephone");
    page.locator("#f-current").fill("a long secret");
    page.locator("button[value=issue]").click();
    assertThat(page.locator(".digits")).hasText(Pattern.compile("[0-9]{3}\\s+[0-9]{3}"));
    walker.expectGood(page, look, "member/pin");
    page.locator("main .second").click();
    assertThat(page.locator("#s-pin + p")).containsText("You have a PIN.");
    page.evaluate("() => { document.querySelector('#s-pin').dataset.before = 'yes'; }");
    page.goBack();
    // The page that the PIN was on, and not the one that is left.
    assertThat(page.locator("#s-pin:not([data-before])")).isVisible();
    assertThat(page.locator(".digits")).hasCount(0);

    page.locator("#f-number").fill("139 0013 9000");
    page.locator("form[action='/settings/telephone/link'] button").click();
    var digits = page.locator(".digits").textContent().replaceAll("\\s", "");
    assertThat(page.locator(".countdown")).hasText(Pattern.compile("9:\\d\\d"));
    var phone = new PhoneVault(new byte[32]).seal(new PhoneNumber("+8613900139000"));
    site.telephone().links().link(digits, phone);
    assertThat(page.locator(".done")).containsText("The phone is yours.");
    assertThat(page.locator(".number")).hasText("+86…00");
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void settingsGoOnWithoutAReload() throws Exception {
    var page = walker.as(site.account("changer", "Changer"), Look.PHONE);
    walker.go(page, "/settings");
    page.evaluate("() => { window.sameDocument = true; }");
    page.locator("#f-name").fill("Changed Name");
    page.locator("form[action='/settings/profile'] .primary").click();
    assertThat(page.locator(".done")).hasText("Saved.");
    assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
    page.locator("#f-name").fill("");
    page.locator("form[action='/settings/profile'] .primary").click();
    assertThat(page.locator("#e-name")).containsText("1 to 100 characters");
    browser.forgive("422");
    page.context().close();
  }

  @Test
  void nothingShiftsWhileAPageLoads() throws Exception {
    var page = walker.as(showcase.jo, Look.PHONE);
    page.addInitScript(
        """
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        """);
    for (var path : List.of("/", "/home", "/@faye", path(showcase.song), "/notifications")) {
      walker.go(page, path);
      page.waitForLoadState(com.microsoft.playwright.options.LoadState.LOAD);
      var shift =
          ((Number)
                  page.evaluate("() => new Promise((r) => setTimeout(() => r(window.shift), 300))"))
              .doubleValue();
      assertThat(shift).as(path).isLessThan(0.01);
    }
    page.context().close();
  }
}
