package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.access.Secret;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new password by a code from the telephone, as HTTP sees it.
final class PasswordResetPagesTest {
  @TempDir private Path folder;

  private TestSite site;
  private Client client;
  private Account faye;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye =
        ((SignUpResult.Made) site.access().passwords().signUp("faye", "", "correct horse"))
            .account();
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  private Client.Answer send(String handle, String code, String password) throws Exception {
    var form =
        "handle=%s&code=%s&password=%s"
            .formatted(
                URLEncoder.encode(handle, UTF_8),
                URLEncoder.encode(code, UTF_8),
                URLEncoder.encode(password, UTF_8));
    return client.form("/forgot", form, "sec-fetch-site", "same-origin");
  }

  private String code() throws Exception {
    return site.telephone().recovery().issue(faye.id()).digits();
  }

  private String wrong(String code) {
    return code.equals("00000000") ? "00000001" : "00000000";
  }

  /// Only whether it is there matters: nobody shows a code of it.
  private void turnFactorOn() throws Exception {
    var factors = site.database().factors();
    factors.begin(faye.id(), "sealed");
    assertThat(factors.confirm(faye.id(), "sealed", 1, Set.of(), Instant.now())).isTrue();
  }

  @Test
  void codeSetsAPasswordAndEndsEverythingElse() throws Exception {
    turnFactorOn();
    var other = site.access().tokens().openSession(faye.id()).token();
    var code = code();

    var in = send("@Faye", code.substring(0, 4) + " " + code.substring(4), "another horse");

    assertThat(in.status()).as(in.text()).isEqualTo(303);
    var cookie = in.header("set-cookie").split(";", 2)[0];
    var to = client.get(in.header("location"), "cookie", cookie).header("location");
    assertThat(to).isEqualTo("/settings/security?done=recovered");
    assertThat(client.get(to, "cookie", cookie).text())
        .contains("Your password is new", "New password set by telephone");
    assertThat(site.access().tokens().verify(new Secret(other.value()))).isEmpty();
    assertThat(site.access().secondFactors().isOn(faye.id())).isFalse();
    assertThat(site.access().passwords().signIn("faye", "another horse", "x"))
        .isInstanceOf(PasswordResult.SignedIn.class);
    assertThat(send("faye", code, "a third horse").status()).isEqualTo(422);
  }

  @Test
  void secondFactorOfAProtectedAccountStays() throws Exception {
    turnFactorOn();
    site.database()
        .phoneSettings()
        .change(
            faye.id(),
            new PhoneSettings(CallerClass.PROTECTED, HangUpRule.PUBLISH, Optional.empty()));

    var asked = send("faye", code(), "another horse");

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text()).contains("One more step");
    assertThat(asked.header("set-cookie")).doesNotContain("session=");
    assertThat(site.access().secondFactors().isOn(faye.id())).isTrue();
  }

  @Test
  void passwordThatCannotBeUsedLeavesTheCodeGood() throws Exception {
    var code = code();

    assertThat(send("faye", code, "short").text())
        .contains("Use 8 characters or more.", "value=\"" + code + "\"");
    assertThat(send("faye", code, "another horse").status()).isEqualTo(303);
  }

  @Test
  void whoGuessesLearnsNothingAndIsStopped() throws Exception {
    site.access().passwords().signUp("leslie", "", "correct horse");
    var code = code();
    var told = "This code is wrong or too old.";
    assertThat(send("nobody_at_all", code, "another horse").text()).contains(told);
    assertThat(send("leslie", code, "another horse").text()).contains(told);
    for (int i = 0; i < 5; i++) {
      assertThat(send("faye", wrong(code), "another horse").text()).contains(told);
    }
    assertThat(send("faye", code, "another horse").text()).contains("Too many tries from here.");
    // Somebody elsewhere is not kept out by that.
    assertThat(site.telephone().recovery().recover("faye", code, "another horse", "elsewhere", ""))
        .isInstanceOf(io.voicepost.gateway.identity.RecoveryResult.Recovered.class);
  }

  @Test
  void manyAddressesTogetherAreStoppedToo() throws Exception {
    var code = code();
    for (int i = 0; i < 100; i++) {
      site.telephone().recovery().recover("faye", wrong(code), "another horse", "a" + i, "");
    }
    assertThat(site.telephone().recovery().recover("faye", code, "another horse", "last", ""))
        .isInstanceOf(io.voicepost.gateway.identity.RecoveryResult.Wrong.class);
  }

  @Test
  void doorLeadsThere() throws Exception {
    assertThat(client.get("/sign-in").text()).contains("href=\"/forgot\"");
    var page = client.get("/forgot");
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(page.text()).contains("href=\"tel:8642\"");
    assertThat(client.get("/forgot?lang=zh").text()).contains("通过电话找回账号");
  }
}
