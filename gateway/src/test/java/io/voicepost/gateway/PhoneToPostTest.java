package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.Codec;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.HeardPrompts;
import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.KeyPress;
import io.voicepost.gateway.testphone.PlacesCalls;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.gateway.testphone.TestPhone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From the telephone to the page: real calls with a human voice through a real Asterisk into a
/// running gateway, and then a look at the page, as a visitor takes it. Each caller has an account
/// of their own, and each call is made at the same time as the others.
@PlacesCalls
final class PhoneToPostTest {
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "hash", "+12025550401",
          "leaver", "+12025550402",
          "silent", "+12025550403",
          "brief", "+12025550404",
          "alaw", "+12025550405",
          "wide", "+12025550406",
          "opus", "+12025550407",
          "greeter", "+12025550408",
          "national", "+12025550409",
          "patient", "+12025550410");

  /// Whose two telephones call at the same time; those are more entries than `of` takes.
  private static final String TWIN = "+12025550411";

  /// What the calls of this run have to leave behind, and nothing else.
  private static final AtomicInteger posts = new AtomicInteger();

  private static final AtomicInteger held = new AtomicInteger();

  @RegisterExtension private static final Failures failures = new Failures();

  @TempDir private static Path folder;
  private static Service service;
  private static Path speech;

  @BeforeAll
  static void start() throws IOException {
    // A test that is tried again runs in the same process.
    posts.set(0);
    held.set(0);
    service = new Service(folder);
    for (var account : ACCOUNTS.entrySet()) {
      service.operate(
          "account", "add", account.getKey(), "--name", "Caller", "--phone", account.getValue());
    }
    service.operate("account", "add", "twin", "--name", "Caller", "--phone", TWIN);
    service.startGateway();
    speech = Speech.human(folder);
  }

  /// All calls together: nothing but the posts and the held messages is left of them, and no number
  /// is in any log.
  @AfterAll
  static void nothingElseIsLeft() throws Exception {
    try (var open = service) {
      if (failures.none()) {
        assertThat(open.settledSpool()).hasSize(posts.get() + held.get());
        assertThat(open.postsOn("/")).hasSize(posts.get());
      }
      assertThat(open.page("/")).doesNotContain("202555");
      assertThat(open.logs()).contains("gateway ready url=").doesNotContain("202555");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hashEndsTheMessageAndItIsAPost() throws Exception {
    var outcome =
        ended(call("hash").pressing(KeyPress.afterSpeech('#'), KeyPress.afterSpeech('1')));

    assertThat(outcome.byService()).isTrue();
    HeardPrompts.assertHeard(service.asterisk(), outcome, "saved-so-far");
    HeardPrompts.assertHeard(service.asterisk(), outcome, "posted");
    assertWhole(posted("hash"), speech);
  }

  /// By `./voicepost call`, twice at the same time from the same number.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void callTellsOfItsOwnPostAndNotOfANewerOne() throws Exception {
    var brief = folder.resolve("brief-twin.wav");
    Speech.cut(speech, brief, Duration.ofSeconds(2));
    var said = new ConcurrentHashMap<String, String>();
    var first = Thread.ofVirtual().start(() -> said.put("brief", twinSays(brief)));
    var second = Thread.ofVirtual().start(() -> said.put("long", twinSays(speech)));
    first.join();
    second.join();

    assertWhole(sound(said.getOrDefault("brief", "")), brief);
    assertWhole(sound(said.getOrDefault("long", "")), speech);
  }

  private static String twinSays(Path file) {
    var sip = service.asterisk().sip();
    var address = sip.getAddress().getHostAddress() + ":" + sip.getPort();
    return service.operate("call", file.toString(), "--from", TWIN, "--sip", address);
  }

  /// The sound of the one post that was told of.
  private static Path sound(String said) throws IOException, InterruptedException {
    var told = Pattern.compile("Posted: http://[^/]+(/@twin/[0-9]+)").matcher(said);
    assertThat(told.find()).as(said).isTrue();
    var post = told.group(1);
    assertThat(told.find()).as(said).isFalse();
    posts.incrementAndGet();
    return service.sound(post);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hangingUpAfterSpeakingPublishes() throws Exception {
    var outcome = ended(call("leaver"));

    assertThat(outcome.byService()).isFalse();
    assertWhole(posted("leaver"), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void silenceEndsTheMessageAndItIsAPost() throws Exception {
    var outcome = ended(call("silent").with(new HangUp.Never()));

    assertThat(outcome.byService()).isTrue();
    HeardPrompts.assertHeard(service.asterisk(), outcome, "review-post");
    HeardPrompts.assertHeard(service.asterisk(), outcome, "still-there");
    assertWhole(posted("silent"), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void lessThanASecondPublishesNothing() throws Exception {
    var word = folder.resolve("word.wav");
    Speech.cut(speech, word, Duration.ofMillis(600));
    var call = Call.of(word, number("brief"), RealAsterisk.LINE, service.asterisk().sip());
    ended(call.with(new HangUp.AfterSpeech(Duration.ofMillis(20))));

    assertThat(service.postsOn("/@brief")).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hangingUpDuringTheGreetingPublishesNothing() throws Exception {
    ended(call("greeter").with(new HangUp.At(Duration.ofSeconds(2))));

    assertThat(service.postsOn("/@greeter")).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void unknownNumberIsToldSoAndItsMessageIsHeld() throws Exception {
    var outcome =
        ended(
            Call.of(speech, "+12025550499", RealAsterisk.LINE, service.asterisk().sip())
                .pressing(KeyPress.afterSpeech('#'), KeyPress.afterSpeech('1')));

    assertWhole(held("+12…99"), speech);
    HeardPrompts.assertHeard(service.asterisk(), outcome, "stranger-speak");
    // One of the two may stutter on a busy machine.
    assertThat(HeardPrompts.prompts(service.asterisk(), outcome))
        .containsAnyOf("review-held", "kept-until-known");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withheldNumberIsToldSoAndItsMessageIsHeld() throws Exception {
    var outcome = ended(call("hash").withheld());

    assertWhole(held("withheld"), speech);
    HeardPrompts.assertHeard(service.asterisk(), outcome, "stranger-speak");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void numberWithoutCountryCodeIsTheSameCaller() throws Exception {
    var national = number("national").substring(2);
    ended(Call.of(speech, national, RealAsterisk.LINE, service.asterisk().sip()));

    assertWhole(posted("national"), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLawCallBecomesAPost() throws Exception {
    ended(call("alaw").with(Codec.PCMA));

    assertWhole(posted("alaw"), speech);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"wide,G722", "opus,OPUS"})
  void widebandCallBecomesAWidebandPost(String handle, Codec codec) throws Exception {
    var spoken =
        Speech.wideband(
            Files.createDirectory(folder.resolve(handle)),
            "She sells sea shells on the sea shore. The shells she sells are sea shells for sure.");
    ended(Call.of(spoken, number(handle), RealAsterisk.LINE, service.asterisk().sip()).with(codec));

    var post = posted(handle);
    assertWhole(post, spoken);
    assertThat(Hearing.loudnessAbove(4500, post))
        .isGreaterThan(Hearing.loudnessAbove(4500, spoken) - 10);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void silenceEndsAWidebandMessageTooAndItsPostIsWideband() throws Exception {
    var spoken =
        Speech.wideband(
            Files.createDirectory(folder.resolve("patient")),
            "She sells sea shells on the sea shore. The shells she sells are sea shells for sure.");
    var outcome =
        ended(
            Call.of(spoken, number("patient"), RealAsterisk.LINE, service.asterisk().sip())
                .with(Codec.G722)
                .with(new HangUp.Never()));

    assertThat(outcome.byService()).isTrue();
    var post = posted("patient");
    assertWhole(post, spoken);
    assertThat(Hearing.loudnessAbove(4500, post))
        .isGreaterThan(Hearing.loudnessAbove(4500, spoken) - 10);
  }

  private static Path posted(String handle) throws IOException, InterruptedException {
    posts.incrementAndGet();
    return service.onlyPostOf(handle);
  }

  /// Waits for the one held message whose line in the list says this, and fetches its sound.
  private static Path held(String mark) {
    held.incrementAndGet();
    var line =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    service
                        .operate("held", "list")
                        .lines()
                        .filter(it -> it.contains(mark))
                        .toList(),
                lines -> !lines.isEmpty());
    assertThat(line).hasSize(1);
    var id = line.getFirst().substring(0, line.getFirst().indexOf(' '));
    var file = folder.resolve(id + ".mp3");
    service.operate("held", "play", id, "--out", file.toString());
    return file;
  }

  private static Call call(String handle) {
    return Call.of(speech, number(handle), RealAsterisk.LINE, service.asterisk().sip());
  }

  private static String number(String handle) {
    return String.valueOf(ACCOUNTS.get(handle));
  }

  static DialResult.Ended ended(Call call) throws Exception {
    var outcome = TestPhone.call(call);
    assertThat(outcome).isInstanceOf(DialResult.Ended.class);
    return (DialResult.Ended) outcome;
  }

  /// The whole speech is in the post, each second of it, and little else.
  static void assertWhole(Path post, Path spoken) throws IOException {
    var sent = Hearing.samples(spoken);
    var got = Hearing.samples(post);
    var found = Hearing.find(sent, got);
    assertThat(found.weakestSecond())
        .as("%s of %s in %s", found, Hearing.duration(sent), Hearing.duration(got))
        .isGreaterThan(0.7);
    assertThat(Hearing.duration(got))
        .isBetween(Hearing.duration(sent).minusMillis(100), Hearing.duration(sent).plusSeconds(3));
  }
}
