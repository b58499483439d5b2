package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.access.Apps;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Client.Answer;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.http.RateConfig;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole way of an app to its token, as a browser without scripts and the app walk it.
final class OAuthTest {
  private static final String BACK = "https://app.example/back?from=here";
  private static final String VERIFIER = "a".repeat(20) + "-._~" + "B".repeat(30);

  private static TestSite site;
  private static Client client;
  private static Apps.Registered app;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site =
        TestSite.start(
            folder, ApiSites.limited(new RateConfig(100_000, 30, 30, 100_000, 100_000, 100_000)));
    client = new Client(site);
    app =
        site.access()
            .apps()
            .register(
                "Singing <app>",
                List.of(BACK, Apps.OUT_OF_BAND),
                "read write:statuses",
                Optional.of("https://app.example"));
    var made = site.access().passwords().signUp("faye", "Faye Wong", "correct horse");
    assertThat(made).isInstanceOf(SignUpResult.Made.class);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static Answer post(String path, String form, String... headers) throws Exception {
    var all = new ArrayList<>(List.of("sec-fetch-site", "same-origin"));
    all.addAll(List.of(headers));
    return client.form(path, form, all.toArray(String[]::new));
  }

  private static String signIn() throws Exception {
    var answer = post("/sign-in", "handle=faye&password=correct+horse");
    assertThat(answer.status()).isEqualTo(303);
    return answer.header("set-cookie").split(";", 2)[0];
  }

  private static String enc(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String asked(String redirect) throws Exception {
    var challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII)));
    return "client_id=%s&redirect_uri=%s&response_type=code&scope=read&state=s%%26t&code_challenge=%s&code_challenge_method=S256"
        .formatted(app.app().clientId(), enc(redirect), challenge);
  }

  private static String code(String cookie) throws Exception {
    var answer = post("/oauth/authorize", asked(BACK) + "&decision=allow", "cookie", cookie);
    assertThat(answer.status()).isEqualTo(303);
    var matcher =
        Pattern.compile(Pattern.quote(BACK) + "&code=([\\w-]{43})&state=s%26t")
            .matcher(answer.header("location"));
    assertThat(matcher.matches()).as(answer.header("location")).isTrue();
    return matcher.group(1);
  }

  private static Answer exchange(String code, String redirect, String verifier, Apps.Registered by)
      throws Exception {
    return client.form(
        "/oauth/token",
        "grant_type=authorization_code&client_id=%s&client_secret=%s&code=%s&redirect_uri=%s%s"
            .formatted(
                by.app().clientId(),
                by.secret().value(),
                code,
                enc(redirect),
                verifier.isEmpty() ? "" : "&code_verifier=" + enc(verifier)));
  }

  private static JsonNode json(Answer answer) throws Exception {
    return new ObjectMapper().readTree(answer.text());
  }

  private static void refused(Answer answer) throws Exception {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).get("error").asText()).isEqualTo("invalid_grant");
    assertThat(json(answer).get("error_description").asText()).isNotBlank();
  }

  @Test
  void appGetsATokenForWhoAllowsIt() throws Exception {
    var first = client.get("/oauth/authorize?" + asked(BACK));
    assertThat(first.status()).isEqualTo(303);
    var to = first.header("location").replace("/sign-in?to=", "");
    var cookie =
        post("/sign-in", "handle=faye&password=correct+horse&to=" + to)
            .header("set-cookie")
            .split(";", 2)[0];
    var page = client.get(URLDecoder.decode(to, UTF_8), "cookie", cookie);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("Singing &lt;app&gt;", "@faye", "See everything in your account")
        .contains("app.example")
        .doesNotContain("Singing <app>");
    assertThat(page.header("content-security-policy"))
        .contains("form-action 'self' https://app.example;");

    var token = json(exchange(code(cookie), BACK, VERIFIER, app));
    assertThat(token.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(token.get("scope").asText()).isEqualTo("read");
    var who =
        client.get(
            "/oauth/userinfo", "authorization", "Bearer " + token.get("access_token").asText());
    assertThat(json(who).get("preferred_username").asText()).isEqualTo("faye");
  }

  @Test
  void codeIsGoodForOneTokenAndForItsAppOnly() throws Exception {
    var cookie = signIn();
    var other = site.access().apps().register("Other", List.of(BACK), "read", Optional.empty());

    refused(exchange(code(cookie), BACK, "C".repeat(50), app));
    refused(exchange(code(cookie), BACK, "", app));
    refused(exchange(code(cookie), Apps.OUT_OF_BAND, VERIFIER, app));
    refused(exchange(code(cookie), BACK, VERIFIER, other));
    refused(exchange("nonsense", BACK, VERIFIER, app));
    var code = code(cookie);
    var token = json(exchange(code, BACK, VERIFIER, app)).get("access_token").asText();
    assertThat(site.access().tokens().verify(new Secret(token))).isPresent();
    refused(exchange(code, BACK, VERIFIER, app));
    assertThat(site.access().tokens().verify(new Secret(token))).isEmpty();
    var burnt = code(cookie);
    refused(exchange(burnt, BACK, "C".repeat(50), app));
    refused(exchange(burnt, BACK, VERIFIER, app));
  }

  @Test
  void appWithoutItsSecretGetsNothing() throws Exception {
    var thief = new Apps.Registered(app.app(), Secret.fresh());

    var answer = exchange(code(signIn()), BACK, VERIFIER, thief);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(json(answer).get("error").asText()).isEqualTo("invalid_client");
  }

  @Test
  void secretMayComeByBasicAuthentication() throws Exception {
    var pair = app.app().clientId() + ":" + app.secret().value();
    var answer =
        client.form(
            "/oauth/token",
            "grant_type=client_credentials&scope=read",
            "authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).contains("no-store");
  }

  @Test
  void whoRefusesSendsTheAppAwayWithoutACode() throws Exception {
    var answer = post("/oauth/authorize", asked(BACK) + "&decision=refuse", "cookie", signIn());

    assertThat(answer.header("location"))
        .startsWith(BACK + "&error=access_denied")
        .endsWith("&state=s%26t")
        .doesNotContain("code=");
  }

  @ParameterizedTest
  @CsvSource({
    "code_challenge_method=S256, code_challenge_method=plain, invalid_request",
    "response_type=code, response_type=token, unsupported_response_type",
    "scope=read, scope=write, invalid_scope",
    "scope=read, scope=everything, invalid_scope",
    "code_challenge=, no=, invalid_request",
  })
  void appIsToldWhatItAskedWrongly(String right, String wrong, String error) throws Exception {
    var answer =
        client.get("/oauth/authorize?" + asked(BACK).replace(right, wrong), "cookie", signIn());

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).startsWith(BACK + "&error=" + error + "&");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id=, client_id=x",
    "app.example, evil.example",
    "redirect_uri=, no_uri=",
    "from%3Dhere, from%3Dthere",
  })
  void nobodyIsSentToAnAddressThatTheAppDidNotRegister(String right, String wrong)
      throws Exception {
    var answer =
        client.get("/oauth/authorize?" + asked(BACK).replace(right, wrong), "cookie", signIn());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("location")).isEmpty();
    assertThat(answer.text()).contains("This app cannot be let in");
  }

  @ParameterizedTest
  @CsvSource({
    "org.joinmastodon.android-auth://callback, org.joinmastodon.android-auth:",
    "icecubesapp://, icecubesapp:",
    "mastodon://joinmastodon.org/oauth, mastodon:",
    "httpx:abc, httpx:",
    "'app://a;script-src*', app:",
    "https://app.example:8443/x;y, https://app.example:8443",
  })
  void policyOfTheConsentPageNamesNothingThatAnAppMadeUp(String redirect, String source)
      throws Exception {
    var phone =
        site.access().apps().register("Native", List.of(redirect), "read", Optional.empty());

    var page =
        client.get(
            "/oauth/authorize?response_type=code&client_id=%s&redirect_uri=%s"
                .formatted(phone.app().clientId(), enc(redirect)),
            "cookie",
            signIn());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-security-policy"))
        .contains("form-action 'self' " + source + "; connect-src")
        .doesNotContain("script-src*");
    assertThat(page.text()).contains(source.replace("https://", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://voice.example@evil.example/",
        "https://evil.example;script-src/",
        "intent://x",
        "https://e%76il.example/"
      })
  void appCannotRegisterAnAddressThatMisleads(String redirect) throws Exception {
    var answer = client.form("/api/v1/apps", "client_name=x&redirect_uris=" + enc(redirect));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("redirect_uris must be absolute addresses");
  }

  @Test
  void nameOfAnAppIsWhatItLooksLike() throws Exception {
    var made =
        client.form(
            "/api/v1/apps",
            "client_name=" + enc("\u202EVoice\u200Bpost \u2714") + "&redirect_uris=" + enc(BACK));

    assertThat(json(made).get("name").asText()).isEqualTo("Voicepost");
  }

  @Test
  void pageOfAnotherSiteCannotAllowAnApp() throws Exception {
    var cookie = signIn();
    for (var site : List.of("cross-site", "same-site")) {
      var answer =
          client.form(
              "/oauth/authorize",
              asked(BACK) + "&decision=allow",
              "cookie",
              cookie,
              "sec-fetch-site",
              site);
      assertThat(answer.status()).isEqualTo(403);
    }
    var framed = client.get("/oauth/authorize?" + asked(BACK), "cookie", cookie);
    assertThat(framed.header("content-security-policy")).contains("frame-ancestors 'none'");
  }

  @Test
  void appWithoutAnAddressGetsItsCodeByHand() throws Exception {
    var page =
        post("/oauth/authorize", asked(Apps.OUT_OF_BAND) + "&decision=allow", "cookie", signIn());
    assertThat(page.status()).isEqualTo(200);
    var matcher = Pattern.compile("class=\"code\" value=\"([\\w-]{43})\"").matcher(page.text());
    assertThat(matcher.find()).isTrue();

    var token = exchange(matcher.group(1), Apps.OUT_OF_BAND, VERIFIER, app);

    assertThat(token.status()).isEqualTo(200);
  }

  @Test
  void passwordChangeSignsOutAppsAndOtherBrowsers() throws Exception {
    site.access().passwords().signUp("leslie", "Leslie", "first secret");
    var mine =
        post("/sign-in", "handle=leslie&password=first+secret")
            .header("set-cookie")
            .split(";", 2)[0];
    var other =
        post("/sign-in", "handle=leslie&password=first+secret")
            .header("set-cookie")
            .split(";", 2)[0];
    var token = json(exchange(code(other), BACK, VERIFIER, app)).get("access_token").asText();

    var wrong =
        post("/settings/security/password", "current=wrong&password=second+secret", "cookie", mine);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("This is not your current password.");
    var right =
        post(
            "/settings/security/password",
            "current=first+secret&password=second+secret",
            "cookie",
            mine);

    assertThat(right.header("location")).isEqualTo(AccessReviewPages.ReviewReason.CHANGE.path());
    assertThat(client.get("/settings/security", "cookie", mine).status()).isEqualTo(200);
    assertThat(client.get("/settings/security", "cookie", other).status()).isEqualTo(303);
    assertThat(client.get("/oauth/userinfo", "authorization", "Bearer " + token).status())
        .isEqualTo(401);
    assertThat(post("/sign-in", "handle=leslie&password=first+secret").status()).isEqualTo(422);
  }

  @Test
  void sessionCookieIsOutOfReachAndEndsWithTheSession() throws Exception {
    var answer = post("/sign-in", "handle=faye&password=correct+horse&to=//evil.example");
    assertThat(answer.header("location")).isEqualTo("/");
    assertThat(answer.header("set-cookie"))
        .matches("session=[\\w-]{43}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    var cookie = answer.header("set-cookie").split(";", 2)[0];

    var out = post("/sign-out", "", "cookie", cookie);

    assertThat(out.header("set-cookie")).startsWith("session=; Path=/; Max-Age=0");
    assertThat(client.get("/oauth/userinfo", "cookie", cookie).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "faye, a good password, This handle is taken.",
    "Support, a good password, This handle is taken.",
    "fa-ye, a good password, A handle is 1 to 30",
    "fresh, short, Use 8 characters or more.",
    "longhandle, LongHandle, A handle is no secret.",
    "fresh, 12345678, one of the first",
    "fresh, Password123, one of the first",
  })
  void whatCannotBeAnAccountIsToldBesideItsField(String handle, String password, String error)
      throws Exception {
    var answer = post("/join", "handle=" + handle + "&password=" + enc(password));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains(error, "aria-invalid=\"true\"");
    assertThat(answer.text()).doesNotContain(password);
  }
}
