package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.PasswordResult;
import io.voicepost.gateway.identity.PhoneAccounts;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Claiming an account that was opened by phone, as HTTP sees it.
final class ClaimPagesTest {
  private static final String SECRET = "a long secret";

  @TempDir private Path folder;

  private TestSite site;
  private Client client;
  private PhoneAccounts.Opened opened;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    var phone = new PhoneVault(new byte[32]).seal(new PhoneNumber("+8613800138000"));
    opened = site.telephone().accounts().open(phone);
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  private Client.Answer send(String... fields) throws Exception {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8))
          .append('&');
    }
    return client.form("/claim", form.toString(), "Sec-Fetch-Site", "same-origin");
  }

  private String code() {
    return opened.claim().digits();
  }

  private String handle() {
    return opened.account().handle().value();
  }

  @Test
  void codeShowsTheAccountAndWithAPasswordItIsOnesOwn() throws Exception {
    var spaced = code().replaceAll("(.{3})", "$1 ");
    var found = send("handle", handle(), "code", spaced);
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.header("cache-control")).isEqualTo("no-store");
    assertThat(found.text()).contains("It is @" + handle() + " so far.", "name=\"password\"");

    var claimed = send("found", handle(), "code", spaced, "handle", "faye", "password", SECRET);

    assertThat(claimed.status()).isEqualTo(303);
    assertThat(claimed.header("location")).isEqualTo("/settings/telephone?done=claimed");
    var cookie = claimed.header("set-cookie");
    assertThat(
            client
                .get(
                    "/settings/telephone?done=claimed",
                    "Cookie",
                    cookie.substring(0, cookie.indexOf(';')))
                .text())
        .contains("The account is yours, and your phone is linked already.", "@faye");
    assertThat(site.access().passwords().signIn("faye", SECRET, "here"))
        .isInstanceOf(PasswordResult.SignedIn.class);
    assertThat(send("handle", "faye", "code", code()).text())
        .contains("Name and code do not belong together");
  }

  @Test
  void wrongCodeIsToldAndKeptInTheField() throws Exception {
    var answer = send("handle", handle(), "code", "0000 \"<b>");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text())
        .contains("Name and code do not belong together", "0000 &#34;&lt;b>", "value=\"" + handle())
        .doesNotContain("<b>\"");
  }

  @Test
  void handleAndPasswordThatCannotBeUsedLeaveTheCodeGood() throws Exception {
    site.account("taken", "Taken");
    assertThat(
            send("found", handle(), "code", code(), "handle", "taken", "password", SECRET).text())
        .contains("This handle is taken.", "value=\"" + code() + "\"");
    assertThat(
            send("found", handle(), "code", code(), "handle", "faye", "password", "short").text())
        .contains("Use 8 characters or more.", "value=\"faye\"");
    assertThat(
            send("found", handle(), "code", code(), "handle", "faye", "password", SECRET).status())
        .isEqualTo(303);
  }

  @Test
  void whoGuessesIsToldToWait() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(send("handle", handle(), "code", "000000000" + i).text())
          .contains("do not belong together");
    }
    assertThat(send("handle", handle(), "code", code()).text()).contains("Too many tries.");
    assertThat(send("found", handle(), "code", code(), "handle", "faye", "password", SECRET).text())
        .contains("Too many tries.");
  }

  @Test
  void doorsLeadToTheClaim() throws Exception {
    for (var door : List.of("/sign-in", "/join")) {
      assertThat(client.get(door).text()).as(door).contains("href=\"/claim\"");
    }
    assertThat(client.get("/claim?lang=zh").text()).contains("认领你的账号");
  }
}
