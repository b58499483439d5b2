package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.IssuedToken;
import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.access.Reauthentication;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.phone.CallerClass;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A session that was not proved for a while is asked for the password before it goes on.
final class ConfirmPagesTest {
  @TempDir private Path folder;

  private TestSite site;
  private Client client;
  private Account faye;
  private IssuedToken session;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye =
        ((SignUpResult.Made) site.access().passwords().signUp("faye", "", "correct horse"))
            .account();
    session = site.access().tokens().openSession(faye.id());
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  private void provedLongAgo() throws Exception {
    site.database()
        .grants()
        .proved(session.grant().token(), Instant.now().minus(Reauthentication.LIFE));
  }

  private Client.Answer confirm(String form) throws Exception {
    return sent("/settings/confirm", form);
  }

  private static String cookie(Secret token) {
    return "session=" + token.value();
  }

  @Test
  void whoJustSignedInIsNotAsked() throws Exception {
    assertThat(confirm("to=/lists").header("location")).isEqualTo("/lists");
    var page = client.get("/settings/confirm?to=/lists", "cookie", cookie(session.token()));
    assertThat(page.header("location")).isEqualTo("/lists");
  }

  @Test
  void oldProofAsksForThePasswordAndKeepsWhatWasTyped() throws Exception {
    provedLongAgo();

    var asked = confirm("to=/lists%3Fa%3D%22b");
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.header("cache-control")).isEqualTo("no-store");
    assertThat(asked.text())
        .contains("Is it you?", "name=\"to\" value=\"/lists?a=&#34;b\"")
        .contains("name=\"confirm-password\"");

    var wrong = confirm("to=/lists&confirm-password=wrong");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text())
        .contains("This is not your current password.")
        .doesNotContain(">wrong<");

    assertThat(confirm("to=/lists&confirm-password=correct+horse").header("location"))
        .isEqualTo("/lists");
    assertThat(confirm("to=/lists").header("location")).isEqualTo("/lists");
  }

  private String allowing() throws Exception {
    var app =
        site.access()
            .apps()
            .register("App", List.of("https://app.example/"), "read", Optional.empty());
    return "client_id=%s&redirect_uri=%s&response_type=code&scope=read&decision=allow"
        .formatted(app.app().clientId(), URLEncoder.encode("https://app.example/", UTF_8));
  }

  /// What a form has to say to be dangerous at all.
  private String form(String path) throws Exception {
    return switch (path) {
      case "/oauth/authorize" -> allowing();
      case "/settings/telephone/calls" -> "class=EASY&rule=PUBLISH&language=";
      case "/settings/telephone/link" -> "number=13800138000";
      case "/settings/telephone/pin" -> "do=issue";
      case "/settings/security/password" -> "password=a+new+passphrase+of+mine";
      default -> "name=x";
    };
  }

  /// Whether it is asked for who sends it: on a page, by its own field, by a script or elsewhere.
  private static boolean asks(Client.Answer answer) {
    return switch (answer.status()) {
      case 403 -> answer.text().matches("(?s).*(Is it you\\?|\"confirm\").*");
      case 422 ->
          answer.text().contains("This is not your current password.")
              && answer.text().contains("name=\"current\"");
      case 303 -> answer.header("location").startsWith(ConfirmPages.PATH + "?to=%2Foauth");
      default -> false;
    };
  }

  /// Whoever adds a form decides where it belongs: above all, whether it takes the account away.
  @Test
  void everyFormAsksFirstOrTakesNothingAway() throws Exception {
    var asking = new TreeSet<String>();
    var others = new TreeSet<String>();
    for (var route : site.web().routes()) {
      var path = route.replaceAll("[:{][a-z]+}?", "1");
      if (!path.matches("/[a-z0-9/-]*")
          || path.matches("/(api/.*|assets/.*|oauth/(token|revoke)/?)")) {
        continue;
      }
      session = site.access().tokens().openSession(faye.id());
      provedLongAgo();
      var answer = sent(path, form(path));
      if (answer.status() != 405) {
        (asks(answer) ? asking : others).add(path);
      }
    }

    assertThat(asking)
        .containsExactlyInAnyOrder(
            "/oauth/authorize",
            "/settings/confirm",
            "/settings/security/factor",
            "/settings/security/factor/confirm",
            "/settings/security/factor/recovery-codes",
            "/settings/security/factor/remove",
            "/settings/security/passkey",
            "/settings/security/passkey/options",
            "/settings/security/passkey/remove",
            "/settings/security/password",
            "/settings/security/review",
            "/settings/telephone/calls",
            "/settings/telephone/link",
            "/settings/telephone/phones/remove",
            "/settings/telephone/pin");
    assertThat(others)
        .containsExactlyInAnyOrder(
            "/claim",
            "/compose",
            "/forgot",
            "/join",
            "/lists",
            "/lists/1/delete",
            "/lists/1/members",
            "/lists/1/members/remove",
            "/lists/1/name",
            "/notifications/requests",
            "/plays",
            "/settings/confirm/passkey",
            "/settings/confirm/passkey/options",
            "/settings/preferences",
            "/settings/profile",
            "/settings/security/passkey/rename",
            "/settings/security/tokens",
            "/settings/telephone/phones/rename",
            "/settings/telephone/waiting",
            "/sign-in",
            "/sign-in/code",
            "/sign-in/passkey",
            "/sign-in/passkey/options",
            "/sign-out");
  }

  @ParameterizedTest
  @CsvSource({
    "/settings/telephone/link, number=13800138000",
    "/settings/telephone/calls, class=EASY&rule=PUBLISH&language=",
    "/settings/telephone/phones/remove, phone=x",
    "/settings/security/passkey/remove, passkey=x",
    "/settings/security/factor/remove, ''",
  })
  void sessionAloneChangesNothingThatGuardsTheAccount(String path, String form) throws Exception {
    provedLongAgo();

    var asked = sent(path, form);

    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.text()).contains("Is it you?", "action=\"" + path + "\"");
    assertThat(sent(path, form + "&confirm-password=correct+horse").status()).isEqualTo(303);
    assertThat(sent(path, form).status()).isEqualTo(303);
  }

  @Test
  void sessionAloneLowersNoClass() throws Exception {
    provedLongAgo();

    sent("/settings/telephone/calls", "class=EASY&rule=PUBLISH&language=");

    assertThat(site.telephone().settings().settings(faye.id()).callerClass())
        .isEqualTo(CallerClass.NORMAL);
  }

  @Test
  void sessionAloneAllowsNoApp() throws Exception {
    var form = allowing();
    provedLongAgo();

    var asked = sent(ConsentPages.PATH, form);
    assertThat(asked.header("location")).startsWith("/settings/confirm?to=%2Foauth%2Fauthorize");
    var page = client.get(ConsentPages.PATH + "?" + form, "cookie", cookie(session.token()));
    assertThat(page.header("location")).isEqualTo(asked.header("location"));

    var to = asked.header("location").replaceFirst(".*\\?", "");
    var confirmed = confirm(to + "&confirm-password=correct+horse");
    assertThat(client.get(confirmed.header("location"), "cookie", cookie(session.token())).text())
        .contains("name=\"decision\" value=\"allow\"");
    assertThat(sent(ConsentPages.PATH, form).header("location"))
        .startsWith("https://app.example/?code=");
  }

  @Test
  void sessionAloneMayStillRefuseAnApp() throws Exception {
    var form = allowing().replace("=allow", "=refuse");
    provedLongAgo();

    assertThat(sent(ConsentPages.PATH, form).header("location"))
        .startsWith("https://app.example/?error=access_denied");
  }

  @Test
  void whoGuessesAtTheDoorKeepsNobodyFromProving() throws Exception {
    provedLongAgo();
    for (int i = 0; i < 12; i++) {
      site.access().passwords().signIn("faye", "guess" + i, "elsewhere" + i);
    }
    assertThat(site.access().passwords().signIn("faye", "correct horse", "here"))
        .isInstanceOf(PasswordResult.Wait.class);

    assertThat(confirm("to=/lists&confirm-password=correct+horse").header("location"))
        .isEqualTo("/lists");
    var change = "current=correct+horse&password=a+new+passphrase+of+mine";
    assertThat(sent("/settings/security/password", change).status()).isEqualTo(303);
  }

  @Test
  void whoGuessesAtTheDoorKeepsNoKnownBrowserOut() throws Exception {
    var form = "handle=faye&password=correct+horse&to=/lists";
    var known =
        client
            .form("/sign-in", form, "sec-fetch-site", "same-origin")
            .headers("set-cookie")
            .stream()
            .map(it -> it.split(";", 2)[0])
            .filter(it -> it.startsWith("browser="))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < 12; i++) {
      site.access().passwords().signIn("faye", "guess" + i, "elsewhere" + i);
    }

    var elsewhere = client.form("/sign-in", form, "sec-fetch-site", "same-origin");
    assertThat(elsewhere.status()).isEqualTo(429);
    var again = client.form("/sign-in", form, "sec-fetch-site", "same-origin", "cookie", known);
    assertThat(again.header("location")).isEqualTo("/lists");
    var other =
        ((SignUpResult.Made) site.access().passwords().signUp("leslie", "", "a long secret"));
    for (int i = 0; i < 12; i++) {
      site.access().passwords().signIn("leslie", "guess" + i, "elsewhere" + i);
    }
    var stranger =
        client.form(
            "/sign-in",
            "handle=leslie&password=a+long+secret",
            "sec-fetch-site",
            "same-origin",
            "cookie",
            known);
    assertThat(stranger.status()).as(other.account().handle().value()).isEqualTo(429);
  }

  @Test
  void classIsRaisedWithoutAsking() throws Exception {
    provedLongAgo();

    var form = "class=PROTECTED&rule=PUBLISH&language=";
    assertThat(sent("/settings/telephone/calls", form).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/settings/security/passkey/options", "/settings/security/passkey"})
  void sessionAloneAddsNoPasskey(String path) throws Exception {
    provedLongAgo();

    var asked = sent(path, "credential=x");

    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.text()).contains("confirm");
  }

  @ParameterizedTest
  @CsvSource({
    "/settings/security/password, password=a+new+passphrase+of+mine",
    "/settings/telephone/pin, do=issue",
  })
  void sessionAloneOfWhoHasNoPasswordGetsNone(String path, String form) throws Exception {
    var ada = site.database().accounts().create(new Handle("ada"), "Ada");
    session = site.access().tokens().openSession(ada.id());
    provedLongAgo();

    assertThat(sent(path, form).status()).isEqualTo(403);
    assertThat(site.access().passwords().has(ada)).isFalse();
  }

  private Client.Answer sent(String path, String form) throws Exception {
    return client.form(
        path, form, "cookie", cookie(session.token()), "sec-fetch-site", "same-origin");
  }

  @Test
  void proofIsTheSessionsOwn() throws Exception {
    provedLongAgo();
    var other = site.access().tokens().openSession(faye.id());

    assertThat(site.access().reauthentication().isRecent(other.grant())).isTrue();
    assertThat(site.access().reauthentication().isRecent(session.grant())).isFalse();
  }

  @Test
  void guessesAreLimited() throws Exception {
    provedLongAgo();
    var last = "";
    // Each further one waits twice as long: at some point that is longer than a try takes.
    for (int i = 0; i < 30 && !last.contains("Too many tries."); i++) {
      var answer = confirm("confirm-password=guess" + i);
      assertThat(answer.status()).isEqualTo(422);
      last = answer.text();
    }
    assertThat(last).contains("Too many tries.");
    assertThat(site.access().reauthentication().isRecent(session.grant())).isFalse();
  }

  @Test
  void tokenOfAnAppIsNoSession() throws Exception {
    var reader = Person.withScopes(site, client, "faye", "read");
    var cookie = cookie(new Secret(reader.secret()));

    assertThat(client.get("/settings/security", "cookie", cookie).header("location"))
        .startsWith("/sign-in");
    assertThat(client.get("/oauth/userinfo", "cookie", cookie).status()).isEqualTo(401);
    var grant = site.access().tokens().verify(new Secret(reader.secret())).orElseThrow();
    site.database().grants().proved(grant.token(), Instant.now());
    assertThat(site.access().reauthentication().isRecent(grant)).isFalse();
  }
}
