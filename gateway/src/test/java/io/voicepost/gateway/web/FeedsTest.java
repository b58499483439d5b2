package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.microblog.PostWish;
import io.voicepost.storage.Account;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostText;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Podcast feeds, embeds and sitemaps, as the programs read them that fetch them.
final class FeedsTest {
  private static final TestSite.Sound SOUND = TestSite.Sound.of(3000);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private TestSite site;
  private Client client;
  private Account faye;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start(folder);
    client = new Client(site);
    faye = site.account("faye", "Faye & <Wong>");
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  private Post write(String caption, String warning, Visibility visibility) throws Exception {
    var recording = RecordingId.at(Instant.now());
    site.microblog().posting().keep(faye.id(), site.stored(recording, SOUND));
    return site.microblog()
        .posting()
        .post(
            new PostWish(
                faye.id(),
                new PostText(caption, warning, ""),
                Optional.of(recording),
                visibility,
                Optional.empty(),
                Optional.empty()));
  }

  private static Document xml(Client.Answer answer) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(answer.bytes()));
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void podcastHasEachPublicVoiceWithItsFile() throws Exception {
    var spoken = site.post(faye, SOUND, Instant.now().minus(Duration.ofHours(1)));
    write("psst", "", Visibility.UNLISTED);
    write("friends", "", Visibility.FOLLOWERS);
    var written = write("Rain & <b>wind</b>\nsecond line", "", Visibility.PUBLIC);
    write("what is hidden", "Loud", Visibility.PUBLIC);

    var answer = client.get("/@faye/feed");

    assertThat(answer.header("content-type")).startsWith("application/rss+xml");
    var channel = (Element) xml(answer).getElementsByTagName("channel").item(0);
    assertThat(text(channel, "title")).isEqualTo("Faye & <Wong>");
    var items = channel.getElementsByTagName("item");
    assertThat(items.getLength()).isEqualTo(3);
    assertThat(text((Element) items.item(0), "title")).isEqualTo("Loud");
    assertThat(text((Element) items.item(0), "description")).doesNotContain("hidden");
    assertThat(text((Element) items.item(1), "title")).isEqualTo("Rain & <b>wind</b>");
    assertThat(text((Element) items.item(1), "guid")).endsWith(Paths.post(written));
    var oldest = (Element) items.item(2);
    assertThat(text(oldest, "guid")).endsWith(Paths.post(spoken));
    assertThat(text(oldest, "itunes:duration")).isEqualTo("7");
    assertThat(text(oldest, "pubDate"))
        .matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9: ]+GMT");

    var enclosure = (Element) oldest.getElementsByTagName("enclosure").item(0);
    var file = client.get(URI.create(enclosure.getAttribute("url")).getPath());
    assertThat(file.status()).isEqualTo(200);
    assertThat(enclosure.getAttribute("length")).isEqualTo("" + file.bytes().length);
    assertThat(enclosure.getAttribute("type")).isEqualTo("audio/mpeg");

    var cover = (Element) channel.getElementsByTagName("itunes:image").item(0);
    var picture = client.get(URI.create(cover.getAttribute("href")).getPath());
    var image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertThat(image.getWidth()).isEqualTo(1400);
    assertThat(image.getHeight()).isEqualTo(1400);
  }

  @Test
  void feedIsNotSentAgainWhileItIsTheSame() throws Exception {
    site.post(faye, SOUND);
    var tag = client.get("/@faye/feed").header("etag");

    assertThat(client.get("/@faye/feed", "if-none-match", tag).status()).isEqualTo(304);

    site.post(faye, SOUND);

    assertThat(client.get("/@faye/feed", "if-none-match", tag).status()).isEqualTo(200);
  }

  @Test
  void nobodyHasNoFeedAndNoCover() throws Exception {
    assertThat(client.get("/@nobody/feed").status()).isEqualTo(404);
    assertThat(client.get("/@nobody/cover.png").status()).isEqualTo(404);
  }

  @Test
  void embedIsOfferedForPublicPostsOnly() throws Exception {
    var open = write("all", "", Visibility.PUBLIC);
    var friends = write("friends", "", Visibility.FOLLOWERS);

    var answer = client.get(oembed(open, "&maxwidth=300"));
    var json = JSON.readTree(answer.bytes());

    assertThat(json.path("type").asText()).isEqualTo("rich");
    assertThat(json.path("version").asText()).isEqualTo("1.0");
    assertThat(json.path("author_name").asText()).isEqualTo("Faye & <Wong>");
    assertThat(json.path("width").asInt()).isEqualTo(300);
    var frame = json.path("html").asText();
    assertThat(frame).startsWith("<iframe src=\"" + site.url(Paths.embed(open)));
    assertThat(client.get(Paths.embed(open)).status()).isEqualTo(200);
    assertThat(client.get(oembed(friends, "")).status()).isEqualTo(404);
    assertThat(client.get("/oembed").status()).isEqualTo(404);
    assertThat(client.get("/oembed?url=https://elsewhere.example/@faye/1").status()).isEqualTo(404);
    assertThat(client.get(oembed(open, "&format=xml")).status()).isEqualTo(501);
    assertThat(client.get(Paths.post(open)).text()).contains("application/json+oembed");
  }

  private String oembed(Post post, String more) {
    var url = URLEncoder.encode(site.url(Paths.post(post)).toString(), StandardCharsets.UTF_8);
    return "/oembed?url=" + url + more;
  }

  @Test
  void searchEnginesFindPublicPostsAndAccounts() throws Exception {
    var open = write("all", "", Visibility.PUBLIC);
    write("psst", "", Visibility.UNLISTED);

    assertThat(client.get("/robots.txt").text()).contains("Sitemap: " + site.url("/sitemap.xml"));
    var maps = xml(client.get("/sitemap.xml")).getElementsByTagName("loc");
    assertThat(maps.getLength()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      var map = URI.create(maps.item(i).getTextContent()).getPath();
      var found = xml(client.get(map)).getElementsByTagName("loc");
      assertThat(found.getLength()).isEqualTo(1);
      assertThat(found.item(0).getTextContent())
          .isIn(
              site.url(Paths.post(open)).toString(),
              site.url(Paths.account(faye.handle())).toString());
    }
  }
}
