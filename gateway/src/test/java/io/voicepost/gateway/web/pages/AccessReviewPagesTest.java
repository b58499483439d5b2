package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.IssuedToken;
import io.voicepost.gateway.access.Reauthentication;
import io.voicepost.gateway.access.Scopes;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import io.voicepost.storage.access.Passkey;
import io.voicepost.storage.access.SecurityNotice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can still get in after a new password.
final class AccessReviewPagesTest {
  private static final Pattern BOX =
      Pattern.compile("<input type=\"checkbox\" name=\"([^\"]+)\" value=\"end\"( checked)?>");

  private static final String MINE = "mine".repeat(4);
  private static final String THIEFS = "thiefs".repeat(4);

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
    passkey(MINE, "Mine");
    passkey(THIEFS, "A thief’s");
    phone("+8613800138001");
    phone("+8613800138002");
    site.telephone().pins().issue(faye.id());
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  private void passkey(String id, String label) throws Exception {
    var passkey = new Passkey(id, faye.id(), label, "AAAA", 0, Instant.EPOCH, Optional.empty());
    assertThat(site.database().credentials().add(passkey)).isTrue();
  }

  private void phone(String number) throws Exception {
    var sealed = new PhoneVault(new byte[32]).seal(new PhoneNumber(number));
    site.database().phones().linkNew(faye.id(), sealed, Instant.now());
  }

  private Client.Answer sent(String path, String form) throws Exception {
    return client.form(path, form, "cookie", cookie(), "sec-fetch-site", "same-origin");
  }

  private String cookie() {
    return "session=" + session.token().value();
  }

  private String page(Client.Answer to) throws Exception {
    assertThat(to.status()).isEqualTo(303);
    return client.get(to.header("location"), "cookie", cookie()).text();
  }

  private Client.Answer changed() throws Exception {
    var form = "current=correct+horse&password=another+horse";
    return sent("/settings/security/password", form);
  }

  private static List<String> boxes(String page, boolean ticked) {
    return BOX.matcher(page)
        .results()
        .filter(it -> (it.group(2) != null) == ticked)
        .map(it -> it.group(1))
        .toList();
  }

  private List<String> passkeys() throws Exception {
    return site.database().credentials().passkeys(faye.id()).stream()
        .map(Passkey::credentialId)
        .toList();
  }

  private int phones() throws Exception {
    return site.database().phones().of(faye.id()).size();
  }

  @Test
  void changedPasswordEndsAppsAndListsWhatElseGetsIn() throws Exception {
    var app =
        site.access()
            .apps()
            .register("App", List.of("https://app.example/"), "read", Optional.empty());
    var token =
        site.access().tokens().issue(app.app(), Optional.of(faye.id()), Scopes.READ).token();
    var other = site.access().tokens().openSession(faye.id()).token();

    var page = page(changed());

    assertThat(site.access().tokens().verify(token)).isEmpty();
    assertThat(site.access().tokens().verify(other)).isEmpty();
    assertThat(page)
        .contains("Your password is changed.", "What else can get in?", "A thief’s", "+86…01")
        .doesNotContain("13800138");
    assertThat(boxes(page, true))
        .hasSize(5)
        .contains("passkey." + MINE, "passkey." + THIEFS, "pin");
  }

  @Test
  void whatStaysTickedEndsAndTheRestStays() throws Exception {
    var page = page(changed());
    var phone = boxes(page, true).stream().filter(it -> it.startsWith("phone.")).findFirst();

    var ended =
        sent(AccessReviewPages.PATH, "passkey." + THIEFS + "=end&" + phone.orElseThrow() + "=end");

    assertThat(page(ended)).contains("Ended.", "Passkey removed");
    assertThat(passkeys()).containsExactly(MINE);
    assertThat(phones()).isEqualTo(1);
    assertThat(site.telephone().pins().state(faye.id()).set()).isTrue();
    sent(AccessReviewPages.PATH, "pin=end");
    assertThat(site.telephone().pins().state(faye.id()).set()).isFalse();
  }

  @Test
  void sessionAloneEndsNothing() throws Exception {
    site.database()
        .grants()
        .proved(session.grant().token(), Instant.now().minus(Reauthentication.LIFE));

    var asked = sent(AccessReviewPages.PATH, "passkey." + MINE + "=end&pin=end");

    assertThat(asked.status()).isEqualTo(403);
    assertThat(passkeys()).hasSize(2);
    var form = "passkey." + MINE + "=end&confirm-password=correct+horse";
    assertThat(sent(AccessReviewPages.PATH, form).status()).isEqualTo(303);
    assertThat(passkeys()).containsExactly(THIEFS);
  }

  /// Whoever changed the password has just shown it.
  @Test
  void whoChangedThePasswordIsNotAskedForItAgain() throws Exception {
    site.database()
        .grants()
        .proved(session.grant().token(), Instant.now().minus(Reauthentication.LIFE));
    changed();

    assertThat(sent(AccessReviewPages.PATH, "passkey." + MINE + "=end").status()).isEqualTo(303);
  }

  @Test
  void afterRecoveryThePhonesAreNotTicked() throws Exception {
    var code = site.telephone().recovery().issue(faye.id()).digits();
    var form = "handle=faye&password=another+horse&code=" + code;

    var in = client.form("/forgot", form, "sec-fetch-site", "same-origin");

    assertThat(in.header("location")).startsWith(AccessReviewPages.PATH);
    var cookie = in.header("set-cookie").split(";", 2)[0];
    var page = client.get(in.header("location"), "cookie", cookie).text();
    assertThat(page).contains("Your password is new.");
    assertThat(boxes(page, true)).containsExactlyInAnyOrder("passkey." + MINE, "passkey." + THIEFS);
    assertThat(boxes(page, false)).hasSize(3).contains("pin");
  }

  @Test
  void afterTheOperatorsPasswordTheFirstSignInAsks() throws Exception {
    site.access().passwords().reset(faye, "another horse");
    site.access().notices().tell(faye.id(), SecurityNotice.NoticeKind.PASSWORD_RESET, "");

    var form = "handle=faye&password=another+horse&to=/lists";
    var in = client.form("/sign-in", form, "sec-fetch-site", "same-origin");
    assertThat(in.header("location")).startsWith(AccessReviewPages.PATH);
    var cookie = in.header("set-cookie").split(";", 2)[0];
    var page = client.get(in.header("location"), "cookie", cookie).text();
    assertThat(page).contains("The operator set your password");
    assertThat(boxes(page, true)).hasSize(5);

    client.get("/settings/security", "cookie", cookie);
    var again = client.form("/sign-in", form, "sec-fetch-site", "same-origin");
    assertThat(again.header("location")).isEqualTo("/lists");
  }

  @Test
  void whereNothingElseGetsInNobodyIsAsked() throws Exception {
    for (var id : passkeys()) {
      site.database().credentials().remove(faye.id(), id);
    }
    for (var phone : site.database().phones().of(faye.id())) {
      site.database().phones().remove(faye.id(), phone.sealed().key());
    }
    site.telephone().pins().remove(faye.id());

    var to = client.get(changed().header("location"), "cookie", cookie());

    assertThat(page(to)).contains("Your password is changed.");
  }
}
