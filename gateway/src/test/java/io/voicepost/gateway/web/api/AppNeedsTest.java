package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.http.RateConfig;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.storage.Account;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the apps that people have send and expect, over real HTTP.
final class AppNeedsTest {
  private static final RateConfig PLENTY =
      new RateConfig(100_000, 30, 30, 100_000, 100_000, 100_000);

  private static TestSite site;
  private static Client client;
  private static Account faye;
  private static Post post;
  private static String bearer = "";

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder, ApiSites.limited(PLENTY));
    client = new Client(site);
    faye = site.account("faye", "Faye Wong");
    post = site.post(faye, TestSite.Sound.of(3000));
    bearer = "Bearer " + site.access().tokens().openSession(faye.id()).token().value();
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static JsonNode json(Client.Answer answer) throws Exception {
    return new ObjectMapper().readTree(answer.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/instance",
        "/api/v2/instance",
        "/api/v1/statuses/{post}",
        "/api/v1/timelines/tag/song",
        "/api/v1/streaming/health",
        "/.well-known/oauth-authorization-server"
      })
  void slashAtTheEndChangesNothing(String path) throws Exception {
    var bare = path.replace("{post}", post.id().toString());

    assertThat(client.get(bare).status()).isEqualTo(200);
    assertThat(client.get(bare + "/").status()).isEqualTo(200);
    assertThat(client.get(bare + "/?a=b").text()).isEqualTo(client.get(bare).text());
  }

  @Test
  void appSignsInWithASlashAtTheEndOfEachPath() throws Exception {
    var made = client.form("/api/v1/apps/", "client_name=A&redirect_uris=icecubesapp%3A%2F%2F");
    assertThat(json(made).get("redirect_uri").asText()).isEqualTo("icecubesapp://");
    var token =
        client.form(
            "/oauth/token/",
            "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(
                    json(made).get("client_id").asText(),
                    json(made).get("client_secret").asText()));
    assertThat(json(token).get("token_type").asText()).isEqualTo("Bearer");
    var page = client.get("/oauth/authorize/?client_id=x&scope=read");
    assertThat(page.status()).isEqualTo(301);
    assertThat(page.header("location")).isEqualTo("/oauth/authorize?client_id=x&scope=read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/instance",
        "/api/v1/instance/",
        "/api/v1/not/there",
        "/api/v9",
        "/oauth/token",
        "/oauth/revoke/",
        "/audio/00000000-0000-0000-0000-000000000000.mp3",
        "/avatar/header.png",
        "/@faye/feed",
        "/@faye/cover.png",
        "/oembed"
      })
  void anyPageMayAskBeforehand(String path) throws Exception {
    var answer = client.send("OPTIONS", path, "origin", "https://app.example");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    assertThat(answer.header("access-control-allow-headers")).contains("Authorization");
  }

  @Test
  void soundsPicturesAndFeedsMayBeReadByOtherPages() throws Exception {
    var sound = "/" + post.voice().orElseThrow().renditions().getFirst().key();
    for (var path : new String[] {sound, "/avatar/header.png", "/@faye/feed", "/@faye/cover.png"}) {
      var answer = client.get(path, "origin", "https://app.example");
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("access-control-allow-origin")).as(path).isEqualTo("*");
      assertThat(answer.header("access-control-allow-credentials")).as(path).isEmpty();
    }
    assertThat(client.get("/settings").header("access-control-allow-origin")).isEmpty();
    assertThat(client.get("/@faye").header("access-control-allow-origin")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/@Faye, /@faye", "/@faye/, /@faye", "/@FAYE/feed?a=b, /@faye/feed?a=b"})
  void typedAddressLeadsOn(String typed, String meant) throws Exception {
    var answer = client.get(typed);

    assertThat(answer.status()).isEqualTo(301);
    assertThat(answer.header("location")).isEqualTo(meant);
    assertThat(client.get(meant).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/", "//evil.example//", "/nothing"})
  void nobodyIsLedElsewhere(String path) throws Exception {
    assertThat(client.get(path).header("location")).doesNotStartWith("//").doesNotContain(":");
  }

  @Test
  void limitsAreTrue() throws Exception {
    for (var path : new String[] {"/api/v1/instance", "/api/v2/instance"}) {
      var all = json(client.get(path)).get("configuration");
      var media = all.get("media_attachments");
      assertThat(media.get("video_size_limit").asLong()).isGreaterThanOrEqualTo(1 << 20);
      assertThat(media.get("image_size_limit").asLong()).isEqualTo(AvatarFiles.MOST_BYTES);
      assertThat(media.get("description_limit").asInt())
          .isEqualTo(MediaAttachment.LONGEST_DESCRIPTION);
      assertThat(media.get("audio_duration_limit").asInt()).isPositive();
      for (var limit : media.properties()) {
        assertThat(limit.getValue().asText()).as(limit.getKey()).isNotEqualTo("0");
      }
      assertThat(all.get("statuses").get("max_characters").asInt())
          .isEqualTo(PostText.MOST_CHARACTERS);
    }
  }

  @Test
  void metaTellsBitRateAndChannels() throws Exception {
    var meta =
        json(client.get("/api/v1/statuses/" + post.id()))
            .get("media_attachments")
            .get(0)
            .get("meta");

    assertThat(meta.get("audio_channels").asText()).isEqualTo("mono");
    assertThat(meta.get("audio_bitrate").asText()).matches("[0-9]+ kb/s");
  }

  private static Client.Answer say(String form) throws Exception {
    return client.form("/api/v1/statuses", form, "authorization", bearer);
  }

  @ParameterizedTest
  @CsvSource({"2000, 200", "2001, 422"})
  void emojiIsOneCharacter(int count, int status) throws Exception {
    assertThat(say("status=" + "%F0%9F%91%8D%F0%9F%8F%BD".repeat(count)).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"1976, 200", "1977, 422"})
  void linkIsTwentyThree(int beside, int status) throws Exception {
    var link = "https://example.com/" + "a".repeat(500);

    assertThat(say("status=" + "x".repeat(beside) + "+" + link).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"1900, 200", "1901, 422"})
  void warningIsCounted(int caption, int status) throws Exception {
    assertThat(say("status=" + "x".repeat(caption) + "&spoiler_text=" + "w".repeat(100)).status())
        .isEqualTo(status);
  }

  @Test
  void accountIsMentionedWithTheHost() throws Exception {
    var host = site.url("/").getAuthority();

    var made = json(say("status=Hi+%40faye%40" + host + "%21&language=zh_CN"));

    assertThat(made.get("mentions").get(0).get("acct").asText()).isEqualTo("faye");
    assertThat(made.get("language").asText()).isEqualTo("zh-CN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_id=x", "since_id=0", "min_id=-1", "max_id=99999999999999999999"})
  void idThatIsNoneIsIgnored(String query) throws Exception {
    var answer = client.get("/api/v1/timelines/public?" + query);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer)).isNotEmpty();
  }

  @Test
  void answerToNothingIsRefused() throws Exception {
    assertThat(say("status=x&in_reply_to_id=x").status()).isEqualTo(404);
    assertThat(say("status=x&in_reply_to_id=").status()).isEqualTo(200);
  }

  @Test
  void fileThatNobodyChoseIsNotThere() throws Exception {
    var body =
        """
        --b\r
        Content-Disposition: form-data; name="status"\r
        \r
        with a form\r
        --b\r
        Content-Disposition: form-data; name="file"; filename=""\r
        Content-Type: application/octet-stream\r
        \r
        \r
        --b--\r
        """;

    var answer =
        client.body(
            "POST",
            "/api/v1/statuses",
            "multipart/form-data; boundary=b",
            body,
            "authorization",
            bearer);

    assertThat(answer.status()).isEqualTo(200);
  }
}
