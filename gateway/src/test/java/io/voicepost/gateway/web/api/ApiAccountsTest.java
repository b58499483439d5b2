package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Links;
import io.voicepost.gateway.web.MissingFence;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.audio.PictureKey;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts through the API: profiles and pictures, who follows, blocks and mutes whom.
final class ApiAccountsTest {
  /// 40 by 30 pixels of one colour, lossless.
  private static final String WEBP = "UklGRhwAAABXRUJQVlA4TA8AAAAvJ0AHAAcQ9Y/+ByKi/wEA";

  @TempDir private static Path folder;
  private static TestSite site;
  private static Client client;
  private static Person faye;
  private static Person visitor;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye = Person.of(site, client, "faye");
    visitor = Person.visitor(site, client);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static Person person(String handle) throws Exception {
    return Person.of(site, client, handle);
  }

  private static String path(Person of) {
    return "/api/v1/accounts/" + of.id();
  }

  @Test
  void accountHasTheDocumentedFields() throws Exception {
    var account = visitor.gets(path(faye));

    assertThat(account.get("acct").asText()).isEqualTo("faye");
    assertThat(account.get("display_name").asText()).isNotBlank();
    assertThat(account.get("url").asText()).isEqualTo(site.url("/@faye").toString());
    for (var text : List.of("note", "avatar", "avatar_static", "header", "header_static", "uri")) {
      assertThat(account.get(text).isTextual()).as(text).isTrue();
    }
    for (var list : List.of("emojis", "fields", "roles")) {
      assertThat(account.get(list).isArray()).as(list).isTrue();
    }
    for (var flag : List.of("locked", "bot", "group", "discoverable")) {
      assertThat(account.get(flag).isBoolean()).as(flag).isTrue();
    }
    assertThat(account.has("source")).isFalse();
    assertThat(faye.gets("/api/v1/accounts/verify_credentials").at("/source/privacy").asText())
        .isEqualTo("public");
    visitor.refused(401, "GET", "/api/v1/accounts/verify_credentials", "");
    visitor.refused(404, "GET", "/api/v1/accounts/12345", "");
  }

  @Test
  void profileIsChangedAndEscapedWhereItIsHtml() throws Exception {
    var me = person("shy");
    var changed =
        me.does(
            "PATCH",
            "/api/v1/accounts/update_credentials",
            "display_name=%s&note=%s&locked=true&source[privacy]=private&source[language]=zh"
                .formatted(
                    Person.encoded("<b>Shy</b> & \"co\""),
                    Person.encoded("I <i>sing</i>\r\n#soul https://shy.example")));

    assertThat(changed.get("display_name").asText()).isEqualTo("<b>Shy</b> & \"co\"");
    assertThat(changed.get("note").asText())
        .startsWith("<p>I &lt;i&gt;sing&lt;/i&gt;<br />")
        .contains("rel=\"nofollow noopener noreferrer\"");
    assertThat(changed.get("locked").asBoolean()).isTrue();
    assertThat(changed.at("/source/note").asText())
        .isEqualTo("I <i>sing</i>\n#soul https://shy.example");
    assertThat(me.gets("/api/v1/preferences").get("posting:default:visibility").asText())
        .isEqualTo("private");
    assertThat(me.gets("/api/v1/preferences").get("posting:default:language").asText())
        .isEqualTo("zh");
    assertThat(me.writes("by default").get("visibility").asText()).isEqualTo("private");
    var update = "/api/v1/accounts/update_credentials";
    me.refused(422, "PATCH", update, "display_name=" + "x".repeat(101));
    me.refused(422, "PATCH", update, "note=" + "x".repeat(501));
    me.refused(422, "PATCH", update, "source[privacy]=everyone");
  }

  @Test
  void lockedAccountLetsFollowersInOneByOne() throws Exception {
    var star = person("star");
    var fan = person("starfan");
    var other = person("starother");
    star.does("PATCH", "/api/v1/accounts/update_credentials", "locked=true");

    var asked = fan.posts(path(star) + "/follow", "");
    other.posts(path(star) + "/follow", "");

    assertThat(asked.get("requested").asBoolean()).isTrue();
    assertThat(asked.get("following").asBoolean()).isFalse();
    assertThat(Person.ids(star.gets("/api/v1/follow_requests")))
        .containsExactlyInAnyOrder(fan.id(), other.id());
    assertThat(
            star.posts("/api/v1/follow_requests/" + fan.id() + "/authorize", "")
                .get("followed_by")
                .asBoolean())
        .isTrue();
    star.posts("/api/v1/follow_requests/" + other.id() + "/reject", "");
    star.refused(404, "POST", "/api/v1/follow_requests/" + other.id() + "/reject", "");
    assertThat(Person.ids(visitor.gets(path(star) + "/followers"))).containsExactly(fan.id());
    assertThat(star.posts(path(fan) + "/remove_from_followers", "").get("followed_by").asBoolean())
        .isFalse();
  }

  @Test
  void relationshipsSayWhatWasDone() throws Exception {
    var me = person("me");
    var you = person("you");

    var followed = me.posts(path(you) + "/follow", "reblogs=false&notify=true");
    assertThat(followed.get("following").asBoolean()).isTrue();
    assertThat(followed.get("showing_reblogs").asBoolean()).isFalse();
    assertThat(followed.get("notifying").asBoolean()).isTrue();
    assertThat(me.posts(path(you) + "/follow", "reblogs=true").get("notifying").asBoolean())
        .isTrue();

    var muted = me.posts(path(you) + "/mute", "notifications=false&duration=3600");
    assertThat(muted.get("muting").asBoolean()).isTrue();
    assertThat(muted.get("muting_notifications").asBoolean()).isFalse();
    assertThat(Person.ids(me.gets("/api/v1/mutes"))).containsExactly(you.id());
    assertThat(me.posts(path(you) + "/unmute", "").get("muting").asBoolean()).isFalse();

    var blocked = me.posts(path(you) + "/block", "");
    assertThat(blocked.get("blocking").asBoolean()).isTrue();
    assertThat(blocked.get("following").asBoolean()).isFalse();
    assertThat(Person.ids(me.gets("/api/v1/blocks"))).containsExactly(you.id());
    you.refused(403, "POST", path(me) + "/follow", "");
    var both =
        me.gets(
            "/api/v1/accounts/relationships?id[]=" + faye.id() + "&id[]=" + you.id() + "&id[]=9");
    assertThat(Person.ids(both)).containsExactly(faye.id(), you.id());
    assertThat(me.posts(path(you) + "/unblock", "").get("blocking").asBoolean()).isFalse();
    me.refused(403, "POST", path(me) + "/follow", "");
    me.refused(403, "POST", path(me) + "/block", "");
    me.refused(403, "POST", path(me) + "/mute", "");
    me.refused(404, "POST", "/api/v1/accounts/77/follow", "");
    visitor.refused(401, "POST", path(me) + "/follow", "");
    Person.withScopes(site, client, "narrow", "write:statuses")
        .refused(403, "POST", path(me) + "/follow", "");
  }

  @Test
  void followersArePagedFromLinkToLink() throws Exception {
    var star = person("bigstar");
    var fans = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      var fan = person("bigfan" + i);
      fan.posts(path(star) + "/follow", "");
      fans.addFirst(fan.id());
    }

    var found = new ArrayList<String>();
    var next = Optional.of(path(star) + "/followers?limit=2");
    int pages = 0;
    while (next.isPresent() && pages++ < 9) {
      var answer = visitor.asks("GET", next.get(), "");
      found.addAll(Person.ids(Person.json(answer)));
      next = Links.of(answer, "next");
    }

    assertThat(found).containsExactlyElementsOf(fans);
    assertThat(pages).isEqualTo(3);
    assertThat(Person.ids(visitor.gets("/api/v1/accounts/" + fans.get(0) + "/following")))
        .containsExactly(star.id());
  }

  @Test
  void statusesOfAnAccountAreFiltered() throws Exception {
    var me = person("prolific");
    var voice = me.writes("sung #Live", "media_ids[]=" + me.records()).get("id").asText();
    var text = me.writes("written").get("id").asText();
    var other = faye.writes("of another").get("id").asText();
    var answer = me.writes("answer", "in_reply_to_id=" + other).get("id").asText();
    var repost = me.posts("/api/v1/statuses/" + other + "/reblog", "").get("id").asText();
    var all = path(me) + "/statuses";

    assertThat(Person.ids(visitor.gets(all))).containsExactly(repost, answer, text, voice);
    assertThat(Person.ids(visitor.gets(all + "?exclude_reblogs=true")))
        .containsExactly(answer, text, voice);
    assertThat(Person.ids(visitor.gets(all + "?exclude_replies=1")))
        .containsExactly(repost, text, voice);
    assertThat(Person.ids(visitor.gets(all + "?only_media=true"))).containsExactly(voice);
    assertThat(Person.ids(visitor.gets(all + "?tagged=LIVE"))).containsExactly(voice);
    assertThat(Person.ids(visitor.gets(all + "?limit=1&max_id=" + answer))).containsExactly(text);
    me.posts(path(faye) + "/block", "");
    assertThat(Person.ids(faye.gets(all))).isEmpty();
  }

  @Test
  void accountsAreFoundByHandle() throws Exception {
    person("leslie_cheung");
    var host = site.url("").getAuthority();

    for (var acct : List.of("leslie_cheung", "@leslie_cheung", "Leslie_Cheung@" + host)) {
      assertThat(
              visitor
                  .gets("/api/v1/accounts/lookup?acct=" + Person.encoded(acct))
                  .get("acct")
                  .asText())
          .isEqualTo("leslie_cheung");
    }
    visitor.refused(404, "GET", "/api/v1/accounts/lookup?acct=nobody", "");
    visitor.refused(404, "GET", "/api/v1/accounts/lookup?acct=leslie_cheung@elsewhere.example", "");
    visitor.refused(422, "GET", "/api/v1/accounts/lookup", "");
    assertThat(faye.gets("/api/v1/accounts/search?q=leslie_ch&resolve=true")).hasSize(1);
    assertThat(faye.gets("/api/v1/accounts/search?q=leslie_ch&following=true")).isEmpty();
    visitor.refused(401, "GET", "/api/v1/accounts/search?q=leslie", "");
  }

  @Test
  void appMakesAnAccountAndActsForItAtOnce() throws Exception {
    var back = "https://app.example/back";
    var app = site.access().apps().register("New", List.of(back), "read write", Optional.empty());
    var own = site.access().authorizations().forItself(app.app(), "read write");
    var newcomer = new Person(site, client, Optional.empty(), Optional.of(own.token().value()));

    var token =
        newcomer.posts(
            "/api/v1/accounts",
            "username=newcomer&email=n@example.org&password=correct+horse+battery&agreement=true&locale=en");

    var signedIn =
        new Person(site, client, Optional.empty(), Optional.of(token.get("access_token").asText()));
    assertThat(signedIn.gets("/api/v1/accounts/verify_credentials").get("acct").asText())
        .isEqualTo("newcomer");
    var taken =
        newcomer.asks(
            "POST", "/api/v1/accounts", "username=newcomer&password=correct+horse&agreement=true");
    assertThat(taken.status()).isEqualTo(422);
    assertThat(new ObjectMapper().readTree(taken.text()).at("/details/username/0/error").asText())
        .isEqualTo("ERR_TAKEN");
    newcomer.refused(422, "POST", "/api/v1/accounts", "username=b&password=correct+horse");
    newcomer.refused(422, "POST", "/api/v1/accounts", "username=b&password=short&agreement=true");
    visitor.refused(
        401, "POST", "/api/v1/accounts", "username=b&password=correct+horse&agreement=true");
  }

  private static byte[] picture(String format, int width, int height) throws Exception {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, new Color(200, 30, 30).getRGB());
      }
    }
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static HttpResponse<String> send(Person by, byte[] picture) throws Exception {
    var body = new ByteArrayOutputStream();
    body.write(
        "--cut\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"../../a.html\"\r\nContent-Type: text/html\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    body.write(picture);
    body.write("\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII));
    var request =
        HttpRequest.newBuilder(site.url("/api/v1/accounts/update_credentials"))
            .header("authorization", "Bearer " + by.secret())
            .header("content-type", "multipart/form-data; boundary=cut")
            .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    return client.http().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static BufferedImage fetched(JsonNode account) throws Exception {
    var answer = client.get(URI.create(account.get("avatar").asText()).getPath());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isIn("image/jpeg", "image/png");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    return ImageIO.read(new ByteArrayInputStream(answer.bytes()));
  }

  @ParameterizedTest
  @CsvSource({"png, 900, 500", "jpeg, 300, 4096", "gif, 1, 1", "webp, 0, 0"})
  void pictureIsMadeAnewWhateverItWas(String format, int width, int height) throws Exception {
    var me = person("painter" + format);
    var sent =
        format.equals("webp") ? Base64.getDecoder().decode(WEBP) : picture(format, width, height);

    var answer = send(me, sent);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var account = new ObjectMapper().readTree(answer.body());
    var kept = fetched(account);
    assertThat(kept.getWidth()).isEqualTo(400);
    assertThat(kept.getHeight()).isEqualTo(400);
    assertThat(visitor.gets(path(me)).get("avatar")).isEqualTo(account.get("avatar"));
  }

  /// Noise is what compresses worst.
  @Test
  void aPhotoIsKeptSmall() throws Exception {
    var me = person("photographer");
    var noise = new BufferedImage(500, 500, BufferedImage.TYPE_INT_RGB);
    var random = new Random(8642);
    noise.setRGB(0, 0, 500, 500, random.ints(250_000).toArray(), 0, 500);
    var out = new ByteArrayOutputStream();
    ImageIO.write(noise, "jpeg", out);

    var account = new ObjectMapper().readTree(send(me, out.toByteArray()).body());

    var large = URI.create(account.get("avatar").asText()).getPath();
    var small = large.replace(".jpg", "-96.jpg");
    assertThat(client.get(large).bytes().length).isLessThan(60_000);
    var list = client.get(small);
    assertThat(list.header("content-type")).isEqualTo("image/jpeg");
    assertThat(list.bytes().length).isLessThan(3_000);
    assertThat(ImageIO.read(new ByteArrayInputStream(list.bytes())).getWidth()).isEqualTo(96);
    me.does("DELETE", "/api/v1/profile/avatar", "");
    assertThat(client.get(small).status()).isEqualTo(404);
  }

  /// Pictures were kept as PNG of 400 pixels before.
  @Test
  void aPictureOfBeforeIsServedInBothSizes() throws Exception {
    var old = "7-00000000000000cc";
    var png = picture("png", 400, 400);
    site.audio().put(new PictureKey("avatar/" + old + ".png"), ByteBuffer.wrap(png), "image/png");

    assertThat(client.get("/avatar/" + old + ".png").bytes()).isEqualTo(png);
    var small = client.get("/avatar/" + old + "-96.jpg");
    assertThat(small.header("content-type")).isEqualTo("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(small.bytes())).getWidth()).isEqualTo(96);
  }

  @Test
  void picturesThatNobodyReadsAreRefusedAndTheOldOneStays() throws Exception {
    var me = person("critic");
    var first = new ObjectMapper().readTree(send(me, picture("png", 64, 64)).body());
    var bomb = picture("png", 5000, 4000);
    var cut = java.util.Arrays.copyOf(picture("png", 64, 64), 60);
    var huge = java.util.Arrays.copyOf(picture("png", 64, 64), (2 << 20) + 1);
    var html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);

    for (var bad : List.of(bomb, cut, huge, html, new byte[0])) {
      assertThat(send(me, bad).statusCode()).isEqualTo(422);
    }
    assertThat(send(me, new byte[3 << 20]).statusCode()).isEqualTo(413);

    assertThat(visitor.gets(path(me)).get("avatar")).isEqualTo(first.get("avatar"));
    var second = new ObjectMapper().readTree(send(me, picture("jpeg", 64, 64)).body());
    assertThat(second.get("avatar")).isNotEqualTo(first.get("avatar"));
    assertThat(client.get(URI.create(first.get("avatar").asText()).getPath()).status())
        .isEqualTo(404);
    var bare = me.does("DELETE", "/api/v1/profile/avatar", "");
    assertThat(fetched(bare).getWidth()).isEqualTo(400);
  }

  @Test
  void withoutAFenceForTheDecoderPicturesAreRefusedAndTheOldOneStays() throws Exception {
    var me = person("unfenced");
    var first = new ObjectMapper().readTree(send(me, picture("png", 64, 64)).body());
    try (var _ = MissingFence.here()) {
      var answer = send(me, picture("jpeg", 64, 64));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(new ObjectMapper().readTree(answer.body()).get("error").asText())
          .isEqualTo("This server cannot take files: the fence for their decoder is missing");
    }
    assertThat(visitor.gets(path(me)).get("avatar")).isEqualTo(first.get("avatar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing.png", "voice-zz.png", "header.jpg", "1-00.png"})
  void pictureThatIsNoneIsNotFound(String file) throws Exception {
    assertThat(client.get("/avatar/" + file).status()).isEqualTo(404);
  }
}
