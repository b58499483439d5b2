package io.voicepost.gateway.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.voicepost.gateway.access.Apps;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.OneTimeCodes;
import io.voicepost.gateway.web.TestBrowser;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.http.RateConfig;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.access.Passkey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Joining, signing in, passkeys and consent in a real browser, with an authenticator that Chromium
/// plays. `-Dvoicepost.pictures=FOLDER` keeps a picture of each page in each look.
final class SignInPagesTest {
  private static TestSite site;
  private static TestBrowser browser;
  private static Apps.Registered app;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site =
        TestSite.start(
            folder, ApiSites.limited(new RateConfig(100_000, 30, 30, 100_000, 100_000, 100_000)));
    app =
        site.access()
            .apps()
            .register(
                "Tusky",
                List.of("http://localhost:1/back", Apps.OUT_OF_BAND),
                "read write follow push",
                Optional.of("https://tusky.app"));
    browser = TestBrowser.open();
  }

  @AfterAll
  static void stop() {
    browser.close();
    site.close();
  }

  /// Passkeys need a name: `localhost`.
  private static String url(String path) {
    return site.url(path).toString().replace("127.0.0.1", "localhost");
  }

  private static void join(Page page, String handle) {
    page.navigate(url("/join"));
    page.getByLabel("Handle").fill(handle);
    page.locator("#f-password").fill("a long secret");
    page.locator(".door .primary").click();
    page.waitForURL(url("/"));
  }

  @Test
  void visitorJoinsAddsAPasskeyAndComesBackWithIt() throws Exception {
    var page = browser.page(Look.PHONE);
    var devices = page.context().newCDPSession(page);
    devices.send("WebAuthn.enable");
    var options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    var device = new JsonObject();
    device.add("options", options);
    devices.send("WebAuthn.addVirtualAuthenticator", device);

    join(page, "faye");
    assertThat(page.locator(".site nav")).containsText("You");
    page.navigate(url("/settings/security"));
    page.locator(".passkey-add").click();
    assertThat(page.locator(".done")).containsText("The passkey is added.");
    assertThat(page.getByLabel("Name of the passkey")).hasValue("Linux");
    page.getByLabel("Name of the passkey").fill("My <phone>");
    page.getByText("Rename").click();
    assertThat(page.locator(".done")).containsText("Renamed.");
    assertThat(page.getByLabel("Name of the passkey")).hasValue("My <phone>");

    page.locator(".passkey-add").click();
    assertThat(page.locator(".passkey-door .error")).containsText("has a passkey already");

    page.navigate(url("/sign-out"));
    page.locator(".door .primary").click();
    page.waitForURL(url("/"));
    assertThat(page.locator(".site nav")).containsText("Sign in");
    page.locator(".site nav").getByText("Sign in").click();
    page.locator(".passkey-show").click();
    page.waitForURL(url("/"));
    assertThat(page.locator(".site nav")).containsText("You");

    var owner = site.access().accounts().byHandle(new Handle("faye")).orElseThrow().id();
    for (var token : site.access().tokens().list(owner)) {
      site.database().grants().proved(token.id(), Instant.EPOCH);
    }
    page.navigate(url("/settings/confirm?to=/settings/security"));
    page.locator(".passkey-confirm").click();
    page.waitForURL(url("/settings/security"));
    assertThat(page.locator(".rows").first()).containsText("last used now");
    page.getByLabel("Remove My <phone>").click();
    assertThat(page.locator(".done")).containsText("Removed.");
    page.navigate(url("/sign-out"));
    page.locator(".door .primary").click();
    page.navigate(url("/sign-in"));
    page.locator(".passkey-show").click();
    assertThat(page.locator(".passkey-door .error")).containsText("did not work");
    browser.forgive("422");
    assertThat(browser.troubles()).isEmpty();
    page.context().close();
  }

  @Test
  void formsWorkWithoutScripts() throws Exception {
    var page = browser.page(new Look(390, false, "en-GB", false));
    join(page, "leslie");
    page.navigate(url("/settings/security"));
    assertThat(page.locator(".passkey-door")).isHidden();
    page.getByLabel("Current password").fill("wrong");
    page.getByLabel("New password").fill("another secret");
    page.locator(".settings .primary").click();
    assertThat(page.locator("#e-current")).containsText("not your current password");
    page.getByLabel("Current password").fill("a long secret");
    page.getByLabel("New password").fill("another secret");
    page.locator(".settings .primary").click();
    assertThat(page.locator(".done")).containsText("Your password is changed.");
    page.context().close();
  }

  private static void phone(AccountId account, String number) throws Exception {
    var sealed = new PhoneVault(new byte[32]).seal(new PhoneNumber(number));
    site.database().phones().linkNew(account, sealed, Instant.now());
  }

  @Test
  void newPasswordEndsWhatItsOwnerLeavesTicked() throws Exception {
    var page = browser.page(Look.DESKTOP);
    join(page, "reviewer");
    var account = site.account("reviewer", "Reviewer").id();
    phone(account, "+8613900139001");
    phone(account, "+8613900139002");
    page.navigate(url("/settings/security"));
    page.getByLabel("Current password").fill("a long secret");
    page.getByLabel("New password").fill("another secret");
    page.locator(".settings .primary").first().click();
    page.waitForURL(url("/settings/security/review*"));
    assertThat(page.locator(".done")).containsText("Your password is changed.");
    look(page, Look.DESKTOP, "review-phones");
    page.getByLabel("+86…01").first().uncheck();
    page.getByText("End what is ticked").click();
    assertThat(page.locator(".done")).containsText("Ended.");
    page.navigate(url("/settings/telephone"));
    assertThat(page.locator("bdi.number")).hasText("+86…01");
    assertThat(browser.troubles()).isEmpty();
    page.context().close();
  }

  @Test
  void consentSendsTheBrowserBackToTheApp() throws Exception {
    var page = browser.page(Look.DESKTOP);
    join(page, "anita");
    page.route(
        "http://localhost:1/**",
        route -> route.fulfill(new Route.FulfillOptions().setBody("the app")));
    page.navigate(url(asked("http://localhost:1/back")));
    page.getByText("Allow").click();
    page.waitForURL("http://localhost:1/back?code=*");
    assertThat(browser.troubles()).isEmpty();
    page.context().close();
  }

  private static String asked(String back) {
    return "/oauth/authorize?response_type=code&scope=read+write:media+follow&client_id="
        + app.app().clientId()
        + "&redirect_uri="
        + Redirects.encoded(back);
  }

  static Stream<Look> looks() {
    return Look.all();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyDoorIsAccessible(Look look) throws Exception {
    var handle = "look_" + Math.floorMod(look.hashCode(), 1_000_000);
    var page = browser.page(look);
    visit(page, look, "/join", "join");
    page.locator("#f-handle").fill("support");
    page.locator("#f-password").fill("a long secret");
    follow(page, ".door .primary");
    look(page, look, "join-wrong");
    page.locator("#f-handle").fill(handle);
    page.locator("#f-password").fill("a long secret");
    page.locator(".door .primary").click();
    page.waitForURL(url("/"));
    look(page, look, "home");
    visit(page, look, asked("http://localhost:1/back"), "consent");
    page.navigate(url(asked(Apps.OUT_OF_BAND)));
    follow(page, ".choice .primary");
    look(page, look, "code");
    var account = site.access().accounts().byHandle(new Handle(handle)).orElseThrow().id();
    site.access().tokens().openSession(account);
    site.database()
        .credentials()
        .add(
            new Passkey(
                ("key" + handle).repeat(3),
                account,
                "iPhone",
                "AA==",
                0,
                Instant.now(),
                Optional.empty()));
    var code = page.locator("#code");
    assertThat(code).hasCount(1);
    site.access()
        .authorizations()
        .exchange(app.app(), new Secret(code.inputValue()), Apps.OUT_OF_BAND, Optional.empty());
    visit(page, look, "/settings/security?done=passkey", "security");
    follow(page, "#s-factor ~ form button");
    look(page, look, "factor");
    var enrolment = site.access().secondFactors().begun(account).orElseThrow();
    page.locator("#f-code").fill(OneTimeCodes.now(enrolment.secret()));
    follow(page, ".factor .primary");
    look(page, look, "recovery-codes");
    visit(page, look, "/settings/security", "security-factor");
    visit(page, look, "/notifications", "notifications-security");
    phone(account, "+86138" + Math.floorMod(look.hashCode(), 100_000_000));
    site.telephone().pins().issue(account);
    visit(page, look, AccessReviewPages.ReviewReason.CHANGE.path(), "review");
    visit(page, look, "/settings/telephone", "telephone");
    page.locator("#f-number").fill("12");
    page.locator("#s-link button").click();
    assertThat(page.locator("#e-number")).isVisible();
    look(page, look, "telephone-wrong");
    page.locator("#f-number").fill("+86 138 0013 8000");
    page.locator("#s-link button").click();
    assertThat(page.locator(".linking")).containsText("+86…00");
    look(page, look, "link");
    visit(page, look, "/claim", "claim");
    for (var token : site.access().tokens().list(account)) {
      site.database().grants().proved(token.id(), Instant.EPOCH);
    }
    visit(page, look, "/settings/confirm", "confirm");
    visit(page, look, "/sign-out", "sign-out");
    follow(page, ".door .primary");
    visit(page, look, "/sign-in", "sign-in");
    page.locator("#f-handle").fill(handle);
    page.locator("#f-password").fill("a long secret");
    follow(page, ".door .primary");
    look(page, look, "sign-in-code");
    page.locator("#f-code").fill("000000");
    follow(page, ".door .primary");
    look(page, look, "sign-in-code-wrong");
    visit(page, look, "/forgot", "forgot");
    page.navigate(url("/sign-in"));
    page.locator("#f-handle").fill(handle);
    page.locator("#f-password").fill("wrong");
    follow(page, ".door .primary");
    look(page, look, "sign-in-wrong");
    browser.forgive("422");
    page.context().close();
  }

  private static void visit(Page page, Look look, String path, String name) throws Exception {
    page.navigate(url(path));
    look(page, look, name);
  }

  /// Clicks what leads to another page, and waits until that is there.
  private static void follow(Page page, String selector) {
    page.evaluate("() => document.documentElement.classList.add('before')");
    page.locator(selector).click();
    page.locator("html:not(.before)").waitFor();
    page.waitForLoadState();
  }

  private static void look(Page page, Look look, String name) throws Exception {
    var pictures = System.getProperty("voicepost.pictures", "");
    if (!pictures.isEmpty()) {
      var file =
          "%s-%d-%s-%s.png"
              .formatted(
                  name,
                  look.width(),
                  look.language().substring(0, 2),
                  look.dark() ? "dark" : "light");
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(pictures, file)));
    }
    TestBrowser.expectGood(page, look, name);
  }
}
