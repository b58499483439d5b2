package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.MissingFence;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads and captions through the API, from the file to the post that plays it.
final class ApiMediaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static TestSite site;
  private static Client client;
  private static Person faye;
  private static Person leslie;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye = Person.of(site, client, "faye");
    leslie = Person.of(site, client, "leslie");
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static HttpResponse<String> upload(Person by, byte[] file, String... headers)
      throws Exception {
    return upload("/api/v2/media", by, file, headers);
  }

  private static HttpResponse<String> upload(String path, Person by, byte[] file, String... headers)
      throws Exception {
    var body = new ByteArrayOutputStream();
    body.write(
        """
        --cut\r
        Content-Disposition: form-data; name="description"\r
        \r
        A <b>tone</b>\r
        --cut\r
        Content-Disposition: form-data; name="file"; filename="../x.html"\r
        Content-Type: text/html\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII));
    body.write(file);
    body.write("\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII));
    var request =
        HttpRequest.newBuilder(site.url(path))
            .header("authorization", "Bearer " + by.secret())
            .header("content-type", "multipart/form-data; boundary=cut")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void requestThatIsSentAgainGivesTheSameUpload() throws Exception {
    var song = Files.readAllBytes(TestSite.song(folder.resolve("again.mp3"), 2));
    var first = upload(faye, song, "idempotency-key", "one press");
    var id = JSON.readTree(first.body()).get("id").asText();

    var again = upload(faye, song, "idempotency-key", "one press");

    assertThat(again.statusCode()).isIn(200, 202);
    assertThat(JSON.readTree(again.body()).get("id").asText()).isEqualTo(id);
    for (var other :
        List.of(
            upload(faye, song, "idempotency-key", "another press"),
            upload(faye, song),
            upload(leslie, song, "idempotency-key", "one press"))) {
      assertThat(JSON.readTree(other.body()).get("id").asText()).isNotEqualTo(id);
    }
    assertThat(upload(faye, song, "idempotency-key", "x".repeat(201)).statusCode()).isEqualTo(400);
  }

  private static JsonNode ready(Person by, String name) throws Exception {
    var answer = upload(by, Files.readAllBytes(TestSite.song(folder.resolve(name), 2)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var made = JSON.readTree(answer.body());
    assertThat(made.get("url").isNull()).isTrue();
    var path = "/api/v1/media/" + made.get("id").asText();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> by.asks("GET", path, "").status(), it -> it != 206);
    return by.gets(path);
  }

  @Test
  void uploadBecomesAPostThatPlays() throws Exception {
    var media = ready(faye, "song.m4a");
    var id = media.get("id").asText();

    assertThat(media.at("/meta/original/duration").asDouble()).isBetween(1.9, 2.2);
    leslie.refused(404, "GET", "/api/v1/media/" + id, "");
    leslie.refused(404, "PUT", "/api/v1/media/" + id, "description=mine");
    assertThat(leslie.asks("POST", "/api/v1/statuses", "media_ids[]=" + id).status())
        .isEqualTo(404);
    assertThat(
            faye.does("PUT", "/api/v1/media/" + id, "description=A+tone")
                .get("description")
                .asText())
        .isEqualTo("A tone");

    var audio = faye.writes("Sung", "media_ids[]=" + id).at("/media_attachments/0");

    assertThat(audio.get("id").asText()).isEqualTo(id);
    assertThat(audio.get("description").asText()).isEqualTo("A tone");
    assertThat(client.get(URI.create(audio.get("url").asText()).getPath()).header("content-type"))
        .isEqualTo("audio/mpeg");
    faye.refused(422, "DELETE", "/api/v1/media/" + id, "");
    faye.refused(422, "POST", "/api/v1/statuses", "media_ids[]=" + id + "&media_ids[]=" + id);
  }

  @Test
  void uploadThatNobodyPostedIsTakenBack() throws Exception {
    var path = "/api/v1/media/" + ready(faye, "other.webm").get("id").asText();

    leslie.refused(404, "DELETE", path, "");
    faye.does("DELETE", path, "");

    faye.refused(404, "GET", path, "");
  }

  @Test
  void firstVersionAnswersOnceItCanBePlayed() throws Exception {
    var song = Files.readAllBytes(TestSite.song(folder.resolve("waited.mp3"), 2));

    var answer = upload("/api/v1/media", faye, song, "idempotency-key", "waited for");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("url").asText()).contains("/audio/");
  }

  @Test
  void soundThatIsTooLongIsToldWhatIsTaken() throws Exception {
    var song = Files.readAllBytes(TestSite.song(folder.resolve("long.mp3"), 25));

    var answer = upload(faye, song, "idempotency-key", "too long");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(answer.body()).get("error").asText()).contains("than 20 seconds");
    var limits = Person.visitor(site, client).gets("/api/v2/instance").at("/configuration");
    assertThat(limits.at("/media_attachments/audio_duration_limit").asInt()).isEqualTo(20);
  }

  @Test
  void whatIsNoVoiceIsRefusedBeforeItIsKept() throws Exception {
    var html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);

    assertThat(upload(faye, html).statusCode()).isEqualTo(422);
    assertThat(upload(faye, new byte[0]).statusCode()).isEqualTo(422);
    assertThat(upload(faye, new byte[(1 << 20) + 1]).statusCode()).isEqualTo(413);
    assertThat(upload(faye, new byte[2 << 20]).statusCode()).isEqualTo(413);
    faye.refused(422, "POST", "/api/v2/media", "description=none");
    Person.visitor(site, client).refused(401, "POST", "/api/v2/media", "description=none");
    Person.withScopes(site, client, "reader", "read")
        .refused(403, "POST", "/api/v2/media", "description=none");
  }

  /// A decoder without its fence would meet strangers' bytes with all that the gateway may do.
  @Test
  void withoutAFenceForTheDecoderUploadsAreRefused() throws Exception {
    var song = Files.readAllBytes(TestSite.song(folder.resolve("unfenced.mp3"), 2));
    try (var _ = MissingFence.here()) {
      var answer = upload(faye, song, "idempotency-key", "unfenced");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(JSON.readTree(answer.body()).get("error").asText())
          .isEqualTo("This server cannot take files: the fence for their decoder is missing");
      assertThat(answer.headers().map()).doesNotContainKey("retry-after");
    }
    var fenced = upload(faye, song, "idempotency-key", "unfenced");
    assertThat(fenced.statusCode()).as("the first try left nothing").isEqualTo(202);
  }

  @Test
  void captionsAreWrittenByTheOwnerAndReadByAll() throws Exception {
    var post = faye.writes("", "media_ids[]=" + ready(faye, "said.ogg").get("id").asText());
    var audio = URI.create(post.at("/media_attachments/0/url").asText()).getPath();
    var recording = audio.substring("/audio/".length(), audio.length() - ".mp3".length());
    var path = "/api/v1/captions/" + recording;
    var vtt = Person.encoded("WEBVTT\n\n00:00.000 --> 00:01.500\nLa <b>la</b> &amp; la\n");

    assertThat(client.get(path).status()).isEqualTo(404);
    leslie.refused(404, "PUT", path, "content=" + vtt);
    faye.refused(422, "PUT", path, "content=nonsense");
    faye.does("PUT", path, "language=zh&content=" + vtt);

    var captions = client.get(path);
    assertThat(captions.header("content-type")).startsWith("text/vtt");
    assertThat(captions.text())
        .startsWith("WEBVTT")
        .contains("La la &amp; la")
        .doesNotContain("<b>");
    var shown = faye.gets("/api/v1/statuses/" + post.get("id").asText());
    assertThat(shown.at("/voicepost/captions_url").asText()).isEqualTo(site.url(path).toString());
  }
}
