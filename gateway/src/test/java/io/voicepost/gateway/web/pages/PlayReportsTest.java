package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.ApiSites;
import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.storage.Account;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts as a play, as HTTP sees it.
final class PlayReportsTest {
  private static TestSite site;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = TestSite.start(folder, ApiSites.unhurried());
    client = new Client(site);
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close();
  }

  private static Post post(String handle) throws Exception {
    return site.post(site.account(handle, handle), TestSite.Sound.of(900), Instant.now());
  }

  private static String session(Account account) throws Exception {
    return "session=" + site.access().tokens().openSession(account.id()).token().value();
  }

  private static int tell(String post, String... headers) throws Exception {
    return client.form("/plays", "post=" + post, headers).status();
  }

  private static int tell(Post post, String cookie) throws Exception {
    return tell(post.id().toString(), "Sec-Fetch-Site", "same-origin", "Cookie", cookie);
  }

  private static long plays(Post post) throws Exception {
    site.microblog().plays().flush();
    return site.database()
        .posts()
        .counts(List.of(post.id()))
        .getOrDefault(post.id(), PostCounts.NONE)
        .plays();
  }

  @Test
  void playsOfSeveralListenersAreShownOnThePageOfThePost() throws Exception {
    var song = post("singer");
    var path = "/@singer/" + song.id();
    assertThat(client.get(path).text()).doesNotContain("class=\"heard\"");
    assertThat(tell(song, "")).isEqualTo(204);
    assertThat(plays(song)).isEqualTo(1);
    assertThat(client.get(path).text()).contains("Heard once");
    tell(song, session(site.account("fan", "Fan")));
    assertThat(plays(song)).isEqualTo(2);
    assertThat(client.get(path).text()).contains("Heard 2 times");
    assertThat(client.get(path + "?lang=zh").text()).contains("听过 2 次");
    assertThat(client.get("/api/v1/statuses/" + song.id()).text()).contains("\"plays\":2");
  }

  @Test
  void sameListenerCountsOnceInAWhile() throws Exception {
    var song = post("looped");
    for (int i = 0; i < 5; i++) {
      assertThat(tell(song, "")).isEqualTo(204);
    }
    assertThat(plays(song)).isEqualTo(1);
  }

  @Test
  void ownListeningDoesNotCount() throws Exception {
    var song = post("proud");
    assertThat(tell(song, session(song.author()))).isEqualTo(204);
    assertThat(plays(song)).isZero();
  }

  @Test
  void whatOneMayNotHearDoesNotCount() throws Exception {
    var shy = site.account("shy", "Shy");
    site.microblog()
        .accounts()
        .prefer(shy.id(), new Preferences(Optional.empty(), Visibility.FOLLOWERS));
    var secret = site.post(shy, TestSite.Sound.of(900), Instant.now());
    assertThat(tell(secret, "")).isEqualTo(204);
    assertThat(plays(secret)).isZero();
  }

  @Test
  void onlyPagesOfOursAreBelieved() throws Exception {
    var song = post("framed");
    var id = song.id().toString();
    assertThat(tell(id)).isEqualTo(403);
    assertThat(tell(id, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(client.get("/plays").status()).isEqualTo(405);
    assertThat(plays(song)).isZero();
    for (var nothing : List.of("", "x", "-1", "99999999999999999999", "123")) {
      assertThat(tell(nothing, "Sec-Fetch-Site", "same-origin")).as(nothing).isEqualTo(204);
    }
  }
}
