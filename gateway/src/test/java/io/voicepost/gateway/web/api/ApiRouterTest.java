package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.access.Apps;
import io.voicepost.gateway.access.IssuedToken;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Client.Answer;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.WebConfig;
import io.voicepost.gateway.web.WebLimits;
import io.voicepost.gateway.web.http.RateConfig;
import io.voicepost.storage.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The API's frame over real HTTP: who may, what is read, what errors look like.
final class ApiRouterTest {
  private static final String BACK = "https://app.example/back";
  private static final RateConfig PLENTY =
      new RateConfig(100_000, 30, 30, 100_000, 100_000, 100_000);

  private static TestSite site;
  private static Client client;
  private static AccountId faye;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder, ApiSites.limited(PLENTY));
    client = new Client(site);
    var made = site.access().passwords().signUp("faye", "Faye Wong", "correct horse");
    faye = ((SignUpResult.Made) made).account().id();
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static JsonNode json(Answer answer) throws Exception {
    assertThat(answer.header("content-type")).isEqualTo("application/json; charset=utf-8");
    return new ObjectMapper().readTree(answer.text());
  }

  private static Apps.Registered app(String scopes) throws Exception {
    return site.access().apps().register("An app", List.of(BACK), scopes, Optional.empty());
  }

  private static IssuedToken token(Apps.Registered app, String scopes) throws Exception {
    var oauth = site.access().authorizations();
    var authorizationClient = oauth.asker(app.app().clientId(), BACK);
    var authorizationRequest =
        oauth.request(authorizationClient, "code", scopes, Optional.empty(), Optional.empty());
    return oauth.exchange(
        app.app(), oauth.approve(authorizationRequest, faye), BACK, Optional.empty());
  }

  private static String bearer(IssuedToken issuedToken) {
    return "Bearer " + issuedToken.token().value();
  }

  @Test
  void appIsRegisteredByFormAndByJsonAlike() throws Exception {
    var form =
        json(
            client.form(
                "/api/v1/apps",
                "client_name=Tusky&redirect_uris=app%3A%2F%2Fback%0Aurn:ietf:wg:oauth:2.0:oob"
                    + "&scopes=read+write:statuses&website=https://tusky.app"));
    var list =
        json(
            client.body(
                "POST",
                "/api/v1/apps",
                "application/json",
                """
                {"client_name": "Tusky", "website": "https://tusky.app", "scopes": "read write:statuses",
                 "redirect_uris": ["app://back", "urn:ietf:wg:oauth:2.0:oob"]}\
                """));

    for (var made : List.of(form, list)) {
      assertThat(made.get("name").asText()).isEqualTo("Tusky");
      assertThat(made.get("id").isTextual()).isTrue();
      assertThat(made.get("redirect_uris")).hasSize(2);
      assertThat(made.get("redirect_uri").asText())
          .isEqualTo("app://back\nurn:ietf:wg:oauth:2.0:oob");
      assertThat(made.get("scopes")).hasSize(2);
      assertThat(made.get("client_secret").asText()).hasSize(43);
      assertThat(made.get("client_secret_expires_at").asLong()).isZero();
      assertThat(
              site.access()
                  .apps()
                  .prove(
                      made.get("client_id").asText(),
                      new Secret(made.get("client_secret").asText()))
                  .id()
                  .toString())
          .isEqualTo(made.get("id").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redirect_uris=https://a.example",
        "client_name=&redirect_uris=https://a.example",
        "client_name=x",
        "client_name=x&redirect_uris=/relative",
        "client_name=x&redirect_uris=javascript:alert(1)",
        "client_name=x&redirect_uris=https://a.example/%23fragment",
        "client_name=x&redirect_uris=https://a.example&scopes=everything",
        "client_name=x&redirect_uris=https://a.example&website=javascript:alert(1)"
      })
  void appThatCannotBeUsedIsRefused(String form) throws Exception {
    var answer = client.form("/api/v1/apps", form);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer).get("error").asText()).startsWith("Validation failed: ");
  }

  @Test
  void appWithItsOwnTokenIsKnownAndIsNobody() throws Exception {
    var app = app("read");
    var got =
        json(
            client.form(
                "/oauth/token",
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                    .formatted(app.app().clientId(), app.secret().value())));
    var token = "Bearer " + got.get("access_token").asText();

    var known = client.get("/api/v1/apps/verify_credentials", "authorization", token);
    assertThat(json(known).get("name").asText()).isEqualTo("An app");
    assertThat(json(known).get("website").isNull()).isTrue();
    assertThat(client.get("/oauth/userinfo", "authorization", token).status()).isEqualTo(422);
  }

  @Test
  void tokenReachesAsFarAsItsScopes() throws Exception {
    var app = app("read write");

    assertThat(userInfo(bearer(token(app, "read")))).isEqualTo(200);
    assertThat(userInfo(bearer(token(app, "read:accounts")))).isEqualTo(200);
    assertThat(userInfo(bearer(token(app, "write")))).isEqualTo(403);
    assertThat(userInfo(bearer(token(app, "read:statuses")))).isEqualTo(403);
    assertThat(userInfo("Bearer nonsense")).isEqualTo(401);
    assertThat(client.get("/oauth/userinfo").status()).isEqualTo(401);
  }

  private static int userInfo(String authorization) throws Exception {
    return client.get("/oauth/userinfo", "authorization", authorization).status();
  }

  @Test
  void wrongTokenIsRefusedEvenWhereNoneIsNeeded() throws Exception {
    var answer =
        client.get("/.well-known/oauth-authorization-server", "authorization", "Bearer wrong");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    assertThat(json(answer).get("error").asText()).isEqualTo("The access token is invalid");
  }

  @Test
  void revokedTokenIsRefusedAtOnceAndOnlyByItsApp() throws Exception {
    var app = app("read");
    var other = app("read");
    var token = token(app, "read");
    assertThat(userInfo(bearer(token))).isEqualTo(200);

    assertThat(revoke(other, token).status()).isEqualTo(200);
    assertThat(userInfo(bearer(token))).isEqualTo(200);
    var stranger =
        client.form(
            "/oauth/revoke",
            "client_id=%s&client_secret=wrong&token=%s"
                .formatted(app.app().clientId(), token.token().value()));
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(json(stranger).get("error").asText()).isEqualTo("unauthorized_client");
    assertThat(revoke(app, token).status()).isEqualTo(200);
    assertThat(userInfo(bearer(token))).isEqualTo(401);
  }

  private static Answer revoke(Apps.Registered app, IssuedToken token) throws Exception {
    return client.form(
        "/oauth/revoke",
        "client_id=%s&client_secret=%s&token=%s"
            .formatted(app.app().clientId(), app.secret().value(), token.token().value()));
  }

  @Test
  void sessionCookieNeedsAPageOfOurs() throws Exception {
    var session = site.access().tokens().openSession(faye);
    var cookie = "session=" + session.token().value();

    assertThat(client.get("/oauth/userinfo", "cookie", cookie).status()).isEqualTo(200);
    assertThat(post(cookie, "sec-fetch-site", "same-origin").status()).isEqualTo(401);
    assertThat(post(cookie, "origin", site.url("").toString()).status()).isEqualTo(401);
    for (var foreign : List.of("cross-site", "same-site", "none")) {
      assertThat(post(cookie, "sec-fetch-site", foreign).status()).as(foreign).isEqualTo(403);
    }
    assertThat(post(cookie, "origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(post(cookie, "origin", "null").status()).isEqualTo(403);
    assertThat(post(cookie, "x-none", "").status()).isEqualTo(403);
  }

  /// What is let in fails later, for want of a right client: 401.
  private static Answer post(String cookie, String header, String value) throws Exception {
    return client.form("/oauth/token", "grant_type=x", "cookie", cookie, header, value);
  }

  @Test
  void otherSitesMayShowTokensAndNeverCookies() throws Exception {
    var preflight =
        client.send(
            "OPTIONS",
            "/api/v1/apps",
            "origin",
            "https://elk.example",
            "access-control-request-method",
            "POST");
    var answer = client.get("/api/v1/apps/verify_credentials", "origin", "https://elk.example");

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("access-control-allow-headers")).contains("Authorization");
    for (var it : List.of(preflight, answer)) {
      assertThat(it.header("access-control-allow-origin")).isEqualTo("*");
      assertThat(it.header("access-control-allow-credentials")).isEmpty();
      assertThat(it.header("access-control-expose-headers")).contains("Link", "X-RateLimit-Limit");
    }
    assertThat(client.get("/").header("access-control-allow-origin")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/nothing, 404",
    "GET, /api/v1/apps, 405",
    "DELETE, /oauth/token, 405",
  })
  void whatIsNotThereIsToldAsJson(String method, String path, int status) throws Exception {
    var answer = client.send(method, path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(json(answer).get("error").asText()).isNotBlank();
  }

  @Test
  void bodyThatNobodyReadsIsRefusedInTheDocumentedShape() throws Exception {
    var json = "application/json";
    assertRefused(400, client.body("POST", "/api/v1/apps", json, "{\"client_name\": "));
    assertRefused(400, client.body("POST", "/api/v1/apps", json, "[1]"));
    assertRefused(415, client.body("POST", "/api/v1/apps", "text/plain", "client_name=x"));
    assertRefused(400, client.body("POST", "/api/v1/apps", "multipart/form-data", "x"));
    assertRefused(
        413,
        client.body(
            "POST",
            "/api/v1/apps",
            "application/x-www-form-urlencoded",
            "client_name=" + "x".repeat(100_000)));
  }

  private static void assertRefused(int status, Answer answer) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(json(answer).get("error").asText()).isNotBlank();
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
  }

  @Test
  void multipartIsReadAsAFormIs() throws Exception {
    var answer =
        client.body(
            "POST",
            "/api/v1/apps",
            "multipart/form-data; boundary=cut",
            """
            --cut\r
            Content-Disposition: form-data; name="client_name"\r
            \r
            Ivory 中文\r
            --cut\r
            Content-Disposition: form-data; name="redirect_uris[]"\r
            \r
            https://a.example/1\r
            --cut\r
            Content-Disposition: form-data; name="redirect_uris[]"\r
            \r
            https://a.example/2\r
            --cut--\r
            """);

    assertThat(json(answer).get("name").asText()).isEqualTo("Ivory 中文");
    assertThat(json(answer).get("redirect_uris")).hasSize(2);
  }

  @Test
  void countsAreInEveryAnswer() throws Exception {
    var answer = client.get("/api/v1/apps/verify_credentials");
    var good =
        client.get(
            "/api/v1/apps/verify_credentials", "authorization", bearer(token(app("read"), "read")));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(good.header("x-ratelimit-limit")).isEqualTo("100000");
    assertThat(Integer.parseInt(good.header("x-ratelimit-remaining"))).isBetween(1, 99_999);
    assertThat(good.header("x-ratelimit-reset"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void whoAsksTooOftenIsToldHowLongToWait(@TempDir Path folder) throws Exception {
    var config =
        new WebConfig(
            "127.0.0.1",
            0,
            Optional.empty(),
            "8642",
            Optional.empty(),
            WebLimits.usual(),
            new RateConfig(2, 1, 1, 1, 1, 100_000),
            List.of("127.0.0.1"));
    try (var small = TestSite.start(folder, config);
        var visitor = new Client(small)) {
      var path = "/.well-known/oauth-authorization-server";
      for (int i = 0; i < 2; i++) {
        assertThat(visitor.get(path, "x-forwarded-for", "192.0.2.1").status()).isEqualTo(200);
      }
      var refused = visitor.get(path, "x-forwarded-for", "198.51.100.7, 192.0.2.1");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 300);
      assertThat(refused.header("x-ratelimit-remaining")).isEqualTo("0");
      assertThat(json(refused).get("error").asText()).isEqualTo("Too many requests");
      assertThat(visitor.get(path, "x-forwarded-for", "192.0.2.2").status()).isEqualTo(200);
    }
  }

  @Test
  void storesThatDoNotAnswerAreTriedAgainLater(@TempDir Path folder) throws Exception {
    try (var broken = TestSite.start(folder);
        var visitor = new Client(broken)) {
      broken.breakDatabase();
      var answer =
          visitor.get("/api/v1/apps/verify_credentials", "authorization", "Bearer something");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("5");
      assertThat(json(answer).get("error").asText()).isNotBlank();
    }
  }

  @Test
  void serverTellsWhatItCanDo() throws Exception {
    var answer = json(client.get("/.well-known/oauth-authorization-server"));

    assertThat(answer.get("token_endpoint").asText())
        .isEqualTo(site.url("/oauth/token").toString());
    assertThat(answer.get("code_challenge_methods_supported")).hasSize(1);
    assertThat(answer.get("scopes_supported").toString()).contains("read:statuses", "follow");
  }

  @Test
  void wrongPasswordsCostTimeOnlyForWhoGuesses() throws Exception {
    var passwords = site.access().passwords();
    assertThat(passwords.signIn("@Faye", "correct horse", "a"))
        .isEqualTo(new PasswordResult.SignedIn(faye));
    for (int i = 0; i < 8; i++) {
      assertThat(passwords.signIn("faye", "wrong " + i, "b"))
          .isInstanceOf(PasswordResult.Wrong.class);
    }
    assertThat(passwords.signIn("faye", "correct horse", "b"))
        .isInstanceOf(PasswordResult.Wait.class);
  }
}
