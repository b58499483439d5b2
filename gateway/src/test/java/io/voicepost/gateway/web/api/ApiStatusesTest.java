package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Posts through the API: how they come, look, change and go, and who may see them.
final class ApiStatusesTest {
  @TempDir private static Path folder;
  private static TestSite site;
  private static Client client;
  private static Person faye;
  private static Person leslie;
  private static Person visitor;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
    faye = Person.of(site, client, "faye");
    leslie = Person.of(site, client, "leslie");
    visitor = Person.visitor(site, client);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static String path(JsonNode status) {
    return "/api/v1/statuses/" + status.get("id").asText();
  }

  @Test
  void voiceIsAnAudioAttachmentThatPlaysAsMp3() throws Exception {
    var made = faye.writes("Listen", "media_ids[]=" + faye.records());

    var audio = made.get("media_attachments").get(0);
    assertThat(audio.get("type").asText()).isEqualTo("audio");
    assertThat(audio.get("url").asText())
        .startsWith(site.url("/audio/").toString())
        .endsWith(".mp3");
    assertThat(audio.at("/meta/original/duration").asDouble()).isEqualTo(7.4);
    assertThat(audio.at("/meta/length").asText()).isEqualTo("0:00:07.40");
    assertThat(audio.get("preview_url").isNull()).isTrue();
    assertThat(made.at("/voicepost/waveform")).hasSize(7);
    assertThat(made.at("/voicepost/opus_url").asText()).endsWith(".opus");
    var mp3 = client.get(java.net.URI.create(audio.get("url").asText()).getPath());
    assertThat(mp3.header("content-type")).isEqualTo("audio/mpeg");
  }

  @Test
  void postHasTheDocumentedFields() throws Exception {
    var made = faye.writes("plain", "language=zh", "spoiler_text=careful");

    assertThat(made.get("id").isTextual()).isTrue();
    assertThat(made.get("created_at").asText()).matches("\\d{4}-.*\\.\\d{3}Z");
    assertThat(made.get("visibility").asText()).isEqualTo("public");
    assertThat(made.get("language").asText()).isEqualTo("zh");
    assertThat(made.get("sensitive").asBoolean()).isTrue();
    assertThat(made.get("spoiler_text").asText()).isEqualTo("careful");
    assertThat(made.get("url").asText()).endsWith("/@faye/" + made.get("id").asText());
    for (var empty : java.util.List.of("reblog", "poll", "card", "in_reply_to_id", "edited_at")) {
      assertThat(made.get(empty).isNull()).as(empty).isTrue();
    }
    for (var list : java.util.List.of("media_attachments", "mentions", "tags", "emojis")) {
      assertThat(made.get(list).isArray()).as(list).isTrue();
    }
    assertThat(made.get("favourited").asBoolean(true)).isFalse();
    assertThat(visitor.gets(path(made)).has("favourited")).isFalse();
    assertThat(made.at("/account/acct").asText()).isEqualTo("faye");
  }

  @Test
  void whatPeopleWriteIsTextWhereverItIsShown() throws Exception {
    var evil =
        "<script>alert(1)</script> #a\"b https://x.example/?q=\"><img src=x onerror=1> @leslie";
    var made = faye.writes(evil, "spoiler_text=" + Person.encoded("<b>hm</b>"));

    var html = made.get("content").asText();
    assertThat(html)
        .startsWith("<p>&lt;script&gt;alert(1)&lt;/script&gt; ")
        .doesNotContain("<script", "<img")
        .contains(
            "class=\"mention hashtag\" rel=\"tag\">#<span>a</span></a>",
            "rel=\"nofollow noopener noreferrer\"",
            "class=\"u-url mention\">@<span>leslie</span></a>");
    assertThat(made.get("mentions")).hasSize(1);
    assertThat(made.at("/mentions/0/id").asText()).isEqualTo(leslie.id());
    assertThat(made.at("/tags/0/name").asText()).isEqualTo("a");
    assertThat(faye.writes("one\r\ntwo\n\n\nthree & <4>").get("content").asText())
        .isEqualTo("<p>one<br />two</p><p>three &amp; &lt;4&gt;</p>");
  }

  @Test
  void formJsonAndMultipartMakeTheSamePost() throws Exception {
    var form = faye.writes("same", "visibility=unlisted");
    var json =
        faye.sendsJson(
            "/api/v1/statuses",
            "{\"status\": \"same\", \"visibility\": \"unlisted\", \"media_ids\": [], \"poll\": null}");
    var multipart =
        Person.json(
            client.body(
                "POST",
                "/api/v1/statuses",
                "multipart/form-data; boundary=cut",
                """
                --cut\r
                Content-Disposition: form-data; name="status"\r
                \r
                same\r
                --cut\r
                Content-Disposition: form-data; name="visibility"\r
                \r
                unlisted\r
                --cut--\r
                """,
                "authorization",
                "Bearer " + faye.secret()));

    for (var made : java.util.List.of(form, json, multipart)) {
      assertThat(made.get("content").asText()).isEqualTo("<p>same</p>");
      assertThat(made.get("visibility").asText()).isEqualTo("unlisted");
    }
  }

  @Test
  void requestThatIsRepeatedMakesOnePost() throws Exception {
    var once =
        Person.json(faye.asks("POST", "/api/v1/statuses", "status=once", "idempotency-key", "k1"));
    var again =
        Person.json(faye.asks("POST", "/api/v1/statuses", "status=once", "idempotency-key", "k1"));
    var other =
        Person.json(
            leslie.asks("POST", "/api/v1/statuses", "status=once", "idempotency-key", "k1"));

    assertThat(again.get("id")).isEqualTo(once.get("id"));
    assertThat(other.get("id")).isNotEqualTo(once.get("id"));
  }

  @Test
  void draftIsNobodyElsesUntilItIsPublished() throws Exception {
    var draft = faye.writes("secret #tune", "visibility=direct", "media_ids[]=" + faye.records());

    for (var stranger : java.util.List.of(leslie, visitor)) {
      assertThat(stranger.refused(404, "GET", path(draft), "")).isEqualTo("Record not found");
      assertThat(stranger.asks("GET", path(draft) + "/context", "").status()).isEqualTo(404);
    }
    leslie.refused(404, "POST", path(draft) + "/favourite", "");
    leslie.refused(404, "POST", path(draft) + "/publish", "visibility=public");
    leslie.refused(404, "PUT", path(draft), "status=mine");
    leslie.refused(404, "DELETE", path(draft), "");
    leslie.refused(404, "GET", path(draft) + "/source", "");
    assertThat(Person.ids(faye.gets("/api/v1/drafts"))).contains(draft.get("id").asText());
    assertThat(Person.ids(faye.gets("/api/v1/accounts/" + faye.id() + "/statuses")))
        .doesNotContain(draft.get("id").asText());

    var post = faye.posts(path(draft) + "/publish", "visibility=public");

    assertThat(visitor.gets(path(post)).get("visibility").asText()).isEqualTo("public");
    assertThat(post.get("media_attachments")).hasSize(1);
    faye.refused(422, "POST", path(post) + "/publish", "visibility=public");
    faye.refused(404, "GET", path(draft), "");
  }

  @Test
  void postForFollowersIsFoundByFollowersAlone() throws Exception {
    var fan = Person.of(site, client, "fan");
    var post = faye.writes("for you", "visibility=private");
    fan.refused(404, "GET", path(post), "");
    visitor.refused(404, "GET", path(post), "");

    fan.posts("/api/v1/accounts/" + faye.id() + "/follow", "");

    assertThat(fan.gets(path(post)).get("visibility").asText()).isEqualTo("private");
    fan.refused(403, "POST", path(post) + "/reblog", "");
    faye.posts("/api/v1/accounts/" + fan.id() + "/block", "");
    fan.refused(404, "GET", path(post), "");
    faye.posts("/api/v1/accounts/" + fan.id() + "/unblock", "");
  }

  @Test
  void answersStandAroundWhatTheyAnswer() throws Exception {
    var first = faye.writes("first");
    var second = leslie.writes("second", "in_reply_to_id=" + first.get("id").asText());
    var third = faye.writes("third", "in_reply_to_id=" + second.get("id").asText());

    var around = visitor.gets(path(second) + "/context");

    assertThat(Person.ids(around.get("ancestors"))).containsExactly(first.get("id").asText());
    assertThat(Person.ids(around.get("descendants"))).containsExactly(third.get("id").asText());
    assertThat(second.get("in_reply_to_account_id").asText()).isEqualTo(faye.id());
    assertThat(visitor.gets(path(first)).get("replies_count").asInt()).isEqualTo(1);
    faye.refused(404, "POST", "/api/v1/statuses", "status=x&in_reply_to_id=77");
  }

  @Test
  void postIsEditedByItsAuthorAlone() throws Exception {
    var made = faye.writes("old text", "spoiler_text=careful", "language=en");

    leslie.refused(404, "PUT", path(made), "status=mine");
    var edited = faye.does("PUT", path(made), "status=new+text");

    assertThat(edited.get("content").asText()).isEqualTo("<p>new text</p>");
    assertThat(edited.get("spoiler_text").asText()).isEqualTo("careful");
    assertThat(edited.get("edited_at").isNull()).isFalse();
    assertThat(faye.gets(path(made) + "/source").get("text").asText()).isEqualTo("new text");
    var history = visitor.gets(path(made) + "/history");
    assertThat(history).hasSize(1);
    assertThat(history.get(0).get("content").asText()).isEqualTo("<p>new text</p>");
  }

  @Test
  void deletedPostIsGoneAndItsTextComesBack() throws Exception {
    var made = faye.writes("take <this> back");

    var gone = faye.does("DELETE", path(made), "");

    assertThat(gone.get("text").asText()).isEqualTo("take <this> back");
    visitor.refused(404, "GET", path(made), "");
  }

  @Test
  void postIsRepostedLikedKeptAndPinned() throws Exception {
    var post = faye.writes("hit");

    var repost = leslie.posts(path(post) + "/reblog", "");
    leslie.posts(path(post) + "/favourite", "");
    leslie.posts(path(post) + "/favourite", "");
    var marked = leslie.posts(path(post) + "/bookmark", "");

    assertThat(repost.get("id")).isNotEqualTo(post.get("id"));
    assertThat(repost.at("/reblog/id")).isEqualTo(post.get("id"));
    assertThat(repost.at("/account/acct").asText()).isEqualTo("leslie");
    assertThat(marked.get("reblogged").asBoolean()).isTrue();
    assertThat(marked.get("favourited").asBoolean()).isTrue();
    assertThat(marked.get("bookmarked").asBoolean()).isTrue();
    assertThat(marked.get("reblogs_count").asInt()).isEqualTo(1);
    assertThat(marked.get("favourites_count").asInt()).isEqualTo(1);
    assertThat(Person.ids(visitor.gets(path(post) + "/reblogged_by"))).containsExactly(leslie.id());
    assertThat(Person.ids(visitor.gets(path(post) + "/favourited_by")))
        .containsExactly(leslie.id());
    assertThat(Person.ids(leslie.gets("/api/v1/favourites"))).contains(post.get("id").asText());
    assertThat(Person.ids(leslie.gets("/api/v1/bookmarks"))).contains(post.get("id").asText());

    var plain = leslie.posts(path(post) + "/unreblog", "");
    leslie.posts(path(post) + "/unbookmark", "");
    assertThat(plain.get("reblogged").asBoolean()).isFalse();
    assertThat(leslie.posts(path(post) + "/unfavourite", "").get("favourites_count").asInt())
        .isZero();
    visitor.refused(404, "GET", path(repost), "");

    leslie.refused(404, "POST", path(post) + "/pin", "");
    assertThat(faye.posts(path(post) + "/pin", "").get("pinned").asBoolean()).isTrue();
    assertThat(Person.ids(visitor.gets("/api/v1/accounts/" + faye.id() + "/statuses?pinned=true")))
        .containsExactly(post.get("id").asText());
    assertThat(faye.posts(path(post) + "/unpin", "").get("pinned").asBoolean()).isFalse();
  }

  @Test
  void whatCannotBePostedIsRefused() throws Exception {
    var statuses = "/api/v1/statuses";
    faye.refused(422, "POST", statuses, "status=");
    faye.refused(422, "POST", statuses, "status=" + "x".repeat(2001));
    faye.refused(422, "POST", statuses, "status=x&visibility=everyone");
    faye.refused(422, "POST", statuses, "status=x&scheduled_at=2030-01-01T00:00:00Z");
    faye.refused(422, "POST", statuses, "status=x&poll[options][]=a&poll[options][]=b");
    faye.refused(422, "POST", statuses, "status=" + Person.encoded("a\u0000b"));
    faye.refused(422, "POST", statuses, "media_ids[]=nonsense");
    faye.refused(422, "POST", statuses, "media_ids[]=0&media_ids[]=1");
    assertThat(leslie.asks("POST", statuses, "media_ids[]=" + faye.records()).status())
        .isIn(404, 422);
    visitor.refused(401, "POST", statuses, "status=x");
    Person.withScopes(site, client, "reader", "read").refused(403, "POST", statuses, "status=x");
    faye.refused(404, "GET", statuses + "/nonsense", "");
    faye.refused(404, "GET", statuses + "/99999999999999999999", "");
  }

  @Test
  void languageThatIsNoneIsNotKept() throws Exception {
    var made = faye.posts("/api/v1/statuses", "status=x&language=" + Person.encoded("\"><b>"));

    assertThat(made.get("language").isNull()).isTrue();
  }

  @Test
  void severalPostsAreReadAtOnceAndTheSecretOnesLeftOut() throws Exception {
    var open = faye.writes("open").get("id").asText();
    var closed = faye.writes("closed", "visibility=direct").get("id").asText();

    var repost = leslie.posts("/api/v1/statuses/" + open + "/reblog", "").get("id").asText();
    var all = List.of(repost, closed, "5", open);

    var query = "/api/v1/statuses?id[]=" + String.join("&id[]=", all);
    assertThat(Person.ids(visitor.gets(query))).containsExactly(repost, open);
    assertThat(Person.ids(faye.gets(query))).containsExactly(repost, closed, open);
  }
}
