package io.voicepost.gateway.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.voicepost.gateway.web.Walker.card;
import static io.voicepost.gateway.web.Walker.eventually;
import static io.voicepost.gateway.web.Walker.path;
import static io.voicepost.gateway.web.Walker.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Showcase;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.Walker;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens on pages that stay open: posts change on them, are shared and recorded, and they
/// take the picture and the language of who signs in.
final class OpenPagesTest {
  private static final String SECRET = "a long secret";

  private static Walker walker;
  private static TestSite site;
  private static Showcase showcase;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    walker = Walker.start(folder);
    site = walker.site();
    showcase = walker.showcase();
  }

  @AfterAll
  static void stop() {
    walker.close();
  }

  private static void edit(Post post, String caption, String warning) throws Exception {
    var text = new PostText(caption, warning, "en");
    site.microblog().postCommands().edit(post.author().id(), post.id(), text);
  }

  @Test
  void postEditedElsewhereChangesWhereItStandsWhileItPlays() throws Exception {
    var author = site.account("corrector", "Corrector");
    var fan = site.account("reader", "Reader");
    var post = showcase.spoken(author, "first wording");
    var page = walker.as(fan, Look.PHONE);
    walker.go(page, path(post));
    var card = card(page, post);
    card.locator(".like").click();
    card.locator(".play").click();
    eventually(() -> time(page) > 0.3);
    assertThat(card.locator(".play")).isFocused();

    edit(post, "second wording #better", "");
    assertThat(card.locator(".caption")).hasText("second wording #better");
    assertThat(card.locator(".caption a")).hasAttribute("href", "/tags/better");
    assertThat(card.locator(".like")).hasAttribute("aria-pressed", "true");
    assertThat(card.locator(".play")).isFocused();
    assertThat(card.locator(".wave .played")).hasCount(1);
    double before = time(page);
    eventually(() -> time(page) > before + 0.2);
    assertThat(page.locator(".post[data-id='" + post.id() + "']")).hasCount(1);

    edit(post, "third wording", "Loud");
    assertThat(card.locator("summary .warning")).hasText("Loud");
    assertThat(card.locator(".caption")).isHidden();
    card.locator("summary").click();
    edit(post, "fourth wording", "Loud");
    assertThat(card.locator(".caption")).hasText("fourth wording");
    assertThat(card.locator(".caption")).isVisible();
    card.locator(".voice .play").click();
    assertThat(page.locator(".player .play")).hasAttribute("aria-label", "Play");
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void editOfAPostAboveKeepsTheReadersPlace() throws Exception {
    var author = site.account("above", "Above");
    var post = showcase.write(author, "short", "", Visibility.PUBLIC);
    for (int i = 0; i < 8; i++) {
      showcase.write(author, "below " + i, "", Visibility.PUBLIC);
    }
    var last = showcase.write(author, "the last", "", Visibility.PUBLIC);
    site.microblog().postCommands().pin(author.id(), post.id(), true);
    var page = walker.visitor(Look.PHONE);
    walker.go(page, "/@above");
    page.evaluate("() => scrollTo(0, 700)");
    var there = page.locator(".post:has-text('below 3')").first();
    double before = there.boundingBox().y;
    edit(post, "long\n\n\n\n\n\n\nlonger", "");
    assertThat(card(page, post).locator(".caption")).containsText("longer");
    assertThat(there.boundingBox().y).isCloseTo(before, org.assertj.core.data.Offset.offset(2.0));
    assertThat(card(page, last)).hasCount(1);
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void postIsSharedByLinkOrEmbedded() throws Exception {
    var page = walker.visitor(Look.DESKTOP);
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    walker.go(page, path(showcase.song));
    var share = card(page, showcase.song).locator(".share");
    share.click();
    assertThat(page.locator(".menu [data-do=link]")).isFocused();
    walker.expectGood(page, Look.DESKTOP, "visitor/share");
    page.keyboard().press("Enter");
    assertThat(page.locator(".toast")).hasText("Link copied");
    assertThat(share).isFocused();
    assertThat(clipboard(page)).isEqualTo(site.url(path(showcase.song)).toString());
    share.click();
    page.locator(".menu [data-do=embed]").click();
    assertThat(page.locator(".toast")).hasText("Embed code copied");
    var offered = new Client(site).get("/oembed?url=" + site.url(path(showcase.song))).text();
    assertThat(offered).contains(clipboard(page).replace("\"", "\\\""));
    share.click();
    page.keyboard().press("Escape");
    assertThat(page.locator(".menu")).hasCount(0);
    page.context().close();
    walker.expectNoTroubles();
  }

  private static String clipboard(Page page) {
    return (String) page.evaluate("() => navigator.clipboard.readText()");
  }

  @Test
  void linkIsCopiedWhereTheBrowserHasNoClipboardForScripts() throws Exception {
    var fan = site.account("insider", "Insider");
    site.microblog()
        .followCommands()
        .follow(fan.id(), showcase.faye, FollowStore.FollowOptions.USUAL);
    var page = walker.as(fan, Look.PHONE);
    page.addInitScript("delete Navigator.prototype.clipboard;");
    walker.go(page, path(showcase.secret));
    card(page, showcase.secret).locator(".share").click();
    assertThat(page.locator(".menu [data-do=embed]")).hasCount(0);
    page.locator(".menu [data-do=link]").click();
    assertThat(page.locator(".toast")).hasText("Link copied");
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void phoneSharesInItsOwnWay() throws Exception {
    var page = walker.visitor(Look.PHONE);
    page.addInitScript(
        """
        const matches = window.matchMedia.bind(window);
        window.matchMedia = (query) => query.includes('coarse') ? { matches: true } : matches(query);
        navigator.share = async (what) => { window.shared = what; };
        """);
    walker.go(page, path(showcase.song));
    card(page, showcase.song).locator(".share").click();
    assertThat(page.locator(".menu")).hasCount(0);
    assertThat(page.evaluate("() => window.shared.url"))
        .isEqualTo(site.url(path(showcase.song)).toString());
    page.context().close();
  }

  @Test
  void recordingEndsWhereTheLongestPostEnds() throws Exception {
    var page = walker.as(site.account("talker", "Talker"), Look.PHONE);
    page.clock().install();
    walker.go(page, "/compose");
    page.locator(".rec").click();
    assertThat(page.locator(".state")).hasText("Recording. Speak now.");
    assertThat(page.locator(".stage .clock")).hasText("0:01");
    page.clock().fastForward(16_000);
    assertThat(page.locator(".rec")).containsText("Stop");
    page.clock().fastForward(3_000);
    assertThat(page.locator(".state")).hasText("That is the longest a post can be.");
    assertThat(page.locator(".hear")).isVisible();
    page.context().close();
    walker.expectNoTroubles();
  }

  @Test
  void chosenPictureIsSeenOnPageAndProfile(@TempDir Path folder) throws Exception {
    var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.ORANGE);
    pen.fillRect(0, 0, 300, 200);
    pen.dispose();
    var file = folder.resolve("me.png");
    ImageIO.write(image, "png", file.toFile());
    var pretty = site.account("pretty", "Pretty");
    var post = showcase.write(pretty, "look at me", "", Visibility.PUBLIC);
    var page = walker.as(pretty, Look.PHONE);
    walker.go(page, "/settings");
    assertThat(page.locator(".portrait .remove")).hasCount(0);
    page.locator(".portrait input[type=file]").setInputFiles(file);
    expectPicture(page, ".portrait img.avatar");
    walker.expectGood(page, Look.PHONE, "pretty/settings");
    walker.go(page, "/@pretty");
    expectPicture(page, ".profile img.avatar");
    expectPicture(page, ".post[data-id='" + post.id() + "'] img.avatar");
    walker.go(page, "/settings");
    page.locator(".portrait .remove").click();
    assertThat(page.locator(".portrait img.avatar")).hasCount(0);
    java.nio.file.Files.writeString(file, "no picture");
    page.locator(".portrait input[type=file]").setInputFiles(file);
    assertThat(page.locator(".portrait .error")).isVisible();
    page.context().close();
    walker.browser().forgive("422");
    walker.expectNoTroubles();
  }

  private static void expectPicture(Page page, String where) {
    assertThat(page.locator(where)).isVisible();
    eventually(
        () -> ((Number) page.locator(where).evaluate("it => it.naturalWidth")).intValue() > 0);
  }

  @Test
  void signingInSetsThePagesToTheAccountsLanguage() throws Exception {
    var account = joined("polyglot");
    var preferences = new Preferences(Optional.of("zh"), Visibility.PUBLIC);
    site.microblog().accounts().prefer(account.id(), preferences);
    var page = walker.visitor(Look.PHONE);
    walker.go(page, "/sign-in?to=/about");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    signIn(page, "polyglot");
    assertThat(page).hasURL(Pattern.compile("/about$"));
    assertThat(page.locator("html")).hasAttribute("lang", "zh-Hans");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("lang", "zh-Hans");
    page.context().close();

    joined("whatever");
    var other = walker.visitor(Look.PHONE);
    walker.go(other, "/sign-in?lang=zh&to=/about");
    signIn(other, "whatever");
    assertThat(other).hasURL(Pattern.compile("/about$"));
    assertThat(other.locator("html")).hasAttribute("lang", "zh-Hans");
    other.context().close();
    walker.expectNoTroubles();
  }

  private static Account joined(String handle) throws Exception {
    var made = (SignUpResult.Made) site.access().passwords().signUp(handle, handle, SECRET);
    return made.account();
  }

  private static void signIn(Page page, String handle) {
    page.locator("#f-handle").fill(handle);
    page.locator("#f-password").fill(SECRET);
    page.locator(".door .primary").click();
  }

  @Test
  void everyFirstPageIsLight() throws Exception {
    var list = site.microblog().listCommands().of(showcase.jo.id()).getFirst();
    var paths =
        List.of(
            "/",
            "/home",
            "/@faye",
            "/@faye/followers",
            path(showcase.song),
            "/search?q=fa",
            "/tags/music",
            "/notifications",
            "/bookmarks",
            "/likes",
            "/drafts",
            "/lists",
            "/lists/" + list.id(),
            "/lists/" + list.id() + "/members",
            "/compose",
            "/settings",
            "/settings/security",
            "/about",
            "/nothing");
    for (int i = 0; i < 24; i++) {
      showcase.spoken(showcase.faye, "One of many posts that fill a page to its end. #full " + i);
    }
    for (var path : paths) {
      expectLight(showcase.jo, path);
    }
    expectLight(showcase.faye, path(showcase.song) + "/captions");
    for (var path : List.of("/", "/@faye", "/sign-in", "/join")) {
      expectLight(walker.visitor(Look.PHONE), path);
    }
    walker.expectNoTroubles();
  }

  private static void expectLight(Account who, String path) throws Exception {
    expectLight(walker.as(who, Look.PHONE), path);
  }

  /// By a browser that has nothing yet: all that came over the wire, sound left out.
  private static void expectLight(Page page, String path) {
    walker.go(page, path);
    var bytes =
        ((Number)
                page.evaluate(
                    """
                    async () => {
                      await new Promise((done) => setTimeout(done, 500));
                      return ['navigation', 'resource']
                        .flatMap((type) => performance.getEntriesByType(type))
                        .filter((it) => !it.name.includes('/audio/') && !it.name.includes('/live'))
                        .reduce((sum, it) => sum + it.transferSize, 0);
                    }\
                    """))
            .longValue();
    assertThat(bytes).as(path).isBetween(5_000L, 100_000L);
    if (System.getProperty("voicepost.pictures") != null) {
      System.out.println("first page " + path + " " + bytes);
    }
    page.context().close();
  }
}
