package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.WebConfig;
import io.voicepost.storage.RecordingId;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageRendererTest {
  private static final TestSite.Sound SOUND = TestSite.Sound.of(4_000);

  private static TestSite site;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
    client = new Client(site);
  }

  @AfterEach
  void forget() throws Exception {
    for (var post : site.posts()) {
      site.microblog().postCommands().delete(post.id());
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static List<String> all(String regex, String text) {
    var found = new ArrayList<String>();
    var matcher = Pattern.compile(regex).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void emptyTimelineInvitesToCall() throws Exception {
    var page = client.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text())
        .contains("Nobody has spoken yet.", "Call and be the first.", "href=\"tel:8642\"")
        .doesNotContain("call-start");
  }

  @Test
  void pageTellsAllOfAPostWithoutScripts() throws Exception {
    var post = site.post(site.account("faye", "Faye Wong"), SOUND);
    assertThat(client.get("/").text())
        .contains(
            "<bdi class=\"name\">Faye Wong</bdi>",
            "@faye",
            "href=\"/@faye/" + post.id() + "\"",
            "<path d=\"M2 ",
            "0:07",
            "datetime=\"" + post.postedAt() + "\"",
            "<noscript><audio controls preload=\"none\"",
            "<source src=\"/audio/" + TestSite.recording(post) + ".mp3\" type=\"audio/mpeg\">",
            "<source src=\"/audio/"
                + TestSite.recording(post)
                + ".opus\" type=\"audio/ogg; codecs=opus\">");
  }

  @Test
  void firstPageTakesLessThanFiftyKilobytesOnItsWay() throws Exception {
    var author = site.account("a_rather_long_handle_of_thirty", "A rather long name ".repeat(5));
    var loud = new TestSite.Sound(Duration.ofMinutes(3), peaks(200), SOUND.mp3(), SOUND.opus());
    for (int i = 0; i < CardList.PAGE + 1; i++) {
      site.post(author, loud);
    }
    var page = client.get("/");
    int weight = client.get("/", "Accept-Encoding", "gzip").bytes().length;
    for (var asset : all("(?:src|href)=\"(/assets/[^\"]+)\"", page.text())) {
      var answer = client.get(asset, "Accept-Encoding", "gzip");
      assertThat(answer.status()).as(asset).isEqualTo(200);
      weight += answer.bytes().length;
    }
    assertThat(all("(class=\"post\")", page.text())).hasSize(CardList.PAGE);
    assertThat(weight).isBetween(10_000, 50_000);
  }

  private static List<Integer> peaks(int count) {
    return IntStream.range(0, count).mapToObj(i -> i * 37 % 101).toList();
  }

  @Test
  void olderPostsAreALinkAway() throws Exception {
    var author = site.account("faye", "Faye Wong");
    var ids = new ArrayList<String>();
    for (int i = 0; i < 2 * CardList.PAGE + 5; i++) {
      ids.addFirst(site.post(author, SOUND, Instant.now().minusSeconds(1000 - i)).id().toString());
    }
    for (var start : new String[] {"/", "/@faye"}) {
      var seen = new ArrayList<String>();
      var path = start;
      for (int pages = 0; pages < 3; pages++) {
        var text = client.get(path).text();
        seen.addAll(all("data-id=\"([0-9]+)\"", text));
        var older = all("rel=\"next\" href=\"([^\"]+)\"", text);
        path = older.isEmpty() ? "" : start + older.getFirst();
      }
      assertThat(seen).as(start).isEqualTo(ids);
      assertThat(path).isEmpty();
    }
    assertThat(client.get("/?before=1").text()).contains("there are no older posts");
    assertThat(client.get("/?before=nonsense").status()).isEqualTo(200);
  }

  @Test
  void accountPageShowsItsOwnPosts() throws Exception {
    var faye = site.account("faye", "Faye Wong");
    var own = site.post(faye, SOUND);
    site.post(faye, SOUND);
    var other = site.post(site.account("jo", "Jo"), SOUND);
    var text = client.get("/@faye").text();
    assertThat(text).contains("<h1><bdi>Faye Wong</bdi></h1>", "<b>2</b> posts", "p" + own.id());
    assertThat(text).doesNotContain("p" + other.id());
    site.account("silent", "Silent");
    assertThat(client.get("/@silent").text())
        .contains("Silent has not spoken yet.", "<b>0</b> posts");
  }

  @Test
  void heldDeletedAndUnknownPostsAreNotFoundAlike() throws Exception {
    var faye = site.account("faye", "Faye Wong");
    var standing = site.post(faye, SOUND);
    var deleted = site.post(faye, SOUND);
    site.microblog().postCommands().delete(deleted.id());
    var held = RecordingId.at(Instant.now());
    site.microblog().postCommands().hold(site.stored(held, SOUND), Optional.empty(), Instant.now());

    var unknown = client.get("/@faye/1");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("Nothing to hear here");
    for (var path :
        new String[] {
          "/@faye/" + deleted.id(),
          "/@faye/" + deleted.id() + "/embed",
          "/@faye/" + deleted.id() + "/card.png",
          "/@other/" + standing.id(),
          "/@nobody",
          "/@faye/999999999999999999",
          "/@faye/0",
          "/nothing",
          "/assets/app.js",
          "/phone",
          "/audio/" + held + ".mp3"
        }) {
      var answer = client.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.text()).as(path).isEqualTo(unknown.text());
    }
  }

  @Test
  void hostileNamesStayText() throws Exception {
    var name = "\"><script>alert(1)</script>'`${7*7}</title><img src=x onerror=alert(2)>";
    var post = site.post(site.account("mallory", name), SOUND);
    for (var path :
        List.of("/", "/@mallory", "/@mallory/" + post.id(), "/@mallory/" + post.id() + "/embed")) {
      var text = client.get(path).text();
      assertThat(text).as(path).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
      assertThat(text).as(path).doesNotContain("<script>alert", "<img src=x", "</title><img");
      assertThat(all("(<script)", text)).as(path).hasSize(1);
      assertThat(all("data-name=\"([^\"]*)\"", text).getFirst()).startsWith("&#34;>");
    }
  }

  @Test
  void noScriptAndNoStyleStandsInAPage() throws Exception {
    var post = site.post(site.account("faye", "Faye Wong"), SOUND);
    for (var path : List.of("/", "/@faye", "/@faye/" + post.id(), "/nothing")) {
      var answer = client.get(path);
      assertThat(answer.header("content-security-policy"))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.text()).doesNotContain("<style", " style=", " onclick=", "javascript:");
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("referrer-policy")).isEqualTo("strict-origin-when-cross-origin");
      assertThat(answer.header("permissions-policy")).contains("microphone=(self)");
      assertThat(answer.header("server")).isEmpty();
    }
    assertThat(client.get("/@faye/" + post.id() + "/embed").header("content-security-policy"))
        .contains("frame-ancestors *");
    assertThat(
            client
                .get("/audio/" + TestSite.recording(post) + ".mp3")
                .header("content-security-policy"))
        .contains("default-src 'none'");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                         en",
    "en-US,                      en",
    "zh-CN,                      zh-Hans",
    "'zh-TW,zh;q=0.9,en;q=0.8',  zh-Hans",
    "'fr,de;q=0.9,zh;q=0.1',     zh-Hans",
    "'en;q=0.5,zh;q=0.9',        zh-Hans",
    "es-MX,                      es",
    "'ar-EG,en;q=0.5',           ar",
    "'zh;q=0,en;q=0.1',          en",
    "'***;;q=x',                 en",
    "fr,                         en",
  })
  void languageIsTheOneAskedFor(String accepted, String tag) throws Exception {
    var answer =
        accepted.isEmpty() ? client.get("/") : client.get("/", "Accept-Language", accepted);
    assertThat(answer.text()).contains("<html lang=\"" + tag + "\"");
    assertThat(answer.header("content-language")).isEqualTo(tag);
    assertThat(answer.header("vary").toLowerCase(Locale.ROOT)).contains("accept-language");
  }

  @ParameterizedTest
  @CsvSource({"en, ltr", "zh, ltr", "es, ltr", "ar, rtl"})
  void pageReadsAsItsLanguageDoesAndOffersEveryOther(String code, String direction)
      throws Exception {
    var page = client.get("/?lang=" + code).text();
    assertThat(page).contains(" dir=\"" + direction + "\">");
    assertThat(page)
        .contains("?lang=en\" lang=\"en\"", ">English<")
        .contains("?lang=zh\" lang=\"zh-Hans\"", ">中文<")
        .contains("?lang=es\" lang=\"es\"", ">Español<")
        .contains("?lang=ar\" lang=\"ar\"", ">العربية<");
  }

  @Test
  void chosenLanguageSticks() throws Exception {
    var chosen = client.get("/?lang=zh", "Accept-Language", "en");
    assertThat(chosen.text()).contains("还没有人说话。");
    assertThat(chosen.header("set-cookie")).startsWith("lang=zh;").contains("SameSite=Lax");
    var next = client.get("/", "Accept-Language", "en", "Cookie", "lang=zh");
    assertThat(next.text()).contains("还没有人说话。");
    assertThat(next.header("set-cookie")).isEmpty();
    assertThat(client.get("/?lang=xx", "Cookie", "lang=evil").text()).contains("Nobody has spoken");
  }

  @Test
  void linkToAPostShowsItsSoundElsewhere() throws Exception {
    var post = site.post(site.account("faye", "Faye Wong"), SOUND);
    var path = "/@faye/" + post.id();
    var here = site.url(path).toString();
    assertThat(client.get(path).text())
        .contains("<link rel=\"canonical\" href=\"" + here + "\">")
        .contains("property=\"og:title\" content=\"Faye Wong (@faye) on Voicepost\"")
        .contains("property=\"og:url\" content=\"" + here + "\"")
        .contains("property=\"og:image\" content=\"" + here + "/card.png\"")
        .contains(
            "property=\"og:audio\" content=\""
                + site.url("/audio/" + TestSite.recording(post) + ".mp3"))
        .contains("name=\"twitter:card\" content=\"player\"")
        .contains("name=\"twitter:player\" content=\"" + here + "/embed\"");
    var picture = client.get(path + "/card.png");
    assertThat(picture.header("content-type")).isEqualTo("image/png");
    var image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(630);
    assertThat(picture.bytes().length).isLessThan(60_000);
  }

  @Test
  void assetsAreKeptForEverAndPagesAreNot() throws Exception {
    var page = client.get("/");
    assertThat(page.header("cache-control")).isEqualTo("private, no-cache");
    for (var asset : all("(?:src|href)=\"(/assets/[^\"]+)\"", page.text())) {
      assertThat(asset).matches("/assets/[a-z]+\\.[0-9a-f]{12}\\.(js|css|svg)");
      assertThat(client.get(asset).header("cache-control")).contains("immutable");
    }
  }

  @Test
  void textIsCompressed() throws Exception {
    var answer = client.get("/", "Accept-Encoding", "gzip");
    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
      assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Nobody has spoken");
    }
    assertThat(client.get("/", "Accept-Encoding", "br").header("content-encoding")).isEqualTo("br");
  }

  @Test
  void robotsAndTheIconAreServed() throws Exception {
    assertThat(client.get("/robots.txt").text()).contains("User-agent: *");
    var icon = client.get("/favicon.ico");
    assertThat(icon.status()).isEqualTo(302);
    assertThat(client.get(icon.header("location")).header("content-type"))
        .isEqualTo("image/svg+xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void webOnlyReads(String method) throws Exception {
    var answer = client.send(method, "/");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void headOfAPageHasNoBody() throws Exception {
    var answer = client.send("HEAD", "/");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void publicUrlIsUsedInLinksThatLeaveTheSite(@TempDir Path folder) throws Exception {
    var config =
        new WebConfig(
            "127.0.0.1",
            0,
            Optional.of(URI.create("https://voice.example/")),
            "+12025550100",
            Optional.empty());
    try (var elsewhere = TestSite.start(folder, config);
        var visitor = new Client(elsewhere)) {
      assertThat(visitor.get("/").text())
          .contains("<link rel=\"canonical\" href=\"https://voice.example/\">", "tel:+12025550100");
    }
  }
}
