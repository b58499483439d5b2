package io.voicepost.gateway.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Links;
import io.voicepost.gateway.web.Person;
import io.voicepost.gateway.web.TestSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Timelines, lists, notifications, markers, search and reports through the API.
final class ApiTimelinesTest {
  @TempDir private static Path folder;
  private static TestSite site;
  private static Client client;
  private static Person visitor;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
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

  private static void follow(Person by, Person whom) throws Exception {
    by.posts("/api/v1/accounts/" + whom.id() + "/follow", "");
  }

  @Test
  void publicTimelineIsPagedBothWaysAndTellsWhere() throws Exception {
    var author = person("author");
    var posted = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      posted.addFirst(author.writes("paged " + i + " #paged").get("id").asText());
    }
    var tag = "/api/v1/timelines/tag/Paged?limit=3";

    var first = visitor.asks("GET", tag, "");
    var second = visitor.asks("GET", Links.of(first, "next").orElseThrow(), "");
    var third = visitor.asks("GET", Links.of(second, "next").orElseThrow(), "");

    assertThat(Person.ids(Person.json(first))).isEqualTo(posted.subList(0, 3));
    assertThat(Person.ids(Person.json(second))).isEqualTo(posted.subList(3, 6));
    assertThat(Person.ids(Person.json(third))).isEqualTo(posted.subList(6, 7));
    assertThat(Links.of(third, "next")).isEmpty();
    var back = visitor.asks("GET", Links.of(third, "prev").orElseThrow(), "");
    assertThat(Person.ids(Person.json(back))).isEqualTo(posted.subList(3, 6));
    assertThat(Links.of(first, "next").orElseThrow()).contains("limit=3");
    assertThat(Person.ids(visitor.gets(tag + "&since_id=" + posted.get(5))))
        .isEqualTo(posted.subList(0, 3));
    assertThat(Person.ids(visitor.gets(tag + "&min_id=" + posted.get(5))))
        .isEqualTo(posted.subList(2, 5));
    assertThat(visitor.gets(tag + "&max_id=abc")).hasSize(3);
    visitor.refused(400, "GET", "/api/v1/timelines/public?limit=many", "");
    assertThat(visitor.gets("/api/v1/timelines/public?limit=1000").size()).isLessThanOrEqualTo(40);
    assertThat(visitor.gets("/api/v1/timelines/public?remote=true")).isEmpty();
  }

  @Test
  void publicTimelineHasVoicesAloneIfThatIsWished() throws Exception {
    var author = person("singer");
    author.writes("only text");
    var voice = author.writes("", "media_ids[]=" + author.records()).get("id").asText();

    var found = visitor.gets("/api/v1/timelines/public?only_media=true&local=true");

    assertThat(found.get(0).get("id").asText()).isEqualTo(voice);
    found.forEach(it -> assertThat(it.get("media_attachments")).hasSize(1));
  }

  @Test
  void homeHasWhatThoseSayAndBringWhomIFollow() throws Exception {
    var me = person("reader");
    var friend = person("friend");
    var stranger = person("stranger");
    follow(me, friend);
    var said = friend.writes("hello").get("id").asText();
    var strange = stranger.writes("unseen").get("id").asText();
    var brought = friend.posts("/api/v1/statuses/" + strange + "/reblog", "").get("id").asText();

    assertThat(Person.ids(me.gets("/api/v1/timelines/home"))).containsExactly(brought, said);
    me.posts("/api/v1/accounts/" + stranger.id() + "/mute", "");
    assertThat(Person.ids(me.gets("/api/v1/timelines/home"))).containsExactly(said);
    visitor.refused(401, "GET", "/api/v1/timelines/home", "");
  }

  @Test
  void listIsKeptFilledAndRead() throws Exception {
    var me = person("keeper");
    var friend = person("kept");
    var lists = "/api/v1/lists";
    var list = lists + "/" + me.posts(lists, "title=Singers").get("id").asText();
    var members = "account_ids[]=" + friend.id();

    me.refused(404, "POST", list + "/accounts", members);
    follow(me, friend);
    me.posts(list + "/accounts", members);
    var said = friend.writes("for the list").get("id").asText();

    assertThat(Person.ids(me.gets(list + "/accounts"))).containsExactly(friend.id());
    assertThat(me.gets("/api/v1/accounts/" + friend.id() + "/lists").get(0).get("title").asText())
        .isEqualTo("Singers");
    var timeline = list.replace("/lists/", "/timelines/list/");
    assertThat(Person.ids(me.gets(timeline))).containsExactly(said);
    assertThat(me.does("PUT", list, "title=Poets").get("title").asText()).isEqualTo("Poets");
    assertThat(me.gets(lists)).hasSize(1);
    for (var path : java.util.List.of(list, timeline, list + "/accounts")) {
      friend.refused(404, "GET", path, "");
    }
    friend.refused(404, "DELETE", list, "");
    me.refused(422, "POST", lists, "title=");
    me.refused(422, "PUT", list, "title=" + "x".repeat(101));
    me.does("DELETE", list + "/accounts", members);
    assertThat(me.gets(timeline)).isEmpty();
    me.does("DELETE", list, "");
    me.refused(404, "GET", list, "");
  }

  @Test
  void notificationsTellWhatOthersDid() throws Exception {
    var me = person("told");
    var fan = person("teller");
    var post = "/api/v1/statuses/" + me.writes("hit").get("id").asText();
    var all = "/api/v1/notifications";

    follow(fan, me);
    fan.posts(post + "/favourite", "");
    fan.posts(post + "/reblog", "");
    var answer = fan.writes("great @told").get("id").asText();

    var found = me.gets(all);
    assertThat(found.findValuesAsText("type"))
        .containsExactly("mention", "reblog", "favourite", "follow");
    assertThat(found.get(0).at("/status/id").asText()).isEqualTo(answer);
    assertThat(found.get(3).has("status")).isFalse();
    assertThat(found.get(0).at("/account/acct").asText()).isEqualTo("teller");
    assertThat(me.gets(all + "?types[]=follow&types[]=mention")).hasSize(2);
    assertThat(me.gets(all + "?exclude_types[]=follow")).hasSize(3);
    assertThat(me.gets(all + "?account_id=" + me.id())).isEmpty();
    assertThat(me.gets(all + "/unread_count").get("count").asInt()).isEqualTo(4);
    var second = found.get(1).get("id").asText();
    assertThat(Person.ids(me.gets(all + "?limit=1&max_id=" + second)))
        .containsExactly(found.get(2).get("id").asText());

    me.posts("/api/v1/markers", "notifications[last_read_id]=" + second);
    assertThat(me.gets(all + "/unread_count").get("count").asInt()).isEqualTo(1);
    assertThat(me.gets(all + "/" + second).get("type").asText()).isEqualTo("reblog");
    fan.refused(404, "GET", all + "/" + second, "");
    fan.refused(404, "POST", all + "/" + second + "/dismiss", "");
    me.posts(all + "/" + second + "/dismiss", "");
    assertThat(me.gets(all)).hasSize(3);
    me.posts(all + "/clear", "");
    assertThat(me.gets(all)).isEmpty();
    visitor.refused(401, "GET", all, "");
  }

  @Test
  void markerIsMovedAndReadByTimeline() throws Exception {
    var me = person("marker");
    var moved =
        me.sendsJson("/api/v1/markers", "{\"home\": {\"last_read_id\": \"123\"}}").get("home");

    assertThat(moved.get("last_read_id").asText()).isEqualTo("123");
    assertThat(moved.get("version").asInt()).isEqualTo(1);
    assertThat(me.gets("/api/v1/markers?timeline[]=home").get("home")).isEqualTo(moved);
    assertThat(me.gets("/api/v1/markers?timeline[]=notifications")).isEmpty();
    assertThat(me.posts("/api/v1/markers", "home[last_read_id]=x")).isEmpty();
    assertThat(me.gets("/api/v1/markers?timeline[]=home").get("home")).isEqualTo(moved);
  }

  @Test
  void searchFindsAccountsPostsAndTags() throws Exception {
    var me = person("searched_one");
    var post = me.writes("an unmistakeable sentence #Findable");
    var find = "/api/v2/search?q=";

    assertThat(Person.ids(visitor.gets(find + "unmistakeable").get("statuses")))
        .containsExactly(post.get("id").asText());
    assertThat(Person.ids(visitor.gets(find + "searched_o").get("accounts")))
        .containsExactly(me.id());
    assertThat(visitor.gets(find + "%23findab").at("/hashtags/0/name").asText())
        .isEqualTo("findable");
    assertThat(visitor.gets(find + "unmistakeable&type=accounts").get("statuses")).isEmpty();
    var url = Person.encoded(post.get("url").asText());
    assertThat(Person.ids(visitor.gets(find + url + "&resolve=true").get("statuses")))
        .containsExactly(post.get("id").asText());
    var page = Person.encoded(site.url("/@searched_one").toString());
    assertThat(Person.ids(visitor.gets(find + page).get("accounts"))).containsExactly(me.id());
    var secret = me.writes("hush", "visibility=direct");
    assertThat(visitor.gets(find + Person.encoded(secret.get("url").asText())).get("statuses"))
        .isEmpty();
    assertThat(visitor.gets(find + "https://elsewhere.example/@x/1").get("statuses")).isEmpty();
    visitor.refused(422, "GET", "/api/v2/search?q=", "");
    visitor.refused(422, "GET", find + "x".repeat(501), "");
    assertThat(visitor.gets("/api/v1/trends/tags").findValuesAsText("name")).contains("findable");
    assertThat(visitor.gets("/api/v1/tags/findable").get("name").asText()).isEqualTo("findable");
  }

  @Test
  void reportIsKeptForTheOperator() throws Exception {
    var me = person("reporter");
    var rude = person("rude");
    var post = rude.writes("rude").get("id").asText();
    var hidden = rude.writes("hidden", "visibility=direct").get("id").asText();

    var report =
        me.posts(
            "/api/v1/reports",
            "account_id=%s&status_ids[]=%s&status_ids[]=%s&comment=%s&category=spam&forward=true"
                .formatted(rude.id(), post, hidden, Person.encoded("sells\r\n<b>watches</b>")));

    assertThat(report.get("category").asText()).isEqualTo("spam");
    assertThat(report.get("action_taken").asBoolean()).isFalse();
    assertThat(report.get("status_ids")).hasSize(1);
    assertThat(report.at("/target_account/acct").asText()).isEqualTo("rude");
    var kept = site.microblog().reports().open(io.voicepost.storage.Page.first(1)).getFirst();
    assertThat(kept.comment()).isEqualTo("sells\n<b>watches</b>");
    assertThat(Optional.of(kept.target())).isEqualTo(rude.account().map(it -> it.id()));
    me.refused(422, "POST", "/api/v1/reports", "comment=x");
    me.refused(404, "POST", "/api/v1/reports", "account_id=7");
    me.refused(422, "POST", "/api/v1/reports", "account_id=" + rude.id() + "&category=hm");
    me.refused(
        422, "POST", "/api/v1/reports", "account_id=" + rude.id() + "&comment=" + "x".repeat(1001));
  }

  @Test
  void siteTellsWhatItIsInBothVersions() throws Exception {
    var first = visitor.gets("/api/v1/instance");
    var second = visitor.gets("/api/v2/instance");

    assertThat(first.get("uri").asText()).isEqualTo(site.url("").getAuthority());
    assertThat(first.at("/urls/streaming_api").asText()).startsWith("ws://");
    assertThat(second.get("domain").asText()).isEqualTo(site.url("").getAuthority());
    assertThat(second.at("/configuration/urls/streaming").asText()).startsWith("ws://");
    for (var it : java.util.List.of(first, second)) {
      assertThat(it.at("/configuration/statuses/max_characters").asInt()).isEqualTo(2000);
      assertThat(it.at("/configuration/media_attachments/supported_mime_types").toString())
          .contains("audio/mpeg");
      assertThat(it.get("version").asText()).startsWith("4.2.0 ");
    }
  }

  @Test
  void whatIsNotOfferedIsEmptyInTheDocumentedShape() throws Exception {
    var me = person("patient");
    for (var path :
        java.util.List.of(
            "/api/v1/custom_emojis",
            "/api/v1/instance/rules",
            "/api/v1/trends/statuses",
            "/api/v1/announcements",
            "/api/v1/conversations",
            "/api/v1/filters",
            "/api/v2/filters",
            "/api/v1/followed_tags",
            "/api/v2/suggestions")) {
      assertThat(me.gets(path).isArray()).as(path).isTrue();
    }
    assertThat(me.refused(404, "GET", "/api/v1/push/subscription", "")).contains("Push");
    visitor.refused(401, "GET", "/api/v1/filters", "");
  }
}
