package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.OneTimeCodes;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import io.voicepost.storage.access.Passkey;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The second factor as a browser without scripts meets it, on every way into an account.
final class SecondFactorPagesTest {
  private static final String SECURITY = "/settings/security";
  private static final String FACTOR = SECURITY + "/factor";
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  @TempDir private Path folder;

  private TestSite site;
  private Client client;
  private Account faye;
  private String session = "";
  private String secret = "";
  private List<String> recoveryCodes = List.of();

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye =
        ((SignUpResult.Made) site.access().passwords().signUp("faye", "", "correct horse"))
            .account();
    session = "session=" + site.access().tokens().openSession(faye.id()).token().value();
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  private Client.Answer send(String path, String form, String... cookies) throws Exception {
    var headers = new ArrayList<>(List.of("sec-fetch-site", "same-origin", "user-agent", FIREFOX));
    if (cookies.length > 0) {
      headers.addAll(List.of("cookie", String.join("; ", cookies)));
    }
    return client.form(path, form, headers.toArray(String[]::new));
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private void turnOn() throws Exception {
    var page = send(FACTOR, "", session);
    assertThat(page.status()).isEqualTo(200);
    secret = found(page.text(), "secret-text\"[^>]*>([A-Z2-7 ]+)<").replace(" ", "");
    var done = send(FACTOR + "/confirm", "code=" + OneTimeCodes.now(secret), session);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.header("cache-control")).isEqualTo("no-store");
    recoveryCodes =
        Pattern.compile("<code>([a-z2-7-]{19})</code>")
            .matcher(done.text())
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(recoveryCodes).hasSize(10);
  }

  private String ticket() throws Exception {
    var asked = send("/sign-in", "handle=faye&password=correct+horse&to=/lists");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.header("set-cookie")).doesNotContain("session=");
    assertThat(asked.text()).contains("One more step");
    return found(asked.text(), "name=\"ticket\" value=\"([^\"]+)\"");
  }

  @Test
  void qrCodeTellsTheAppWhatThePageSays() throws Exception {
    var page = send(FACTOR, "", session).text();
    var shown = found(page, "secret-text\"[^>]*>([A-Z2-7 ]+)<").replace(" ", "");
    int size = Integer.parseInt(found(page, "viewBox=\"-4 -4 ([0-9]+) ")) - 8;
    int scale = 4;
    int side = (size + 8) * scale;
    var pixels = new int[side * side];
    Arrays.fill(pixels, 0xffffff);
    var runs =
        Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z")
            .matcher(found(page, "crispEdges\"><path d=\"([^\"]+)\""));
    while (runs.find()) {
      int x = (Integer.parseInt(runs.group(1)) + 4) * scale;
      int y = (Integer.parseInt(runs.group(2)) + 4) * scale;
      for (int row = y; row < y + scale; row++) {
        Arrays.fill(
            pixels, row * side + x, row * side + x + Integer.parseInt(runs.group(3)) * scale, 0);
      }
    }
    var read =
        new QRCodeReader()
            .decode(
                new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))));

    assertThat(read.getText())
        .isEqualTo("otpauth://totp/Voicepost:faye?secret=" + shown + "&issuer=Voicepost");
    assertThat(page).contains("href=\"" + read.getText().replace("&", "&amp;"));
  }

  @Test
  void wrongCodeLeavesTheSetUpAsItIs() throws Exception {
    var page = send(FACTOR, "", session).text();
    var wrong = send(FACTOR + "/confirm", "code=12345", session);

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text())
        .contains("This code is wrong", found(page, "secret-text\"[^>]*>([A-Z2-7 ]+)<"));
    assertThat(site.access().secondFactors().isOn(faye.id())).isFalse();
    assertThat(client.get(FACTOR, "cookie", session).header("location")).isEqualTo(SECURITY);
  }

  @Test
  void passwordAloneOpensNothing() throws Exception {
    turnOn();
    var ticket = URLEncoder.encode(ticket(), UTF_8);

    var wrong = send("/sign-in/code", "code=000000&to=/lists&ticket=" + ticket);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("This code is wrong", "value=\"/lists\"");
    assertThat(wrong.header("set-cookie")).doesNotContain("session=");

    var right =
        send(
            "/sign-in/code",
            "code=" + OneTimeCodes.code(secret, 1) + "&to=/lists&ticket=" + ticket);
    assertThat(right.header("location")).isEqualTo("/lists");
    assertThat(right.header("set-cookie")).startsWith("session=");
    var again =
        send(
            "/sign-in/code",
            "code=" + OneTimeCodes.code(secret, 1) + "&to=/lists&ticket=" + ticket);
    assertThat(again.status()).isEqualTo(422);
  }

  @Test
  void recoveryCodeOpensOnce() throws Exception {
    turnOn();
    var form = "code=" + recoveryCodes.getFirst() + "&ticket=" + URLEncoder.encode(ticket(), UTF_8);

    assertThat(send("/sign-in/code", form).status()).isEqualTo(303);
    assertThat(send("/sign-in/code", form).status()).isEqualTo(422);
    assertThat(client.get(SECURITY, "cookie", session).text())
        .contains("9 recovery codes are left.", "Signed in with a recovery code");
  }

  @Test
  void guessesAreLockedOut() throws Exception {
    turnOn();
    var ticket = URLEncoder.encode(ticket(), UTF_8);
    for (int i = 0; i < 4; i++) {
      assertThat(send("/sign-in/code", "code=00000" + i + "&ticket=" + ticket).status())
          .isEqualTo(422);
    }
    assertThat(send("/sign-in/code", "code=000009&ticket=" + ticket).status()).isEqualTo(429);
    var right = send("/sign-in/code", "code=" + OneTimeCodes.code(secret, 1) + "&ticket=" + ticket);
    assertThat(right.status()).isEqualTo(429);
    assertThat(right.text()).contains("Wait 15 minutes.", "A recovery code or a passkey");
  }

  @Test
  void ticketThatIsOverBeginsAgain() throws Exception {
    var answer = send("/sign-in/code", "code=123456&to=/lists&ticket=1.2.3");

    assertThat(answer.header("location")).isEqualTo("/sign-in?to=%2Flists");
    assertThat(client.get("/sign-in/code").header("location")).isEqualTo("/sign-in");
  }

  @Test
  void consentAndClaimAreBehindIt() throws Exception {
    turnOn();
    var app =
        site.access()
            .apps()
            .register("App", List.of("https://app.example/"), "read", Optional.empty());
    var asked =
        "/oauth/authorize?response_type=code&client_id="
            + app.app().clientId()
            + "&redirect_uri=https%3A%2F%2Fapp.example%2F";
    assertThat(client.get(asked).header("location")).startsWith("/sign-in?to=");
    var password =
        client.form(
            "/oauth/token",
            "grant_type=password&username=faye&password=correct+horse&client_id="
                + app.app().clientId()
                + "&client_secret="
                + app.secret().value());
    assertThat(password.status()).isEqualTo(400);
    assertThat(password.text()).contains("unsupported_grant_type");

    var phone =
        new io.voicepost.gateway.identity.PhoneVault(new byte[32])
            .seal(new io.voicepost.gateway.identity.PhoneNumber("+8613800138000"));
    var opened = site.telephone().accounts().open(phone);
    var sealed = site.database().factors().factor(faye.id()).orElseThrow().sealedSecret();
    site.database().factors().begin(opened.account().id(), sealed);
    site.database()
        .factors()
        .confirm(opened.account().id(), sealed, 1, java.util.Set.of(), Instant.now());
    var handle = opened.account().handle().value();
    var claimed =
        send(
            "/claim",
            "found=%s&handle=%s&password=a+long+secret&code=%s"
                .formatted(handle, handle, opened.claim().digits()));
    assertThat(claimed.text()).contains("One more step");
    assertThat(claimed.header("set-cookie")).doesNotContain("session=");
  }

  @Test
  void passwordOfTheOperatorLeavesTheFactorOn() throws Exception {
    turnOn();
    site.access().passwords().reset(faye, "another horse");

    var asked = send("/sign-in", "handle=faye&password=another+horse");

    assertThat(asked.text()).contains("One more step");
  }

  @Test
  void onlyWhoProvedItLatelyTurnsItOnOrOff() throws Exception {
    turnOn();
    var token = site.access().tokens().list(faye.id()).getFirst().id();
    for (var path : List.of("", "/confirm", "/remove", "/recovery-codes")) {
      site.database().grants().proved(token, Instant.EPOCH);
      var asked = send(FACTOR + path, "code=1", session);
      assertThat(asked.status()).as(path).isEqualTo(403);
      assertThat(asked.text()).contains("Is it you?", "action=\"" + FACTOR + path + "\"");
    }
    assertThat(site.access().secondFactors().isOn(faye.id())).isTrue();

    var fresh = send(FACTOR + "/recovery-codes", "confirm-password=correct+horse", session);
    assertThat(fresh.text()).contains("Your recovery codes").doesNotContain(recoveryCodes.get(0));
    assertThat(send(FACTOR + "/remove", "", session).header("location"))
        .isEqualTo(SECURITY + "?done=factor-removed");
    assertThat(send("/sign-in", "handle=faye&password=correct+horse").status()).isEqualTo(303);
  }

  @Test
  void ownerSeesBrowsersByNameAndWhatIsNew() throws Exception {
    var in = send("/sign-in", "handle=faye&password=correct+horse");
    assertThat(in.headers("set-cookie")).anyMatch(it -> it.startsWith("browser="));
    var browser =
        in.headers("set-cookie").stream()
            .filter(it -> it.startsWith("browser="))
            .findFirst()
            .orElseThrow()
            .split(";", 2)[0];
    send("/sign-in", "handle=faye&password=correct+horse", browser);

    assertThat(client.get("/notifications", "cookie", session).text())
        .contains("Something changed in how one gets into your account.");
    var page = client.get(SECURITY, "cookie", session).text();
    assertThat(page)
        .contains("Firefox on Linux", "Signed in with a new browser", "class=\"latest\">New<")
        .doesNotContain("Another browser");
    assertThat(page.split("Signed in with a new browser", -1)).hasSize(2);
    assertThat(client.get(SECURITY, "cookie", session).text()).doesNotContain("class=\"latest\"");
    assertThat(client.get("/notifications", "cookie", session).text())
        .doesNotContain("Something changed");
  }

  @Test
  void pageOffersThePasskeyWhereThereIsOne() throws Exception {
    site.database()
        .credentials()
        .add(
            new Passkey(
                "k".repeat(20), faye.id(), "iPhone", "AA==", 0, Instant.now(), Optional.empty()));
    site.database()
        .grants()
        .proved(site.access().tokens().list(faye.id()).getFirst().id(), Instant.EPOCH);

    assertThat(send(FACTOR, "", session).text()).contains("passkey-confirm");
  }
}
