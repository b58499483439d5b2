package io.voicepost.gateway.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.image.Png;
import io.voicepost.gateway.web.pages.SitePaths;
import io.voicepost.storage.Account;
import io.voicepost.storage.Profile;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.PictureKey;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
    site.microblog().postCommands().keep(faye.id(), site.stored(recording, SOUND));
    return site.microblog()
        .postCommands()
        .post(
            new PostRequest(
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
    assertThat(text((Element) items.item(1), "guid")).endsWith(SitePaths.post(written));
    var oldest = (Element) items.item(2);
    assertThat(text(oldest, "guid")).endsWith(SitePaths.post(spoken));
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

  /// RSS 2.0, and what Apple's "Podcaster's guide to RSS" calls required, whatever was posted.
  @Test
  void feedHasAllThatPodcastClientsRequire() throws Exception {
    write("Rain", "", Visibility.PUBLIC);
    write("Loud words", "Loud", Visibility.PUBLIC);
    write("", "", Visibility.PUBLIC);

    var answer = client.get("/@faye/feed");

    var document = xml(answer);
    assertThat(document.getDocumentElement().getAttribute("version")).isEqualTo("2.0");
    assertThat(answer.text()).doesNotContain("email");
    var channel = (Element) document.getElementsByTagName("channel").item(0);
    assertThat(children(channel))
        .containsOnlyOnce(
            "title",
            "link",
            "description",
            "language",
            "atom:link",
            "itunes:author",
            "itunes:owner",
            "itunes:image",
            "itunes:category",
            "itunes:explicit",
            "podcast:guid",
            "podcast:locked");
    assertThat(text(channel, "podcast:locked")).isEqualTo("yes");
    assertThat(text(channel, "podcast:guid"))
        .isEqualTo(PodcastFeed.guid(site.url("/@faye/feed").toString()).toString());
    assertThat(text(channel, "link")).isEqualTo(site.url("/@faye").toString());
    assertThat(attribute(channel, "atom:link", "href")).isEqualTo(site.url("/@faye/feed") + "");
    assertThat(attribute(channel, "atom:link", "rel")).isEqualTo("self");
    assertThat(text(channel, "language")).matches("[a-z]{2,3}(-[A-Za-z0-9]+)*");
    assertThat(attribute(channel, "itunes:category", "text")).isEqualTo("Society & Culture");
    assertThat(text(channel, "itunes:explicit")).isIn("true", "false");
    var owner = (Element) channel.getElementsByTagName("itunes:owner").item(0);
    assertThat(children(owner)).containsExactly("itunes:name");

    var items = channel.getElementsByTagName("item");
    assertThat(items.getLength()).isEqualTo(3);
    var names = new HashSet<String>();
    for (int i = 0; i < items.getLength(); i++) {
      var item = (Element) items.item(i);
      assertThat(children(item))
          .containsOnlyOnce(
              "title", "guid", "pubDate", "enclosure", "itunes:duration", "itunes:explicit");
      assertThat(text(item, "title")).isNotBlank();
      assertThat(text(item, "description")).isNotBlank();
      assertThat(names.add(text(item, "guid"))).isTrue();
      assertThat(attribute(item, "guid", "isPermaLink")).isEqualTo("true");
      assertThat(client.get(URI.create(text(item, "guid")).getPath()).status()).isEqualTo(200);
      assertThat(text(item, "itunes:duration")).matches("[1-9][0-9]*");
      assertThat(attribute(item, "enclosure", "url")).matches("http://.*\\.mp3");
      assertThat(attribute(item, "enclosure", "length")).isEqualTo("3000");
      assertThat(attribute(item, "enclosure", "type")).isEqualTo("audio/mpeg");
    }
    assertThat(text((Element) items.item(1), "itunes:explicit")).isEqualTo("true");
    assertThat(text((Element) items.item(2), "itunes:explicit")).isEqualTo("false");
  }

  /// The example of the podcast namespace's own documentation.
  @Test
  void feedIsNamedAsOtherProgramsNameIt() {
    assertThat(PodcastFeed.guid("https://mp3s.nashownotes.com/pc20rss.xml/"))
        .hasToString("917393e3-1b1e-5cef-ace4-edaa54e1f810");
  }

  private static List<String> children(Element element) {
    var names = new ArrayList<String>();
    for (var it = element.getFirstChild(); it != null; it = it.getNextSibling()) {
      names.add(it.getNodeName());
    }
    return names;
  }

  private static String attribute(Element element, String name, String attribute) {
    return ((Element) element.getElementsByTagName(name).item(0)).getAttribute(attribute);
  }

  @Test
  void whatIsSaidIsATranscriptOnceItIsWritten() throws Exception {
    var written = TestSite.recording(write("Rain", "", Visibility.PUBLIC));
    var pending = TestSite.recording(write("Wind", "", Visibility.PUBLIC));
    var vtt = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nIt rains.\n";
    var captions = site.database().captions();
    captions.edit(faye.id(), written, "zh-Hant", vtt, Instant.now());
    captions.request(pending, Instant.now());

    var channel = (Element) xml(client.get("/@faye/feed")).getElementsByTagName("channel").item(0);

    var transcripts = channel.getElementsByTagName("podcast:transcript");
    assertThat(transcripts.getLength()).isEqualTo(1);
    var transcript = (Element) transcripts.item(0);
    assertThat(transcript.getOwnerDocument().getDocumentElement().getAttribute("xmlns:podcast"))
        .isEqualTo("https://podcastindex.org/namespace/1.0");
    assertThat(text((Element) transcript.getParentNode(), "title")).isEqualTo("Rain");
    assertThat(transcript.getAttribute("type")).isEqualTo("text/vtt");
    assertThat(transcript.getAttribute("language")).isEqualTo("zh-Hant");
    var file = client.get(URI.create(transcript.getAttribute("url")).getPath());
    assertThat(file.text()).isEqualTo(vtt);
    assertThat(file.header("content-type")).startsWith("text/vtt");
  }

  @Test
  void coverIsThePictureOfTheAccountWhereItHasOne() throws Exception {
    var drawn = cover();
    picture("1-00000000000000aa", Color.GREEN);
    var green = cover();
    picture("1-00000000000000bb", Color.BLUE);
    var blue = cover();

    assertThat(List.of(drawn.getPath(), green.getPath(), blue.getPath())).doesNotHaveDuplicates();
    assertThat(green.getPath()).endsWith(".jpg");
    var answer = client.get(blue.getPath());
    assertThat(answer.header("content-type")).isEqualTo("image/jpeg");
    var image = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
    assertThat(image.getWidth()).isEqualTo(1400);
    assertThat(image.getHeight()).isEqualTo(1400);
    assertThat(new Color(image.getRGB(700, 700)).getBlue()).isGreaterThan(240);
    assertThat(new Color(image.getRGB(700, 700)).getGreen()).isLessThan(15);
  }

  private URI cover() throws Exception {
    var channel = (Element) xml(client.get("/@faye/feed")).getElementsByTagName("channel").item(0);
    return URI.create(attribute(channel, "itunes:image", "href"));
  }

  private void picture(String name, Color color) throws Exception {
    var png = Png.drawn(400, 400, color, _ -> {});
    site.audio().put(new PictureKey("avatar/" + name + ".png"), ByteBuffer.wrap(png), "image/png");
    var profile = new Profile(faye.displayName(), "", Optional.of(name), false);
    site.microblog().accounts().update(faye.id(), profile);
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
    assertThat(frame).startsWith("<iframe src=\"" + site.url(SitePaths.embed(open)));
    assertThat(client.get(SitePaths.embed(open)).status()).isEqualTo(200);
    assertThat(client.get(oembed(friends, "")).status()).isEqualTo(404);
    assertThat(client.get("/oembed").status()).isEqualTo(404);
    assertThat(client.get("/oembed?url=https://elsewhere.example/@faye/1").status()).isEqualTo(404);
    assertThat(client.get(oembed(open, "&format=xml")).status()).isEqualTo(501);
    var address = Pattern.compile("json\\+oembed\" href=\"([^\"]*)\"");
    var link = address.matcher(client.get(SitePaths.post(open)).text());
    assertThat(link.find()).isTrue();
    assertThat(link.group(1)).isEqualTo(site.url(oembed(open, "")).toString());
    for (var more : List.of("%3Futm_source=x", "%23top", "%2F")) {
      assertThat(client.get(oembed(open, more)).status()).as(more).isEqualTo(200);
    }
  }

  private String oembed(Post post, String more) {
    var url = URLEncoder.encode(site.url(SitePaths.post(post)).toString(), StandardCharsets.UTF_8);
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
              site.url(SitePaths.post(open)).toString(),
              site.url(SitePaths.account(faye.handle())).toString());
    }
  }
}
