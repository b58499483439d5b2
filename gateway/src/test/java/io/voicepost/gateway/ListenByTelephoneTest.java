package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.HeardPrompts;
import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.KeyPress;
import io.voicepost.gateway.testphone.PlacesCalls;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.storage.Account;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// One who speaks and one who listens, each with a telephone and its keys, through a real Asterisk:
/// the post is heard, liked and answered, and its speaker hears of that.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@PlacesCalls
final class ListenByTelephoneTest {
  private static final String FAYE = "+12025550421";
  private static final String FAN = "+12025550422";

  @TempDir private static Path folder;
  private static Service service;
  private static Path song;
  private static Path answer;
  private static Database database;

  @BeforeAll
  static void start() throws IOException {
    service = new Service(folder);
    service.operate("account", "add", "faye", "--name", "Faye", "--phone", FAYE);
    service.operate("account", "add", "fan", "--name", "Fan", "--phone", FAN);
    service.startGateway();
    song = Speech.humanAtLength(folder);
    answer = Speech.human(folder);
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("data/voicepost.db")));
    database
        .follows()
        .follow(account("fan").id(), account("faye").id(), FollowStore.FollowOptions.USUAL);
  }

  @AfterAll
  static void stop() throws IOException {
    try (var open = service;
        var _ = database) {
      assertThat(open.logs()).contains("gateway ready url=").doesNotContain("202555");
    }
  }

  @Test
  @Order(1)
  void aFollowerHearsThePostAndDoesThingsToItByKeys() throws Exception {
    PhoneToPostTest.ended(Call.of(song, FAYE, RealAsterisk.LINE, service.asterisk().sip()));
    service.onlyPostOf("faye");
    var post = postOf("faye");

    var outcome =
        call(
            FAN,
            Duration.ofSeconds(31),
            key('*', 1_500), // the main menu
            key('2', 3_500), // listen
            key('1', 5_000), // no hint
            key('4', 6_500), // no name: from the beginning
            key('1', 15_000), // from the beginning again
            key('7', 18_000), // like
            key('8', 21_000), // repost
            key('2', 24_000)); // faster

    var heard = outcome.received().samples();
    var words = Hearing.samples(song);
    // Twice the first seconds.
    assertHeard(words, 6, heard, 6_500, 15_000);
    assertHeard(words, 2, heard, 15_000, 18_000);
    assertThat(replays()).anyMatch(it -> it.contains("-faster-"));
    var counts = countsOf(post);
    assertThat(counts.likes()).isEqualTo(1);
    assertThat(counts.reposts()).isEqualTo(1);
    await().atMost(Duration.ofSeconds(60)).until(() -> countsOf(post).plays() == 1);
    assertSaid(outcome, "main-menu");
  }

  @Test
  @Order(2)
  void aFollowerAnswersByVoice() throws Exception {
    var outcome =
        PhoneToPostTest.ended(
            Call.of(answer, FAN, RealAsterisk.LINE, service.asterisk().sip())
                .pressing(
                    key('*', 1_500),
                    key('2', 3_500),
                    key('1', 5_000),
                    key('4', 6_500),
                    key('#', 9_000), // answer
                    key('0', 10_000), // to the beep
                    KeyPress.afterSpeech('#'),
                    KeyPress.afterSpeech('1'))
                .with(new HangUp.AfterSpeech(Duration.ofSeconds(8))));

    assertSaid(outcome, "saved-so-far");
    await().atMost(Duration.ofSeconds(60)).until(() -> !postsOf("fan").isEmpty());
    assertThat(postOf("fan").replyTo())
        .contains(new Parent(Optional.of(postOf("faye").id()), account("faye").id()));
  }

  @Test
  @Order(3)
  void theSpeakerHearsOfItInTheInbox() throws Exception {
    var outcome =
        call(
            FAYE,
            Duration.ofMillis(13_500).plus(Hearing.duration(Hearing.samples(answer))),
            key('*', 1_500),
            key('3', 3_500), // the inbox
            key('1', 10_000), // no more of it
            key('1', 11_000), // no hint
            key('4', 12_500)); // no name

    var heard = outcome.received().samples();
    assertSaid(outcome, "last-post-heard", "and-reposted");
    assertThat(share(Hearing.samples(answer), heard)).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  @Order(4)
  void aPostThatIsTakenDownLeavesNoReplay() throws Exception {
    var recording = postOf("faye").voice().orElseThrow().recording().toString();
    assertThat(replays()).anyMatch(it -> it.startsWith(recording));

    service.operate("post", "delete", postOf("faye").id().toString());

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> replays().stream().noneMatch(it -> it.startsWith(recording)));
  }

  private static DialResult.Ended call(String from, Duration until, KeyPress... keys)
      throws Exception {
    var silence = Speech.silence(Files.createTempDirectory(folder, "silence"), 1);
    return PhoneToPostTest.ended(
        Call.of(silence, from, RealAsterisk.LINE, service.asterisk().sip())
            .pressing(keys)
            .with(new HangUp.At(until)));
  }

  private static KeyPress key(char symbol, int millis) {
    return KeyPress.at(symbol, Duration.ofMillis(millis));
  }

  private static Account account(String handle) throws IOException {
    return database.accounts().byHandle(new Handle(handle)).orElseThrow();
  }

  private static PostCounts countsOf(Post post) throws IOException {
    return database.posts().counts(List.of(post.id())).getOrDefault(post.id(), PostCounts.NONE);
  }

  private static Post postOf(String handle) throws IOException {
    return postsOf(handle).getFirst().post();
  }

  private static List<TimelineEntry> postsOf(String handle) throws IOException {
    return database
        .timelines()
        .account(
            Optional.empty(),
            account(handle).id(),
            new TimelineStore.Filter(false, true, true, Optional.empty()),
            Page.first(1));
  }

  private static List<String> replays() {
    return service.entries("replays");
  }

  private static void assertSaid(DialResult.Ended outcome, String... prompts) throws IOException {
    assertThat(HeardPrompts.prompts(service.asterisk(), outcome)).contains(prompts);
  }

  /// The first seconds of the words, between two moments; a machine that is too busy stutters.
  private static void assertHeard(
      short[] words, int seconds, short[] heard, int fromMillis, int toMillis) {
    int rate = Hearing.RATE;
    var wanted = Arrays.copyOf(words, seconds * rate);
    int millisecond = rate / 1000;
    var there = Arrays.copyOfRange(heard, fromMillis * millisecond, toMillis * millisecond);
    assertThat(share(wanted, there)).as("from %d ms", fromMillis).isGreaterThanOrEqualTo(0.5);
  }

  /// How many of the words' seconds were heard, of all.
  private static double share(short[] words, short[] heard) {
    int seconds = words.length / Hearing.RATE;
    int found = 0;
    for (int i = 0; i < seconds; i++) {
      var second = Arrays.copyOfRange(words, i * Hearing.RATE, (i + 1) * Hearing.RATE);
      found += Hearing.find(second, heard).weakestSecond() > 0.7 ? 1 : 0;
    }
    return (double) found / seconds;
  }
}
