package io.voicepost.gateway.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.Showcase;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Page;
import io.voicepost.storage.Profile;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages of the microblog as HTTP sees them: who may see what, what is escaped, and the forms
/// that work without scripts.
final class MicroblogPagesTest {
  private static TestSite site;
  private static Client client;
  private static Showcase showcase;
  private static String jo;
  private static String faye;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder);
    client = new Client(site);
    showcase = new Showcase(site, TestSite.Sound.of(4_000));
    jo = "session=" + showcase.session(showcase.jo);
    faye = "session=" + showcase.session(showcase.faye);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static String path(Post post) {
    return "/@" + post.author().handle() + "/" + post.id();
  }

  private static Client.Answer as(String session, String path) throws Exception {
    return client.get(path, "Cookie", session);
  }

  /// Sends a form as a page of ours does.
  private static Client.Answer send(String session, String path, String... fields)
      throws Exception {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8))
          .append('&');
    }
    return client.form(path, form.toString(), "Cookie", session, "Sec-Fetch-Site", "same-origin");
  }

  private static Account account(String handle) throws Exception {
    return site.account(handle, handle);
  }

  private static String session(Account account) throws Exception {
    return "session=" + showcase.session(account);
  }

  @Test
  void hostileTextsStayTextEverywhere() throws Exception {
    var evil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'`";
    var mallory = account("mallory");
    site.microblog()
        .accounts()
        .update(mallory.id(), new Profile(evil, evil, Optional.empty(), false));
    var post =
        showcase.write(
            mallory,
            evil + " #tag @jo https://x.example/\"onclick=alert(3)",
            evil,
            Visibility.PUBLIC);
    showcase.reply(mallory, showcase.song, evil + " @jo");
    site.microblog().reactionCommands().repost(mallory.id(), showcase.song, Visibility.PUBLIC);
    site.microblog()
        .followCommands()
        .follow(mallory.id(), showcase.jo, FollowStore.FollowOptions.USUAL);
    site.microblog()
        .followCommands()
        .follow(showcase.jo.id(), mallory, FollowStore.FollowOptions.USUAL);
    var list = site.microblog().listCommands().create(showcase.jo.id(), evil);
    var query = URLEncoder.encode(evil, UTF_8);
    for (var path :
        List.of(
            "/",
            "/home",
            "/@mallory",
            "/@mallory?show=replies",
            "/@mallory/followers",
            "/@jo/followers",
            path(post),
            path(post) + "/embed",
            path(showcase.song),
            "/tags/tag",
            "/search?q=" + query,
            "/notifications",
            "/lists",
            "/lists/" + list.id(),
            "/lists/" + list.id() + "/members",
            "/compose?reply=" + post.id())) {
      var answer = as(jo, path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.text())
          .as(path)
          .doesNotContain("<script>alert", "<img src=x")
          .doesNotContainPattern("<[^<>]*\"\\s*onclick")
          .contains("&lt;script");
    }
    var kept = send(jo, "/compose", "caption", "x".repeat(2_001), "warning", evil).text();
    assertThat(kept).contains("&lt;script").doesNotContain("<script>alert");
    var named = send(session(mallory), "/settings/profile", "name", " ", "bio", evil).text();
    assertThat(named).contains("&lt;script").doesNotContain("<script>alert");
    site.microblog().followCommands().unfollow(showcase.jo.id(), mallory.id());
  }

  @Test
  void tagsNamesAndAddressesInACaptionAreLinks() throws Exception {
    assertThat(client.get(path(showcase.song)).text())
        .contains("<a href=\"/tags/music\">#music</a>", "<a href=\"/tags/%E6%96%B0%E6%AD%8C\">");
    assertThat(client.get(path(showcase.written)).text())
        .contains("<a href=\"/@faye\">@faye</a>")
        .contains(
            "<a href=\"https://example.org/telephones/red?x=1&amp;y=2\" rel=\"nofollow noopener"
                + " ugc\">");
  }

  @Test
  void draftOfAnotherIsNotThere() throws Exception {
    var draft = path(showcase.draft);
    assertThat(as(jo, draft).status()).isEqualTo(200);
    assertThat(as(jo, "/drafts").text()).contains("Not yet sure about this one.");
    var gone = client.get("/@jo/1");
    for (var path : List.of(draft, draft + "/embed", draft + "/card.png")) {
      assertThat(client.get(path).text()).as(path).isEqualTo(gone.text());
      assertThat(as(faye, path).status()).as(path).isEqualTo(404);
    }
    for (var aim : List.of("reply", "edit", "draft")) {
      var path = "/compose?" + aim + "=" + showcase.draft.id();
      assertThat(as(faye, path).status()).as(path).isEqualTo(404);
      var sent = send(faye, "/compose", aim, showcase.draft.id().toString(), "caption", "mine now");
      assertThat(sent.status()).as(path).isEqualTo(404);
    }
    for (var path : List.of("/", "/@jo", "/@jo?show=replies", "/search?q=sure", "/home")) {
      assertThat(as(faye, path).text()).as(path).doesNotContain("Not yet sure");
    }
  }

  @Test
  void followersOnlyPostIsForFollowers() throws Exception {
    var path = path(showcase.secret);
    assertThat(as(jo, path).text()).contains("tickets tomorrow", "Followers");
    var stranger = session(account("stranger"));
    assertThat(as(stranger, path).status()).isEqualTo(404);
    assertThat(client.get(path).status()).isEqualTo(404);
    assertThat(client.get(path + "/embed").status()).isEqualTo(404);
    for (var open : List.of("/", "/@faye", "/search?q=tickets")) {
      assertThat(as(stranger, open).text()).as(open).doesNotContain("tickets tomorrow");
    }
  }

  @Test
  void whoIsBlockedSeesNothing() throws Exception {
    var loud = account("loud");
    var post = showcase.write(loud, "only for friends of mine", "", Visibility.PUBLIC);
    var blocked = account("blocked");
    site.microblog().followCommands().block(loud.id(), blocked.id());
    var session = session(blocked);
    assertThat(as(session, path(post)).status()).isEqualTo(404);
    assertThat(as(session, "/@loud").text())
        .contains("You cannot see the posts of loud.")
        .doesNotContain("only for friends");
    for (var path : List.of("/", "/search?q=friends")) {
      assertThat(as(session, path).text()).as(path).doesNotContain("only for friends");
    }
    assertThat(as(session(loud), "/@blocked").text()).contains("You block blocked.", "Unblock");
  }

  @Test
  void likedPostThatMayNoLongerBeSeenIsLeftOut() throws Exception {
    var shy = account("shy");
    var reader = account("reader");
    site.microblog().followCommands().follow(reader.id(), shy, FollowStore.FollowOptions.USUAL);
    var post = showcase.write(shy, "a secret to keep", "", Visibility.FOLLOWERS);
    site.microblog().reactionCommands().like(reader.id(), post);
    site.microblog().reactionCommands().bookmark(reader.id(), post.id());
    var session = session(reader);
    assertThat(as(session, "/likes").text()).contains("a secret to keep");
    assertThat(as(session, "/bookmarks").text()).contains("a secret to keep");
    site.microblog().followCommands().unfollow(reader.id(), shy.id());
    assertThat(as(session, "/likes").text()).doesNotContain("a secret to keep");
    assertThat(as(session, "/bookmarks").text()).doesNotContain("a secret to keep");
  }

  @Test
  void listOfAnotherIsNotThere() throws Exception {
    var list = site.microblog().listCommands().create(showcase.jo.id(), "Private taste");
    var path = "/lists/" + list.id();
    assertThat(as(jo, path).text()).contains("Private taste");
    assertThat(as(faye, path).status()).isEqualTo(404);
    assertThat(as(faye, path + "/members").status()).isEqualTo(404);
    for (var form : List.of("/name", "/delete", "/members", "/members/remove")) {
      var answer = send(faye, path + form, "title", "Mine", "handle", "jo", "account", "1");
      assertThat(answer.status()).as(form).isEqualTo(404);
    }
    assertThat(as(jo, "/lists").text()).contains("Private taste");
    assertThat(as(faye, "/lists").text()).doesNotContain("Private taste");
  }

  @Test
  void listIsMadeFilledRenamedAndDeletedWithoutScripts() throws Exception {
    var made = send(jo, "/lists", "title", "Night voices").header("location");
    assertThat(made).matches("/lists/[0-9]+/members");
    var list = made.replace("/members", "");
    assertThat(send(jo, made, "handle", "@faye").status()).isEqualTo(303);
    assertThat(as(jo, made).text()).contains("@faye");
    assertThat(as(jo, list).text()).contains("Night voices", path(showcase.song));
    var stranger = send(jo, made, "handle", "fan_3");
    assertThat(stranger.status()).isEqualTo(422);
    assertThat(stranger.text()).contains("You follow nobody with this handle.", "value=\"fan_3\"");
    send(jo, made + "/remove", "account", Long.toString(showcase.faye.id().value()));
    assertThat(as(jo, made).text()).contains("Nobody is in it yet.");
    send(jo, list + "/name", "title", "Day voices");
    assertThat(as(jo, list).text()).contains("Day voices");
    assertThat(send(jo, list + "/name", "title", " ").status()).isEqualTo(422);
    assertThat(send(jo, "/lists", "title", "y".repeat(101)).status()).isEqualTo(422);
    assertThat(send(jo, list + "/delete").header("location")).isEqualTo("/lists");
    assertThat(as(jo, list).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/compose",
        "/settings/profile",
        "/settings/preferences",
        "/notifications/requests",
        "/lists",
        "/lists/1/name",
        "/lists/1/delete",
        "/lists/1/members",
        "/lists/1/members/remove"
      })
  void formOfAnotherSiteIsRefused(String path) throws Exception {
    var before = site.posts().size();
    var fields = "caption=stolen&visibility=PUBLIC&title=stolen&name=stolen";
    for (var from : List.of("cross-site", "same-site", "none")) {
      var answer = client.form(path, fields, "Cookie", jo, "Sec-Fetch-Site", from);
      assertThat(answer.status()).as(from).isEqualTo(403);
    }
    assertThat(client.form(path, fields, "Cookie", jo).status()).isEqualTo(403);
    assertThat(client.form(path, fields, "Cookie", jo, "Origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(site.posts()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home",
        "/notifications",
        "/bookmarks",
        "/likes",
        "/drafts",
        "/lists",
        "/lists/1",
        "/compose?reply=12",
        "/settings"
      })
  void strangersAreLedToTheDoorAndBack(String path) throws Exception {
    var answer = client.get(path);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location"))
        .isEqualTo("/sign-in?to=" + URLEncoder.encode(path, UTF_8));
  }

  @Test
  void postIsWrittenWithoutScripts() throws Exception {
    var writer = account("writer");
    var session = session(writer);
    var sent =
        send(
            session,
            "/compose",
            "caption",
            "First line\r\nsecond #line",
            "warning",
            "",
            "visibility",
            "UNLISTED",
            "language",
            "en");
    assertThat(sent.status()).isEqualTo(303);
    var path = sent.header("location");
    assertThat(path).matches("/@writer/[0-9]+");
    assertThat(client.get(path).text())
        .contains("First line\nsecond <a href=\"/tags/line\">#line</a>", "Unlisted", "lang=\"en\"");
    assertThat(client.get("/").text()).doesNotContain("First line");

    var id = path.substring(path.lastIndexOf('/') + 1);
    var reply =
        send(session, "/compose", "reply", id, "caption", "and a reply", "visibility", "PUBLIC");
    assertThat(client.get(path).text()).contains("and a reply").contains(reply.header("location"));

    var edited = send(session, "/compose", "edit", id, "caption", "Better", "visibility", "DRAFT");
    assertThat(edited.header("location")).isEqualTo(path);
    assertThat(client.get(path).text()).contains("Better", "Edited now").doesNotContain("First");
  }

  @Test
  void formThatIsSentTwiceMakesOnePost() throws Exception {
    var twice = account("twice");
    var session = session(twice);
    var request = request(as(session, "/compose").text());
    String[] form = {"request", request, "caption", "only once", "visibility", "PUBLIC"};
    var first = send(session, "/compose", form).header("location");

    assertThat(send(session, "/compose", form).header("location")).isEqualTo(first);
    form[3] = "and something else";
    assertThat(send(session, "/compose", form).header("location"))
        .matches("/@twice/[0-9]+")
        .isNotEqualTo(first);
    assertThat(request(as(session, "/compose").text())).isNotEqualTo(request);
    var jos = send(jo, "/compose", form).header("location");
    assertThat(jos).matches("/@jo/[0-9]+");
    // Without a name each is one, as from older pages.
    assertThat(send(session, "/compose", "caption", "same", "visibility", "PUBLIC").status())
        .isEqualTo(303);
  }

  @Test
  void draftThatIsPublishedTwiceIsOnePost() throws Exception {
    var author = account("hurried");
    var session = session(author);
    var id = showcase.write(author, "half", "", Visibility.DRAFT).id().toString();
    var request = request(as(session, "/compose?draft=" + id).text());
    String[] form = {"request", request, "draft", id, "caption", "whole", "visibility", "PUBLIC"};
    var first = send(session, "/compose", form);

    var second = send(session, "/compose", form);

    assertThat(second.status()).isEqualTo(303);
    assertThat(second.header("location")).isEqualTo(first.header("location"));
  }

  private static String request(String page) {
    var found = Pattern.compile("name=\"request\" value=\"([0-9a-f-]{36})\"").matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void wrongPostSaysWhatIsWrongAndKeepsWhatWasWritten() throws Exception {
    var empty = send(jo, "/compose", "caption", " \r\n ", "visibility", "PUBLIC");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.text()).contains("Record something or write a caption.");
    var tooLong = "好".repeat(PostText.MOST_CAPTION + 1);
    var refused =
        send(
            jo,
            "/compose",
            "caption",
            tooLong,
            "warning",
            "w".repeat(201),
            "visibility",
            "UNLISTED");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("at most 2,000 characters", "at most 200 characters", tooLong)
        .contains("value=\"UNLISTED\" data-api=\"unlisted\" checked");
    var control = send(jo, "/compose", "caption", "a\0b", "visibility", "PUBLIC");
    assertThat(control.status()).isEqualTo(422);
    assertThat(send(jo, "/compose", "caption", "x".repeat(400_000)).status()).isEqualTo(413);
  }

  @Test
  void postWithoutAnAudienceIsADraft() throws Exception {
    var sent = send(jo, "/compose", "caption", "for whom?", "visibility", "nonsense");
    assertThat(sent.header("location")).isEqualTo("/drafts");
  }

  @Test
  void draftIsFinishedAndPublished() throws Exception {
    var author = account("drafter");
    var session = session(author);
    var draft = showcase.write(author, "half a tho", "", Visibility.DRAFT);
    var id = draft.id().toString();
    assertThat(as(session, "/compose?draft=" + id).text()).contains("half a tho", ">Publish<");
    var sent =
        send(session, "/compose", "draft", id, "caption", "half a thought", "visibility", "PUBLIC");
    assertThat(client.get(sent.header("location")).text()).contains("half a thought");
    assertThat(as(session, "/drafts").text()).contains("No drafts.");
  }

  @Test
  void settingsAreKept() throws Exception {
    var account = account("setter");
    var session = session(account);
    var saved =
        send(
            session,
            "/settings/profile",
            "name",
            "The Setter",
            "bio",
            "Two\r\nlines",
            "locked",
            "yes");
    assertThat(saved.header("location")).isEqualTo("/settings?done=profile");
    assertThat(as(session, "/settings?done=profile").text()).contains("Saved.");
    assertThat(client.get("/@setter").text())
        .contains("The Setter", "Two\nlines", "Lets each follower in");
    var preferred =
        send(session, "/settings/preferences", "language", "zh", "visibility", "FOLLOWERS");
    assertThat(preferred.header("set-cookie")).startsWith("lang=zh;");
    assertThat(as(session, "/compose").text())
        .contains("value=\"FOLLOWERS\" data-api=\"private\" checked");
    for (var wrong : List.of(" ", "n".repeat(101))) {
      var answer = send(session, "/settings/profile", "name", wrong, "bio", "");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text()).contains("1 to 100 characters");
    }
    assertThat(send(session, "/settings/profile", "name", "x", "bio", "b".repeat(501)).text())
        .contains("at most 500 characters");
  }

  @Test
  void notificationsAreToldTogetherAndReadOnce() throws Exception {
    var star = account("star");
    var session = session(star);
    var post = showcase.write(star, "my only hit", "", Visibility.PUBLIC);
    for (int i = 0; i < 4; i++) {
      site.microblog().reactionCommands().like(account("fan_" + i).id(), post);
    }
    showcase.reply(account("fan_0"), post, "@star encore!");
    assertThat(as(session, "/home").text()).contains("aria-hidden=\"true\">5</span>", "5 new");
    var told = as(session, "/notifications").text();
    assertThat(told).contains("and 3 others", "like your post", "encore!", "my only hit");
    assertThat(told.split("likes? your post", -1)).hasSizeLessThan(4);
    assertThat(as(session, "/home").text()).doesNotContain("class=\"badge\"");
    assertThat(as(session, "/notifications?show=mentions").text())
        .contains("encore!")
        .doesNotContain("like your post");
  }

  @Test
  void followerIsLetInWithoutScripts() throws Exception {
    var keeper = account("keeper");
    site.microblog()
        .accounts()
        .update(keeper.id(), new Profile("Keeper", "", Optional.empty(), true));
    var guest = account("guest");
    site.microblog()
        .followCommands()
        .follow(
            guest.id(),
            site.microblog().accounts().byId(keeper.id()).orElseThrow(),
            FollowStore.FollowOptions.USUAL);
    assertThat(as(session(guest), "/@keeper").text()).contains("Requested");
    var session = session(keeper);
    assertThat(as(session, "/notifications").text()).contains("asks to follow you", "Accept guest");
    var id = Long.toString(guest.id().value());
    var answered = send(session, "/notifications/requests", "account", id, "answer", "accept");
    assertThat(answered.status()).isEqualTo(303);
    assertThat(as(session, "/@keeper/followers").text()).contains("@guest");
    assertThat(as(session, "/notifications").text()).doesNotContain("Accept guest");
    var again = send(session, "/notifications/requests", "account", id, "answer", "reject");
    assertThat(again.status()).isEqualTo(303);
    assertThat(as(session, "/@keeper/followers").text()).contains("@guest");
  }

  @Test
  void conversationIsShownAroundAPost() throws Exception {
    var whole = client.get(path(showcase.song)).text();
    for (var reply : showcase.replies) {
      assertThat(whole).contains("data-path=\"" + path(reply) + "\"");
    }
    assertThat(whole).containsSubsequence("step-0", "step-1", "step-2", "step-0");
    var middle = client.get(path(showcase.replies.get(1))).text();
    assertThat(middle)
        .containsSubsequence(
            path(showcase.song), path(showcase.replies.get(0)), path(showcase.replies.get(2)))
        .doesNotContain("data-path=\"" + path(showcase.replies.get(3)) + "\"");
  }

  @Test
  void profileShowsWhatItsTabSays() throws Exception {
    var posts = client.get("/@faye").text();
    assertThat(posts).contains("Pinned", "Verified account", "reposted", path(showcase.written));
    assertThat(posts).doesNotContain(path(showcase.replies.get(1)));
    assertThat(client.get("/@faye?show=replies").text()).contains(path(showcase.replies.get(1)));
    var voices = client.get("/@faye?show=voices").text();
    assertThat(voices).contains(path(showcase.song)).doesNotContain(path(showcase.written));
    assertThat(client.get("/@faye/followers").text()).contains("@jo", "@fan_0");
    assertThat(client.get("/@faye/following").text()).contains("@jo").doesNotContain("@fan_0");
  }

  @Test
  void cardTellsWhatWasDoneWithIt() throws Exception {
    assertThat(as(jo, path(showcase.song)).text())
        .contains("data-bookmarked=\"\"")
        .containsPattern("class=\"action like\"[^>]*aria-pressed=\"true\"")
        .containsPattern("class=\"action repost\"[^>]*aria-pressed=\"false\"");
    assertThat(client.get(path(showcase.song)).text())
        .contains("href=\"/sign-in?to=%2F%40faye%2F" + showcase.song.id() + "\"")
        .doesNotContain("aria-pressed", "post-menu");
    assertThat(client.get(path(showcase.warned)).text())
        .contains("<details class=\"warned\"><summary>", "Ending of the film");
  }

  @Test
  void searchFindsPeopleTagsAndPosts() throws Exception {
    assertThat(client.get("/search?q=faye").text()).contains("href=\"/@faye\"", "Follow");
    assertThat(client.get("/search?q=mus").text()).contains("href=\"/tags/music\"");
    assertThat(client.get("/search?q=eight+bars").text()).contains(path(showcase.song));
    assertThat(client.get("/search?q=zzzzqq").text()).contains("Nothing found for “zzzzqq”.");
    assertThat(client.get("/search?q=" + "z".repeat(5_00)).status()).isEqualTo(200);
    assertThat(client.get("/search").text()).contains("Look for a name");
  }

  @Test
  void olderPostsOfASearchKeepTheSearch() throws Exception {
    var author = account("prolific");
    var written = new HashSet<String>();
    for (int i = 0; i < CardList.PAGE + 3; i++) {
      var post = showcase.write(author, "rhubarb & custard " + i, "", Visibility.PUBLIC);
      written.add(post.id().toString());
    }
    var first = client.get("/search?q=rhubarb+%26+custard").text();
    var link = Pattern.compile("rel=\"next\" href=\"(\\?q=rhubarb%20%26%20custard&[^\"]+)\"");
    var older = link.matcher(first);
    assertThat(older.find()).isTrue();
    var second = client.get("/search" + older.group(1).replace("&amp;", "&")).text();
    assertThat(posts(first)).hasSize(CardList.PAGE);
    assertThat(posts(second)).hasSize(3).doesNotContainAnyElementsOf(posts(first));
    assertThat(written).containsAll(posts(first)).containsAll(posts(second));
  }

  private static List<String> posts(String page) {
    return Pattern.compile("data-id=\"([0-9]+)\"")
        .matcher(page)
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  @Test
  void emptyPlacesSaySo() throws Exception {
    var session = session(account("newcomer"));
    for (var it :
        List.of(
            List.of("/home", "It is quiet here."),
            List.of("/notifications", "Nobody called for you yet."),
            List.of("/bookmarks", "No bookmarks yet."),
            List.of("/likes", "You have liked nothing yet."),
            List.of("/drafts", "No drafts."),
            List.of("/lists", "No lists yet."),
            List.of("/tags/nothing", "Nobody used #nothing yet."),
            List.of("/@newcomer/followers", "Nobody follows newcomer yet."))) {
      assertThat(as(session, it.get(0)).text()).as(it.get(0)).contains(it.get(1));
    }
    assertThat(client.get("/tags/12").status()).isEqualTo(404);
    assertThat(client.get("/tags/a-b").status()).isEqualTo(404);
    assertThat(client.get("/@nobody/followers").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, 1",
    "9999, 9999",
    "10000, 10K",
    "12345, 12.3K",
    "999999, 999K",
    "1000000, 1M",
    "16234567, 16.2M"
  })
  void countsAreExactWhileTheyFit(long count, String shown) {
    assertThat(words("en").count(count)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"9999, 9999", "10000, 1万", "12345, 1.2万", "99999999, 9999万", "123456789, 1.2亿"})
  void countsAreInTenThousandsInChinese(long count, String shown) {
    assertThat(words("zh").count(count)).isEqualTo(shown);
  }

  private static Words words(String code) {
    return new Words(PageLanguage.ofCode(code).orElseThrow());
  }

  @Test
  void homeIsOfThoseOneFollows() throws Exception {
    var reader = account("homebody");
    site.microblog()
        .followCommands()
        .follow(reader.id(), showcase.faye, FollowStore.FollowOptions.USUAL);
    var text = as(session(reader), "/home").text();
    assertThat(text).contains(path(showcase.song), "reposted", path(showcase.written));
    assertThat(text).doesNotContain(path(showcase.warned));
    assertThat(site.microblog().postQueries().home(reader.id(), Page.first(5)).entries())
        .isNotEmpty();
  }
}
