package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.identity.LinkResult;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.Post;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The settings of the telephone as HTTP sees them.
final class TelephonePagesTest {
  private static final String PATH = "/settings/telephone";
  private static final String SECRET = "a long secret";
  private static final PhoneVault VAULT = new PhoneVault(new byte[32]);

  private static TestSite site;
  private static Client client;
  private static int numbers;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  /// Somebody who is signed in.
  private record Member(Account account, String cookie) {
    static Member join(String handle) throws Exception {
      var made = site.access().passwords().signUp(handle, handle, SECRET);
      var account = ((SignUpResult.Made) made).account();
      return new Member(
          account, "session=" + site.access().tokens().openSession(account.id()).token().value());
    }

    Client.Answer gets(String path, String... cookies) throws Exception {
      return client.get(path, "Cookie", String.join("; ", cookie, String.join("; ", cookies)));
    }

    String page() throws Exception {
      return gets(PATH).text();
    }

    Client.Answer sends(String path, String... fields) throws Exception {
      return client.form(path, form(fields), "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
    }
  }

  private static String form(String... fields) {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8))
          .append('&');
    }
    return form.toString();
  }

  private static PhoneNumber number() {
    numbers++;
    return new PhoneNumber("+861380013" + (8000 + numbers));
  }

  private static PhoneNumber link(Member member) throws Exception {
    var number = number();
    site.database().phones().linkNew(member.account().id(), VAULT.seal(number), Instant.now());
    return number;
  }

  private static String found(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static String ref(Member member) throws Exception {
    return found(member.page(), "name=\"phone\" value=\"([0-9a-f]+)\"");
  }

  private static RecordingId held(
      Member member, HoldReason reason, Optional<SealedPhone> phone, Optional<Instant> until)
      throws Exception {
    var recording = RecordingId.at(Instant.now());
    var me = Optional.of(member.account().id());
    site.database()
        .approvals()
        .hold(
            site.stored(recording, TestSite.Sound.of(4_000)),
            phone,
            new Hold(reason, me, me, Optional.of("8642"), Optional.empty(), until),
            Instant.now());
    return recording;
  }

  private static RecordingId held(Member member) throws Exception {
    return held(member, HoldReason.PIN_MISSING, Optional.empty(), Optional.empty());
  }

  private static List<Post> posts(Member member) throws Exception {
    return site.posts().stream()
        .filter(it -> it.author().id().equals(member.account().id()))
        .toList();
  }

  @Test
  void settingsOfTheTelephoneAreForMembersAndKeptByNoBrowser() throws Exception {
    var visitor = client.get(PATH);
    assertThat(visitor.status()).isEqualTo(303);
    assertThat(visitor.header("location")).startsWith("/sign-in?to=");
    var page = Member.join("member").gets(PATH);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(page.text())
        .contains(
            "No phone is linked.", "You have no PIN.", "Nothing waits for you.", "No drafts.");
  }

  @Test
  void numberIsShownMaskedAndToItsOwnerAlone() throws Exception {
    var owner = Member.join("owner");
    var other = Member.join("other");
    var number = link(owner);
    var sealed = VAULT.seal(number);

    assertThat(owner.page())
        .contains(number.masked())
        .doesNotContain(number.e164(), number.e164().substring(1), sealed.key().hex());
    for (var path : List.of(PATH, "/@owner", "/settings")) {
      assertThat(other.gets(path).text()).as(path).doesNotContain(number.masked());
    }
    assertThat(owner.gets("/@owner").text()).doesNotContain(number.masked());
  }

  @Test
  void phoneIsRenamedAndRemovedByItsOwnerAlone() throws Exception {
    var owner = Member.join("renamer");
    var thief = Member.join("thief");
    link(owner);
    link(thief);
    var ref = ref(owner);

    assertThat(
            owner
                .sends(PATH + "/phones/rename", "phone", ref, "label", "My <red> phone")
                .header("location"))
        .isEqualTo(PATH + "?done=renamed");
    assertThat(owner.page()).contains("value=\"My &lt;red> phone\"");
    assertThat(owner.sends(PATH + "/phones/rename", "phone", ref, "label", "x".repeat(61)).text())
        .contains("A name has at most 60 characters");

    thief.sends(PATH + "/phones/rename", "phone", ref, "label", "mine");
    thief.sends(PATH + "/phones/remove", "phone", ref);
    assertThat(owner.page()).contains("red> phone").doesNotContain("mine");

    assertThat(owner.sends(PATH + "/phones/remove", "phone", ref).header("location"))
        .isEqualTo(PATH + "?done=removed");
    assertThat(owner.page()).contains("No phone is linked.");
    assertThat(site.database().phones().of(thief.account().id())).hasSize(1);
  }

  @Test
  void pinIsShownOnceToWhoSaysThePassword() throws Exception {
    var owner = Member.join("pinned");
    var refused = owner.sends(PATH + "/pin", "do", "issue", "current", "wrong");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("This is not your current password.", "You have no PIN.");

    var issued = owner.sends(PATH + "/pin", "do", "issue", "current", SECRET);
    assertThat(issued.status()).isEqualTo(200);
    assertThat(issued.header("cache-control")).isEqualTo("no-store");
    var digits =
        found(issued.text(), "<span>([0-9]{3})</span> <span>[0-9]{3}</span>")
            + found(issued.text(), "<span>[0-9]{3}</span> <span>([0-9]{3})</span>");
    assertThat(site.telephone().pins().check(owner.account().id(), digits))
        .isInstanceOf(io.voicepost.gateway.identity.PinResult.Right.class);

    assertThat(owner.gets(PATH + "/pin").header("location")).isEqualTo(PATH);
    assertThat(owner.page())
        .contains("You have a PIN.")
        .doesNotContain(digits.substring(0, 3) + "</span>");

    assertThat(owner.sends(PATH + "/pin", "do", "remove", "current", "wrong").status())
        .isEqualTo(422);
    assertThat(site.telephone().pins().state(owner.account().id()).set()).isTrue();
    owner.sends(PATH + "/pin", "do", "remove", "current", SECRET);
    assertThat(site.telephone().pins().state(owner.account().id()).set()).isFalse();
  }

  @Test
  void lockOutIsToldOnEveryPageUntilThereIsAnotherPin() throws Exception {
    var owner = Member.join("alarmed");
    var pins = site.telephone().pins();
    var pin = pins.issue(owner.account().id());
    var wrong = pin.digits().equals("111111") ? "222222" : "111111";
    pins.check(owner.account().id(), wrong);
    pins.check(owner.account().id(), wrong);
    assertThat(owner.gets("/home").text()).doesNotContain("waits</span>");
    assertThat(owner.page()).doesNotContain("Somebody keyed in a wrong PIN");

    pins.check(owner.account().id(), wrong);

    assertThat(owner.gets("/home").text()).contains("1 thing of your telephone waits");
    assertThat(owner.gets("/notifications").text()).contains("1 thing of your telephone waits");
    assertThat(owner.page())
        .contains("Somebody keyed in a wrong PIN for you 3 times", "again in 15 min");
    pins.issue(owner.account().id());
    assertThat(owner.gets("/home").text()).doesNotContain("of your telephone");
  }

  @Test
  void callsDoWhatWasChosen() throws Exception {
    var owner = Member.join("chooser");
    owner.sends(PATH + "/calls", "class", "PROTECTED", "rule", "DRAFT", "language", "zh");
    var settings = site.telephone().settings().settings(owner.account().id());
    assertThat(settings.callerClass()).isEqualTo(CallerClass.PROTECTED);
    assertThat(settings.hangUpRule()).isEqualTo(HangUpRule.DRAFT);
    assertThat(settings.language()).contains("zh");
    assertThat(owner.page()).contains("each of your calls waits for your word");

    owner.sends(PATH + "/calls", "class", "ROOT", "rule", "", "language", "<x>");
    settings = site.telephone().settings().settings(owner.account().id());
    assertThat(settings.callerClass()).isEqualTo(CallerClass.PROTECTED);
    assertThat(settings.hangUpRule()).isEqualTo(HangUpRule.DRAFT);
    assertThat(settings.language()).isEmpty();
  }

  @Test
  void codeIsShownUntilThePhoneIsLinked() throws Exception {
    var owner = Member.join("linker");
    var number = number();
    var asked = owner.sends(PATH + "/link", "number", number.e164());
    assertThat(asked.header("location")).isEqualTo(PATH + "/link");
    var kept = asked.header("set-cookie");
    assertThat(kept).contains("HttpOnly", "SameSite=Strict", "Path=" + PATH + "/link");
    var cookie = kept.substring(0, kept.indexOf(';'));
    var page = owner.gets(PATH + "/link", cookie);
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    var shown = page.text();
    var digits = found(cookie, "\\.([0-9]{6})\\.");
    assertThat(shown + kept).doesNotContain(number.e164().substring(3));
    assertThat(shown)
        .contains("from " + number.masked())
        .contains(digits.substring(0, 3) + "</span> <span>" + digits.substring(3), "8642")
        .containsPattern("role=\"timer\">(9:[0-9]{2}|10:00)<")
        .contains("http-equiv=\"refresh\"");
    assertThat(owner.gets(PATH + "/link").header("location")).isEqualTo(PATH);
    assertThat(Member.join("onlooker").gets(PATH + "/link", cookie).header("location"))
        .isEqualTo(PATH);

    site.telephone().links().link(digits, VAULT.seal(number));

    var over = owner.gets(PATH + "/link", cookie);
    assertThat(over.header("location")).isEqualTo(PATH + "?done=linked");
    assertThat(over.header("set-cookie")).contains("linking=;", "Max-Age=0");
    assertThat(owner.page()).contains("proved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1$2$3",
        "$1 $2 $3",
        "+86 $1-$2-$3",
        "0086 $1 $2 $3",
        "86 $1 $2 $3",
        "(+86)$1.$2.$3"
      })
  void numberIsTypedInAnyForm(String form) throws Exception {
    var number = number();
    var typed = number.e164().replaceFirst("\\+86(...)(....)(....)", form);
    var owner = Member.join("typist" + numbers);
    var cookie = owner.sends(PATH + "/link", "number", typed).header("set-cookie");

    var digits = found(cookie, "\\.([0-9]{6})\\.");
    assertThat(site.telephone().links().link(digits, VAULT.seal(number)))
        .isEqualTo(new LinkResult.Linked(owner.account().id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "not a number", "+86 138 0013 80001234567", "<b>"})
  void whatIsNoNumberIsToldAndKeptInTheField(String typed) throws Exception {
    var answer = Member.join("mistyper" + typed.length()).sends(PATH + "/link", "number", typed);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("This is no phone number.", "id=\"f-number\"");
    assertThat(answer.text()).contains("value=\"" + typed.replace("<", "&lt;"));
  }

  @Test
  void codeThatAnotherOneReplacedIsOver() throws Exception {
    var owner = Member.join("twice");
    var first = owner.sends(PATH + "/link", "number", "13800138000").header("set-cookie");
    site.telephone().links().issue(owner.account().id(), number());
    var page = owner.gets(PATH + "/link", first.substring(0, first.indexOf(';')));
    assertThat(page.text()).contains("This code is over.").doesNotContain("class=\"digits\"");
  }

  @Test
  void messageThatWaitsIsHeardByWhomItWaitsForAlone() throws Exception {
    var owner = Member.join("waiter");
    var recording = held(owner);
    var audio = found(owner.page(), "data-audio=\"([^\"]+)\"");

    var whole = owner.gets(audio);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.bytes()).hasSize(4_000);
    assertThat(whole.header("cache-control")).isEqualTo("private, no-store");
    var part = client.get(audio, "Cookie", owner.cookie(), "Range", "bytes=10-19");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).hasSize(10);
    assertThat(part.header("cache-control")).isEqualTo("private, no-store");

    assertThat(client.get(audio).status()).isEqualTo(404);
    assertThat(Member.join("eavesdropper").gets(audio).status()).isEqualTo(404);
    assertThat(owner.gets("/audio/" + recording + ".mp3").status()).isEqualTo(404);
    assertThat(owner.gets("/home").text()).contains("1 thing of your telephone waits");
    site.microblog().approvals().refuse(owner.account().id(), recording);
    assertThat(owner.gets(audio).status()).isEqualTo(404);
  }

  @Test
  void messageThatWaitsIsPostedByWhomItWaitsForAlone() throws Exception {
    var owner = Member.join("poster");
    var stranger = Member.join("stranger");
    var recording = held(owner).toString();

    assertThat(
            stranger
                .sends(PATH + "/waiting", "message", recording, "answer", "approve")
                .header("location"))
        .isEqualTo(PATH + "?done=gone");
    assertThat(
            stranger
                .sends(PATH + "/waiting", "message", recording, "answer", "refuse")
                .header("location"))
        .isEqualTo(PATH + "?done=gone");
    assertThat(posts(owner)).isEmpty();

    assertThat(
            owner
                .sends(PATH + "/waiting", "message", recording, "answer", "approve")
                .header("location"))
        .isEqualTo(PATH + "?done=approved");
    assertThat(posts(owner)).hasSize(1);
    assertThat(owner.page()).contains("Nothing waits for you.");
    assertThat(
            owner
                .sends(PATH + "/waiting", "message", recording, "answer", "approve")
                .header("location"))
        .isEqualTo(PATH + "?done=gone");
    assertThat(posts(owner)).hasSize(1);
    assertThat(client.get("/audio/" + recording + ".mp3").status()).isEqualTo(200);
  }

  @Test
  void messageSaysWhyItWaitsWhereItCameFromAndWhenItGoes() throws Exception {
    var owner = Member.join("reader");
    var number = link(owner);
    owner.sends(PATH + "/phones/rename", "phone", ref(owner), "label", "Kitchen");
    held(owner, HoldReason.PIN_MISSING, Optional.of(VAULT.seal(number)), Optional.empty());
    var stranger = number();
    held(
        owner,
        HoldReason.NOT_SPEECH,
        Optional.of(VAULT.seal(stranger)),
        Optional.of(Instant.now().plus(Duration.ofHours(23))));

    assertThat(owner.page())
        .contains("Its caller did not key in your PIN.", "From Kitchen")
        .contains("No voice was heard in it", "It is deleted in 23 hours unless you post it.")
        .doesNotContain(stranger.masked());
    var chinese = client.get(PATH + "?lang=zh", "Cookie", owner.cookie()).text();
    assertThat(chinese).contains("来电者没有输入你的 PIN。", "它将在 23 小时后删除");
  }

  @Test
  void formsOfOtherSitesChangeNothing() throws Exception {
    var owner = Member.join("careful");
    var recording = held(owner).toString();
    for (var path : List.of("/pin", "/calls", "/link", "/waiting", "/phones/remove")) {
      var form = form("do", "issue", "current", SECRET, "message", recording, "answer", "approve");
      var answer =
          client.form(PATH + path, form, "Cookie", owner.cookie(), "Sec-Fetch-Site", "cross-site");
      assertThat(answer.status()).as(path).isEqualTo(403);
    }
    assertThat(site.telephone().pins().state(owner.account().id()).set()).isFalse();
    assertThat(posts(owner)).isEmpty();
  }
}
