package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import io.voicepost.gateway.web.TestBrowser;
import io.voicepost.gateway.web.TestBrowser.Look;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody allows an app that is installed on their device: the browser lets them go to the app's
/// own scheme.
final class NativeAppsTest {
  private static TestSite site;
  private static TestBrowser browser;
  private static Account faye;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
    faye = site.account("faye", "Faye");
    browser = TestBrowser.open();
  }

  @AfterAll
  static void stop() {
    browser.close();
    site.close();
  }

  private static String asked(String back) throws Exception {
    var app =
        site.access().apps().register("An app", List.of(back), "read write", Optional.empty());
    return "/oauth/authorize?response_type=code&scope=read&client_id="
        + app.app().clientId()
        + "&redirect_uri="
        + Redirects.encoded(back);
  }

  private static Cookie session() throws Exception {
    return new Cookie("session", site.access().tokens().openSession(faye.id()).token().value())
        .setUrl(site.url("/").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.keylesspalace.tusky://mastodon",
        "org.joinmastodon.android-auth://callback",
        "mastodon://joinmastodon.org/oauth",
        "fedilab://backtofedilab",
        "icecubesapp://",
        "com.tapbots.Ivory.219:/request_token",
        "pachli://callback/",
        "https://elk.example:8443/api/oauth"
      })
  void browserGoesToTheApp(String back) throws Exception {
    var page = browser.page(Look.PHONE);
    page.context().addCookies(List.of(session()));
    page.navigate(site.url(asked(back)).toString());

    var answer =
        page.waitForResponse(
            it -> it.request().method().equals("POST"),
            () -> page.locator("button[value=allow]").click());
    // A refusal by the content policy is told by the console, right after the answer.
    page.waitForTimeout(300);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.headers().get("location")).startsWith(back + "?code=");
    assertThat(browser.troubles()).noneMatch(it -> it.contains("form-action"));
    page.context().close();
  }

  @Test
  void appMayAskForAnotherAccount() throws Exception {
    var page = browser.page(Look.PHONE);
    page.context().addCookies(List.of(session()));
    var path = asked("fedilab://backtofedilab");

    page.navigate(site.url(path + "&force_login=true").toString());
    assertThat(page.url()).contains("/sign-in?to=").doesNotContain("force_login");

    page.navigate(site.url(path + "&force_login=false").toString());
    assertThat(page.locator("button[value=allow]").count()).isEqualTo(1);
    page.context().close();
  }
}
