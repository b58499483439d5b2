package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.Issued;
import io.voicepost.gateway.access.Reauthentication;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignUp;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import java.nio.file.Path;
import java.time.Instant;
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
  private Issued session;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye = ((SignUp.Made) site.access().passwords().signUp("faye", "", "correct horse")).account();
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

  @ParameterizedTest
  @CsvSource({
    "/settings/telephone/link, ''",
    "/settings/telephone/calls, class=EASY&rule=PUBLISH&language=",
    "/settings/telephone/phones/remove, phone=x",
    "/settings/security/passkey/remove, passkey=x",
  })
  void sessionAloneChangesNothingThatGuardsTheAccount(String path, String form) throws Exception {
    assertThat(sent(path, form).status()).isEqualTo(303);
    provedLongAgo();

    var asked = sent(path, form);

    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.text()).contains("Is it you?", "action=\"" + path + "\"");
    assertThat(sent(path, form + "&confirm-password=correct+horse").status()).isEqualTo(303);
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
