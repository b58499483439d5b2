package io.voicepost.gateway.web.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.PictureKey;
import io.voicepost.storage.post.Post;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AudioFilesTest {
  private static final int SIZE = 10_000;
  private static final String PUBLIC = "public, max-age=1800, must-revalidate";

  private static TestSite site;
  private static Client client;

  private final TestSite.Sound sound = TestSite.Sound.of(SIZE);
  private final byte[] content = sound.mp3().array();
  private Post post;
  private String path;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
    client = new Client(site);
  }

  @BeforeEach
  void post() throws Exception {
    post = site.post(site.account("faye", "Faye Wong"), sound);
    path = "/audio/" + TestSite.recording(post) + ".mp3";
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private String etag() {
    return '"' + TestSite.sha256(sound.mp3()) + '"';
  }

  @Test
  void wholeFileIsSentWithItsTag() throws Exception {
    var answer = client.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(content);
    assertThat(answer.header("content-type")).isEqualTo("audio/mpeg");
    assertThat(answer.header("content-length")).isEqualTo("10000");
    assertThat(answer.header("etag")).isEqualTo(etag());
    assertThat(answer.header("accept-ranges")).isEqualTo("bytes");
    assertThat(answer.header("cache-control")).isEqualTo(PUBLIC);
  }

  @Test
  void whatIsDeletedLeavesCachesWithinAnHour() throws Exception {
    var picture = new PictureKey("avatar/7-0123456789abcdef.png");
    site.audio().put(picture, java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), "image/png");
    var page = "/@faye/" + post.id();
    for (var kept : List.of(path, page + "/card.png", "/@faye/cover.png", "/" + picture)) {
      assertThat(client.get(kept).header("cache-control")).as(kept).isEqualTo(PUBLIC);
    }
    var feed = client.get("/@faye/feed");
    assertThat(feed.header("cache-control")).isEqualTo("public, max-age=300");
    assertThat(feed.text()).contains(path);
    var avatar =
        client.get("/" + picture, "If-None-Match", client.get("/" + picture).header("etag"));
    assertThat(avatar.status()).isEqualTo(304);

    site.microblog().postCommands().delete(post.id());

    // Whoever kept it asks with its tag.
    for (var gone : List.of(path, path.replace("mp3", "opus"), page, page + "/card.png")) {
      var answer = client.get(gone, "If-None-Match", etag());
      assertThat(answer.status()).as(gone).isEqualTo(404);
      assertThat(answer.header("cache-control")).doesNotContain("public");
    }
    assertThat(client.get("/@faye/feed", "If-None-Match", feed.header("etag")).text())
        .doesNotContain(path);
  }

  @Test
  void whatIsNotForEverybodyIsForWhoMayHearItAndKeptByNobody() throws Exception {
    var author = Person.of(site, client, "private_author");
    var fan = Person.of(site, client, "private_fan");
    fan.posts("/api/v1/accounts/" + author.id() + "/follow", "");
    var recording = author.records();
    var status = author.writes("for some", "visibility=private", "media_ids[]=" + recording);
    author.does(
        "PUT",
        "/api/v1/captions/" + recording,
        "content=" + Person.encoded("WEBVTT\n\n00:00.000 --> 00:01.000\nla\n"));
    var plain = "/audio/" + recording + ".mp3";
    assertThat(client.get(plain).status()).isEqualTo(404);

    var shown = fan.gets("/api/v1/statuses/" + status.get("id").asText());
    var addresses =
        List.of(
            relative(shown.at("/media_attachments/0/url").asText()),
            relative(shown.at("/voicepost/opus_url").asText()),
            relative(shown.at("/voicepost/captions_url").asText()));
    for (var address : addresses) {
      var answer = client.get(address);
      assertThat(answer.status()).as(address).isEqualTo(200);
      assertThat(answer.header("cache-control")).isEqualTo("private, no-store");
      for (var forged :
          List.of(
              address.replace("viewer=" + fan.id(), "viewer=" + author.id()),
              address.replaceFirst("until=\\d", "until=9"),
              address.replaceFirst("signature=.*", "signature="),
              address.replace(recording, author.records()))) {
        assertThat(client.get(forged).status()).as(forged).isEqualTo(404);
      }
    }
    var part = client.get(addresses.getFirst(), "Range", "bytes=0-9");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("cache-control")).isEqualTo("private, no-store");
    var session = site.access().tokens().openSession(fan.who().id()).token().value();
    assertThat(client.get(plain, "Cookie", "session=" + session).header("cache-control"))
        .isEqualTo("private, no-store");
    assertThat(client.get(plain).status()).as("when it is in memory").isEqualTo(404);

    author.posts("/api/v1/accounts/" + fan.id() + "/remove_from_followers", "");

    for (var address : addresses) {
      assertThat(client.get(address).status()).as(address).isEqualTo(404);
    }
    assertThat(client.get(plain, "Cookie", "session=" + session).status()).isEqualTo(404);
    var own = author.gets("/api/v1/statuses/" + status.get("id").asText());
    var authors = relative(own.at("/media_attachments/0/url").asText());
    assertThat(client.get(authors).status()).isEqualTo(200);
    author.does("DELETE", "/api/v1/statuses/" + status.get("id").asText(), "");
    assertThat(client.get(authors).status()).isEqualTo(404);
  }

  @Test
  void draftIsItsAuthorsUntilItIsPublished() throws Exception {
    var author = Person.of(site, client, "drafting");
    var recording = author.records();
    var plain = "/audio/" + recording + ".mp3";
    assertThat(client.get(plain).status()).as("an upload").isEqualTo(404);
    var draft = author.writes("soon", "visibility=direct", "media_ids[]=" + recording);
    assertThat(client.get(plain).status()).as("a draft").isEqualTo(404);
    var address = relative(draft.at("/media_attachments/0/url").asText());
    assertThat(client.get(address).header("cache-control")).isEqualTo("private, no-store");

    author.posts("/api/v1/statuses/" + draft.get("id").asText() + "/publish", "visibility=public");

    assertThat(client.get(plain).header("cache-control")).isEqualTo(PUBLIC);
  }

  private static String relative(String url) {
    var address = java.net.URI.create(url);
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  @Test
  void opusComesAsOgg() throws Exception {
    var answer = client.get("/audio/" + TestSite.recording(post) + ".opus");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).hasSize(SIZE / 2);
    assertThat(answer.header("content-type")).isEqualTo("audio/ogg; codecs=opus");
  }

  @Test
  void audioIsNotCompressedAgain() throws Exception {
    var answer = client.get(path, "Accept-Encoding", "gzip, br");
    assertThat(answer.header("content-encoding")).isEmpty();
    assertThat(answer.bytes()).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,         206, 0,    0",
    "bytes=0-99,        206, 0,    99",
    "bytes=9999-9999,   206, 9999, 9999",
    "bytes=500-,        206, 500,  9999",
    "bytes=0-,          206, 0,    9999",
    "bytes=500-20000,   206, 500,  9999",
    "bytes=-1,          206, 9999, 9999",
    "bytes=-500,        206, 9500, 9999",
    "bytes=-20000,      206, 0,    9999",
    "bytes=0-99999999999999999999999, 206, 0, 9999",
    "BYTES=0-99,        206, 0,    99",
    "' bytes=0-99 ',    206, 0,    99",
    "bytes=10000-,      416, 0,    0",
    "bytes=10000-20000, 416, 0,    0",
    "bytes=99999999999999999999999-, 416, 0, 0",
    "bytes=-0,          416, 0,    0",
    "bytes=2-1,         200, 0,    9999",
    "bytes=0-1-2,       200, 0,    9999",
    "bytes=a-b,         200, 0,    9999",
    "bytes=-,           200, 0,    9999",
    "bytes=,            200, 0,    9999",
    "bytes=+1-2,        200, 0,    9999",
    "items=0-99,        200, 0,    9999",
    "'bytes=0-1,5-9',   200, 0,    9999",
  })
  void rangesAreAnsweredAsTheStandardSays(String range, int status, int first, int last)
      throws Exception {
    var answer = client.get(path, "Range", range);
    assertThat(answer.status()).isEqualTo(status);
    switch (status) {
      case 206 -> {
        assertThat(answer.header("content-range"))
            .isEqualTo("bytes " + first + "-" + last + "/10000");
        assertThat(answer.header("etag")).isEqualTo(etag());
      }
      case 416 -> assertThat(answer.header("content-range")).isEqualTo("bytes */10000");
      default -> assertThat(answer.header("content-range")).isEmpty();
    }
    var expected = status == 416 ? new byte[0] : Arrays.copyOfRange(content, first, last + 1);
    if (status != 416) {
      assertThat(answer.bytes()).isEqualTo(expected);
    }
  }

  @Test
  void headTellsTheLengthAndSendsNothing() throws Exception {
    var answer = client.send("HEAD", path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-length")).isEqualTo("10000");
    assertThat(answer.header("etag")).isEqualTo(etag());
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void whoHasItIsNotSentItAgain() throws Exception {
    for (var tag : new String[] {etag(), "W/" + etag(), "\"other\", " + etag(), "*"}) {
      var answer = client.get(path, "If-None-Match", tag, "Range", "bytes=0-9");
      assertThat(answer.status()).as(tag).isEqualTo(304);
      assertThat(answer.bytes()).isEmpty();
      assertThat(answer.header("etag")).isEqualTo(etag());
      assertThat(answer.header("cache-control")).isEqualTo(PUBLIC);
    }
    assertThat(client.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }

  @Test
  void partOfAnotherVersionIsAnsweredWithTheWhole() throws Exception {
    assertThat(client.get(path, "Range", "bytes=0-9", "If-Range", etag()).status()).isEqualTo(206);
    for (var other : new String[] {"\"other\"", "W/" + etag(), "Wed, 21 Oct 2015 07:28:00 GMT"}) {
      var answer = client.get(path, "Range", "bytes=0-9", "If-Range", other);
      assertThat(answer.status()).as(other).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(content);
    }
  }

  @Test
  void anotherVersionThanWantedIsRefused() throws Exception {
    assertThat(client.get(path, "If-Match", "\"other\"").status()).isEqualTo(412);
    assertThat(client.get(path, "If-Match", etag()).status()).isEqualTo(200);
  }

  @Test
  void heldDeletedAndUnknownAudioIsNotFoundAlike() throws Exception {
    var deleted = site.post(site.account("faye", "Faye Wong"), sound);
    assertThat(client.get("/audio/" + TestSite.recording(deleted) + ".mp3").status())
        .isEqualTo(200);
    site.microblog().postCommands().delete(deleted.id());
    var held = RecordingId.at(Instant.now());
    site.microblog().postCommands().hold(site.stored(held, sound), Optional.empty(), Instant.now());
    var unknown = client.get("/audio/" + RecordingId.at(Instant.now()) + ".mp3");

    assertThat(unknown.status()).isEqualTo(404);
    for (var recording : new RecordingId[] {TestSite.recording(deleted), held}) {
      var answer = client.get("/audio/" + recording + ".mp3");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).isEqualTo(unknown.text());
      assertThat(answer.header("etag")).isEmpty();
      assertThat(client.send("HEAD", "/audio/" + recording + ".mp3").status()).isEqualTo(404);
    }
    for (var path :
        new String[] {"/audio/x.mp3", "/audio", "/audio/" + TestSite.recording(post) + ".wav"}) {
      assertThat(client.get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void hotAudioComesFromMemory() throws Exception {
    assertThat(client.get(path).status()).isEqualTo(200);
    for (var rendition : post.voice().orElseThrow().renditions()) {
      site.audio().delete(rendition.key());
    }
    assertThat(client.get(path).bytes()).isEqualTo(content);
    assertThat(client.get("/audio/" + TestSite.recording(post) + ".opus").status()).isEqualTo(404);
  }

  @Test
  void manyAtOnceGetTheWholeFile() throws Exception {
    try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 40)
              .mapToObj(_ -> visitors.submit(() -> client.get(path).bytes()))
              .toList();
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(content);
      }
    }
  }
}
