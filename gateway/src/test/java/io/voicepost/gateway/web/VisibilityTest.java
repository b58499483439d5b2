package io.voicepost.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.storage.Account;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Profile;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Role;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.sql.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One table: who may see what, on every way to a post, on both databases.
@Timeout(600)
final class VisibilityTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /// Who may see a post of the author's: public, unlisted, for followers, draft, deleted.
  private static final String TABLE =
      """
      visitor    + + - - -
      stranger   + + - - -
      follower   + + + - -
      removed    + + - - -
      unfollower + + - - -
      asking     + + - - -
      blocked    - - - - -
      blocking   + + - - -
      muting     + + + - -
      mentioned  + + + - -
      author     + + + + -
      moderator  + + - - -
      listing    + + - - -
      """;

  /// Whose timelines leave out what they may see and do not want to.
  private static final Set<String> UNWILLING = Set.of("blocking", "muting");

  private enum Kind {
    PUBLIC,
    UNLISTED,
    FOLLOWERS,
    DRAFT,
    DELETED;

    String api() {
      return switch (this) {
        case PUBLIC, DELETED -> "public";
        case UNLISTED -> "unlisted";
        case FOLLOWERS -> "private";
        case DRAFT -> "direct";
      };
    }
  }

  /// @param answer what the author answered to a stranger's post
  private record Made(String id, String recording, String answer) {}

  @Test
  void everyWayObeysTheTableOnSqlite(@TempDir Path folder) throws Exception {
    obeys(folder, DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
  }

  @Test
  void everyWayObeysTheTableOnPostgres(@TempDir Path folder) throws Exception {
    try (var postgres =
        EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start()) {
      var url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
      obeys(folder, new DatabaseConfig(url, "postgres", "postgres", 8, Duration.ofSeconds(10)));
    }
  }

  private static void obeys(Path folder, DatabaseConfig database) throws Exception {
    try (var site = TestSite.start(folder, ApiSites.unhurried(), database);
        var client = new Client(site)) {
      var stage = new Stage(site, client);
      stage.begin();
      stage.change();
      stage.looks();
      stage.listens();
    }
  }

  /// The people, their posts and what they see.
  private static final class Stage {
    private final TestSite site;
    private final Client client;
    private final Map<String, Set<Kind>> may = new LinkedHashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, String> sessions = new LinkedHashMap<>();
    private final Map<Kind, Made> posts = new EnumMap<>(Kind.class);
    private final List<String> faults = new ArrayList<>();
    private String root = "";
    private final Map<String, String> lists = new LinkedHashMap<>();
    private String held = "";
    private String kept = "";
    private String brought = "";

    Stage(TestSite site, Client client) {
      this.site = site;
      this.client = client;
      for (var line : TABLE.lines().toList()) {
        var cells = List.of(line.split(" +", -1)).iterator();
        may.put(
            cells.next(),
            Stream.of(Kind.values())
                .filter(_ -> cells.next().equals("+"))
                .collect(Collectors.toSet()));
      }
    }

    private Account account(String who) {
      return person(who).who();
    }

    private Person person(String who) {
      return Objects.requireNonNull(people.get(who));
    }

    private Made made(Kind kind) {
      return Objects.requireNonNull(posts.get(kind));
    }

    /// Everything while all those who will be put out still follow.
    void begin() throws Exception {
      for (var who : may.keySet()) {
        people.put(
            who,
            who.equals("visitor") ? Person.visitor(site, client) : Person.of(site, client, who));
        if (!who.equals("visitor")) {
          sessions.put(who, site.access().tokens().openSession(account(who).id()).token().value());
        }
      }
      var accounts = site.database().accounts();
      accounts.appoint(account("moderator").id(), Role.MODERATOR, false);
      accounts.update(account("author").id(), new Profile("A", "", Optional.empty(), true));
      for (var who : List.of("follower", "removed", "unfollower", "blocked", "muting")) {
        person(who).posts("/api/v1/accounts/" + account("author").id() + "/follow", "notify=true");
        person("author").posts("/api/v1/follow_requests/" + account(who).id() + "/authorize", "");
      }
      person("asking").posts("/api/v1/accounts/" + account("author").id() + "/follow", "");
      root = person("stranger").writes("what do you say").get("id").asText();
      var author = person("author");
      for (var kind : Kind.values()) {
        var recording = author.records();
        var text = "song " + kind + " @mentioned #tune";
        var post = author.writes(text, "visibility=" + kind.api(), "media_ids[]=" + recording);
        var answer =
            author.writes(
                "answer @mentioned", "visibility=" + kind.api(), "in_reply_to_id=" + root);
        posts.put(kind, new Made(post.get("id").asText(), recording, answer.get("id").asText()));
        author.does(
            "PUT",
            "/api/v1/captions/" + recording,
            "content=" + Person.encoded("WEBVTT\n\n00:00.000 --> 00:01.000\nla\n"));
        if (kind != Kind.DRAFT) {
          author.posts("/api/v1/statuses/" + post.get("id").asText() + "/pin", "");
        }
      }
      brought =
          author
              .posts("/api/v1/statuses/" + made(Kind.FOLLOWERS).id() + "/reblog", "")
              .get("id")
              .asText();
      for (var who : may.keySet()) {
        if (!who.equals("visitor")) {
          marks(account(who));
        }
      }
      kept = author.records();
      var waiting = RecordingId.at(Instant.now());
      var voice = site.stored(waiting, TestSite.Sound.of(700));
      site.microblog().postCommands().hold(voice, Optional.empty(), Instant.now());
      held = waiting.toString();
    }

    private void marks(Account who) throws Exception {
      for (var made : posts.values()) {
        var post = new PostId(Long.parseLong(made.id()));
        site.database().reactions().like(who.id(), post);
        site.database().reactions().bookmark(who.id(), post);
      }
    }

    /// What changes afterwards, and must count at once.
    void change() throws Exception {
      var author = person("author");
      var path = "/api/v1/accounts/";
      author.posts(path + account("removed").id() + "/remove_from_followers", "");
      author.posts(path + account("blocked").id() + "/block", "");
      var id = account("author").id();
      person("unfollower").posts(path + id + "/unfollow", "");
      person("blocking").posts(path + id + "/block", "");
      person("muting").posts(path + id + "/mute", "");
      author.does("DELETE", "/api/v1/statuses/" + made(Kind.DELETED).id(), "");
      author.does("DELETE", "/api/v1/statuses/" + made(Kind.DELETED).answer(), "");
      // The author in a list of each, whether they follow or not.
      for (var who : may.keySet()) {
        if (!who.equals("visitor")) {
          var list = site.database().lists().create(account(who).id(), "List of " + who);
          site.database().lists().add(list.id(), List.of(id));
          lists.put(who, list.id().toString());
        }
      }
    }

    private String list(String who) {
      return lists.getOrDefault(who, "1");
    }

    /// Whether a viewer is shown a post; empty where the way is not for them.
    private interface Way {
      String shown(String who, Made post) throws Exception;
    }

    private void way(String name, BiPredicate<String, Kind> expected, Way way) throws Exception {
      way(name, Made::id, expected, way);
    }

    private void way(
        String name,
        java.util.function.Function<Made, String> what,
        BiPredicate<String, Kind> expected,
        Way way)
        throws Exception {
      for (var who : may.keySet()) {
        for (var kind : Kind.values()) {
          var made = made(kind);
          boolean shown = way.shown(who, made).contains(what.apply(made));
          boolean wanted = expected.test(who, kind);
          if (shown != wanted) {
            faults.add(
                "%s: %s is %sshown what is %s".formatted(name, who, shown ? "" : "not ", kind));
          }
        }
      }
    }

    /// What was answered: nothing changes while it is looked at.
    private final Map<String, String> answers = new LinkedHashMap<>();

    private String api(String who, String path) throws Exception {
      var known = answers.get(who + " " + path);
      if (known != null) {
        return known;
      }
      var answer = person(who).asks("GET", path, "");
      var text = answer.status() == 200 ? answer.text() : "";
      answers.put(who + " " + path, text);
      return text;
    }

    private String page(String who, String path) throws Exception {
      var known = answers.get("page " + who + " " + path);
      if (known != null) {
        return known;
      }
      var session = sessions.get(who);
      var answer =
          session == null
              ? client.get(path)
              : client.get(path, "cookie", "session=" + session, "sec-fetch-site", "same-origin");
      var text = answer.status() == 200 ? answer.text() : "";
      answers.put("page " + who + " " + path, text);
      return text;
    }

    private boolean allowed(String who, Kind kind) {
      return may.getOrDefault(who, Set.of()).contains(kind);
    }

    private static boolean isOpen(Kind kind) {
      return kind == Kind.PUBLIC || kind == Kind.UNLISTED;
    }

    void looks() throws Exception {
      var author = "/@author";
      var id = account("author").id().toString();
      BiPredicate<String, Kind> all = this::allowed;
      BiPredicate<String, Kind> told = all.and((_, kind) -> kind != Kind.DRAFT);
      BiPredicate<String, Kind> wanted = told.and((who, _) -> !UNWILLING.contains(who));
      BiPredicate<String, Kind> listed = wanted.and((_, kind) -> kind == Kind.PUBLIC);
      BiPredicate<String, Kind> visitors = (_, kind) -> isOpen(kind);
      BiPredicate<String, Kind> everybody = (_, kind) -> kind == Kind.PUBLIC;
      BiPredicate<String, Kind> member = (who, _) -> !who.equals("visitor");

      way("status", all, (who, it) -> api(who, "/api/v1/statuses/" + it.id()));
      way("statuses", all, (who, it) -> api(who, "/api/v1/statuses?id[]=" + it.id()));
      way("history", all, (who, it) -> present(api(who, status(it) + "/history"), it));
      way("context", all, (who, it) -> present(api(who, status(it) + "/context"), it));
      way("likers", all, (who, it) -> present(api(who, status(it) + "/favourited_by"), it));
      way("page", all, (who, it) -> page(who, author + "/" + it.id()));
      way("card", all, (who, it) -> page(who, author + "/" + it.id() + "/card"));
      way(
          "address looked up",
          all.and(member),
          (who, it) ->
              who.equals("visitor")
                  ? ""
                  : api(who, "/api/v2/search?resolve=true&q=" + site.url(author + "/" + it.id())));
      way("account", told, (who, it) -> api(who, statuses(id)));
      way("account's page", told, (who, _) -> page(who, author));
      way("voices", told, (who, _) -> api(who, statuses(id) + "?only_media=true"));
      way("pinned", told, (who, _) -> api(who, statuses(id) + "?pinned=true"));
      way("tagged account", listed(told), (who, _) -> api(who, statuses(id) + "?tagged=tune"));
      way(
          "answers",
          Made::answer,
          wanted,
          (who, _) -> api(who, "/api/v1/statuses/" + root + "/context"));
      way("answers' page", Made::answer, wanted, (who, _) -> page(who, "/@stranger/" + root));
      BiPredicate<String, Kind> home =
          wanted.and((who, _) -> Set.of("follower", "author").contains(who));
      way("home", home, (who, _) -> api(who, "/api/v1/timelines/home"));
      way("home's page", home, (who, _) -> page(who, "/home"));
      BiPredicate<String, Kind> inList = wanted.and(member);
      way("list", inList, (who, _) -> api(who, "/api/v1/timelines/list/" + list(who)));
      way("list's page", inList, (who, _) -> page(who, "/lists/" + list(who)));
      way("public", listed, (who, _) -> api(who, "/api/v1/timelines/public"));
      way("public page", listed, (who, _) -> page(who, "/"));
      way("tag", listed, (who, _) -> api(who, "/api/v1/timelines/tag/tune"));
      way("tag's page", listed, (who, _) -> page(who, "/tags/tune"));
      way("search", listed, (who, _) -> api(who, "/api/v2/search?type=statuses&q=song"));
      way("search page", listed, (who, _) -> page(who, "/search?q=song"));
      way("likes", all.and(member), (who, _) -> api(who, "/api/v1/favourites"));
      way("bookmarks", all.and(member), (who, _) -> api(who, "/api/v1/bookmarks"));
      BiPredicate<String, Kind> keptPage =
          all.and(member).and((who, _) -> !UNWILLING.contains(who));
      way("likes' page", keptPage, (who, _) -> page(who, "/likes"));
      way("bookmarks' page", keptPage, (who, _) -> page(who, "/bookmarks"));
      BiPredicate<String, Kind> notified =
          told.and((who, _) ->
              Set.of("follower", "removed", "unfollower", "blocked", "muting", "mentioned")
                  .contains(who));
      way("notifications", notified, (who, _) -> api(who, "/api/v1/notifications"));
      way("notifications' page", notified, (who, _) -> page(who, "/notifications"));
      BiPredicate<String, Kind> drafts = (who, kind) -> who.equals("author") && kind == Kind.DRAFT;
      way("drafts", drafts, (who, _) -> api(who, "/api/v1/drafts"));
      way("drafts' page", drafts, (who, _) -> page(who, "/drafts"));

      // The same for everybody, as for a visitor.
      way("embed", visitors, (who, it) -> page(who, author + "/" + it.id() + "/embed"));
      way(
          "picture",
          visitors,
          (who, it) -> present(page(who, author + "/" + it.id() + "/card.png"), it));
      way(
          "oembed",
          everybody,
          (who, it) -> page(who, "/oembed?url=" + site.url(author + "/" + it.id())));
      way("feed", everybody, (who, _) -> page(who, author + "/feed"));
      way("sitemap", everybody, (who, _) -> page(who, "/sitemap/posts"));
      BiPredicate<String, Kind> heard = all.or(visitors);
      for (var extension : List.of("mp3", "opus")) {
        way(
            extension,
            heard,
            (who, it) -> present(page(who, "/audio/" + it.recording() + "." + extension), it));
      }
      way(
          "captions",
          heard,
          (who, it) -> present(api(who, "/api/v1/captions/" + it.recording()), it));
      way(
          "captions of a session",
          heard,
          (who, it) -> present(page(who, "/api/v1/captions/" + it.recording()), it));

      for (var who : may.keySet()) {
        repost(who, who.equals("author") || Set.of("follower", "muting").contains(who));
        waiting(who);
        marking(who);
      }
      inbox();
    }

    private static BiPredicate<String, Kind> listed(BiPredicate<String, Kind> which) {
      return which.and((_, kind) -> kind == Kind.PUBLIC);
    }

    private static String status(Made it) {
      return "/api/v1/statuses/" + it.id();
    }

    private static String statuses(String id) {
      return "/api/v1/accounts/" + id + "/statuses";
    }

    /// What is answered at all is answered to who may see it.
    private static String present(String answer, Made it) {
      return answer.isEmpty() ? "" : it.id();
    }

    private void repost(String who, boolean expected) throws Exception {
      boolean shown = !api(who, "/api/v1/statuses/" + brought).isEmpty();
      if (shown != expected) {
        faults.add("repost: %s is %sshown it".formatted(who, shown ? "" : "not "));
      }
    }

    /// What is in no post: its owner's, or nobody's.
    private void waiting(String who) throws Exception {
      boolean own = who.equals("author");
      if (page(who, "/audio/" + kept + ".mp3").isEmpty() == own) {
        faults.add("an upload: " + who + (own ? " does not hear it" : " hears it"));
      }
      if (!page(who, "/audio/" + held + ".mp3").isEmpty()) {
        faults.add("a held message: " + who + " hears it");
      }
    }

    /// Nobody does anything with what they may not see.
    private void marking(String who) throws Exception {
      for (var it : posts.entrySet()) {
        for (var deed : List.of("bookmark", "favourite")) {
          int status = person(who).asks("POST", status(it.getValue()) + "/" + deed, "").status();
          int expected = who.equals("visitor") ? 401 : allowed(who, it.getKey()) ? 200 : 404;
          if (status != expected) {
            faults.add("%s: %s is answered %d for %s".formatted(deed, who, status, it.getKey()));
          }
        }
      }
    }

    /// What a telephone plays: what others answered to a stranger by voice.
    private void inbox() throws Exception {
      var author = person("author");
      var open = Set.of(Kind.PUBLIC, Kind.UNLISTED);
      for (var kind : List.of(Kind.PUBLIC, Kind.UNLISTED, Kind.FOLLOWERS, Kind.DRAFT)) {
        var spoken =
            author.writes(
                "spoken",
                "visibility=" + kind.api(),
                "in_reply_to_id=" + root,
                "media_ids[]=" + author.records());
        var answers =
            site.microblog()
                .postQueries()
                .voiceAnswers(account("stranger").id(), Page.first(20))
                .entries();
        var id = new PostId(Long.parseLong(spoken.get("id").asText()));
        if (answers.stream().anyMatch(it -> it.id().equals(id)) != open.contains(kind)) {
          faults.add("inbox: an answer that is " + kind);
        }
        boolean told =
            site
                .microblog()
                .notifier()
                .list(
                    account("stranger").id(),
                    Set.of(Notification.Type.MENTION),
                    Optional.empty(),
                    Page.first(40))
                .stream()
                .flatMap(it -> it.post().stream())
                .anyMatch(it -> it.id().equals(id));
        if (told != open.contains(kind)) {
          faults.add("a notification of an answer that is " + kind);
        }
      }
    }

    /// Streams that are open while posts come.
    void listens() throws Exception {
      var streams = new LinkedHashMap<String, List<String>>();
      for (var who : may.keySet()) {
        for (var path : paths(who)) {
          streams.put(who + " " + path, stream(who, path));
        }
      }
      var author = person("author");
      var fresh = new EnumMap<Kind, Made>(Kind.class);
      for (var kind : List.of(Kind.PUBLIC, Kind.UNLISTED, Kind.FOLLOWERS, Kind.DRAFT)) {
        var post = author.writes("now @mentioned #tune", "visibility=" + kind.api());
        var id = post.get("id").asText();
        fresh.put(kind, new Made(id, "", ""));
        author.does("PUT", "/api/v1/statuses/" + id, "status=changed+@mentioned");
      }
      var end = person("moderator").writes("the end").get("id").asText();
      person("moderator").does("DELETE", "/api/v1/statuses/" + end, "");
      streams
          .values()
          .forEach(lines ->
              await()
                  .atMost(SOON)
                  .until(() ->
                      lines.stream().anyMatch(it -> it.matches("data: \\[?\"?" + end + ".*"))));
      streams.forEach((name, lines) ->
          fresh.forEach((kind, made) -> {
            boolean shown = lines.stream().anyMatch(it -> it.contains(made.id()));
            var who = name.substring(0, name.indexOf(' '));
            if (shown && !allowed(who, kind)) {
              faults.add("stream %s tells of what is %s".formatted(name, kind));
            }
            boolean isHome = name.endsWith("/user") || name.endsWith("at=home");
            boolean isWilling = !UNWILLING.contains(who) && !who.equals("blocked");
            boolean certain;
            if (isHome) {
              certain = Set.of("follower", "author").contains(who) && kind != Kind.DRAFT;
            } else if (name.contains("/list")) {
              certain = isWilling && allowed(who, kind) && kind != Kind.DRAFT;
            } else {
              certain = isWilling && kind == Kind.PUBLIC;
            }
            if (certain && !shown) {
              faults.add("stream %s does not tell of what is %s".formatted(name, kind));
            }
          }));
      assertThat(faults).isEmpty();
    }

    private List<String> paths(String who) {
      var streaming = "/api/v1/streaming";
      var everybody = List.of(streaming + "/public", streaming + "/hashtag?tag=tune", "/live");
      return who.equals("visitor")
          ? everybody
          : Stream.concat(
                  everybody.stream(),
                  Stream.of(
                      streaming + "/user", streaming + "/list?list=" + list(who), "/live?at=home"))
              .toList();
    }

    private List<String> stream(String who, String path) throws Exception {
      var request = HttpRequest.newBuilder(site.url(path));
      if (path.startsWith("/live")) {
        Optional.ofNullable(sessions.get(who))
            .ifPresent(it -> request.header("cookie", "session=" + it));
      } else if (!who.equals("visitor")) {
        request.header("authorization", "Bearer " + person(who).secret());
      }
      var answer = client.http().send(request.build(), BodyHandlers.ofLines());
      assertThat(answer.statusCode()).as(who + " " + path).isEqualTo(200);
      var lines = new CopyOnWriteArrayList<String>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              answer.body().forEach(lines::add);
            } catch (java.io.UncheckedIOException _) {
              // Closed.
            }
          });
      return lines;
    }
  }
}
