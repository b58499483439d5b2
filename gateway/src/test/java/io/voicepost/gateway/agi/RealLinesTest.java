package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.call.CallFlow;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.Codec;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.Gaps;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.HeardPrompts;
import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.PlacesCalls;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import io.voicepost.gateway.testphone.TestPhone;
import io.voicepost.storage.Handle;
import io.voicepost.transcoder.detect.SoundClass;
import io.voicepost.transcoder.detect.SoundClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines as they are: no sound any more or never any, soft voices and noise, from a telephone
/// through a real Asterisk into the spool, each from a member's phone of its own.
@PlacesCalls
@Execution(ExecutionMode.CONCURRENT)
final class RealLinesTest {
  private static final AtomicInteger members = new AtomicInteger();

  @TempDir private static Path folder;
  private static Stage stage;
  private static Spool spool;
  private static FastAgiServer edge;
  private static RealAsterisk asterisk;
  private static Path speech;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(Files.createDirectory(folder.resolve("stage")));
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    edge =
        FastAgiServer.start(
            new AgiConfig(0, RealAsterisk.AGI_SECRET, 20, Duration.ofSeconds(1)),
            new CallFlow(stage.parts(spool), Clock.systemUTC())::run,
            new RecordedPrompts(folder.resolve("prompts")),
            new SimpleMeterRegistry());
    asterisk = RealAsterisk.start(folder, edge.port());
    assertThat(asterisk.spool()).isEqualTo(folder.resolve("spool"));
    speech = folder.resolve("said.wav");
    Speech.cut(Speech.human(folder), speech, Duration.ofSeconds(3));
  }

  @AfterAll
  static void stop() throws Exception {
    asterisk.close();
    edge.close();
    spool.close();
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"PCMU, false", "PCMU, true", "G722, false", "OPUS, false"})
  void aGapOfTimeIsSilenceOfItsLength(Codec codec, boolean comfortNoise) throws Exception {
    var gap = Duration.ofSeconds(3);
    var call = saying(speech).with(codec).with(Gaps.speakingTwice(gap, comfortNoise));
    ended(call);

    Gaps.assertKept(speech, gap, messageOf(call));
  }

  @Test
  void aGapInWhatIsAddedIsKept() throws Exception {
    var gap = Duration.ofSeconds(3);
    var call = saying(speech).with(Gaps.addingTwice(gap));
    ended(call);

    try (var parts = Files.list(messageOf(call).getParent())) {
      var part = parts.filter(it -> it.toFile().getName().startsWith("part-")).findFirst();
      Gaps.assertKept(speech, gap, part.orElseThrow());
    }
  }

  /// Frames that come are few, and far between.
  @Test
  void thePausesOfASlowSpeakerEndNothing() throws Exception {
    var word = folder.resolve("word.wav");
    Speech.cut(speech, word, Duration.ofMillis(500));
    var pause = Duration.ofMillis(2500);
    var call = saying(word).with(Gaps.speakingSlowly(6, pause));
    var outcome = ended(call);

    assertThat(outcome.byService()).isFalse();
    assertThat(lengthOf(messageOf(call))).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  @Test
  void whatWasSaidBeforeTheSoundStoppedIsSavedAndToldSo() throws Exception {
    var call = saying(speech).with(Gaps.speakingOnce());
    var outcome = ended(call);

    assertThat(outcome.byService()).isTrue();
    HeardPrompts.assertHeard(asterisk, outcome, "saved-so-far");
    // Asterisk cuts 200 ms before the key that ends it.
    assertThat(lengthOf(messageOf(call)))
        .isBetween(Duration.ofMillis(2_700), Duration.ofMillis(4_500));
  }

  @Test
  void whoIsNeverHeardIsToldSoTwiceAndThenHungUpOn() throws Exception {
    var call = Call.listening(phone(), RealAsterisk.LINE, asterisk.sip()).with(Gaps.silent());
    var outcome = ended(call);

    assertThat(outcome.byService()).isTrue();
    assertThat(HeardPrompts.prompts(asterisk, outcome))
        .containsSubsequence("cannot-hear", "nothing-heard", "goodbye");
    assertThat(messagesOf(call)).isEmpty();
  }

  /// At about -50 dBFS.
  @Test
  void softSpeechIsHeardToItsEnd() throws Exception {
    var soft = folder.resolve("soft.wav");
    var human = Speech.human(Files.createDirectories(folder.resolve("human")));
    Speech.run("sox", human.toString(), soft.toString(), "gain", "-n", "-33");
    var said = lengthOf(soft);
    var call = saying(soft);
    var outcome = ended(call);

    assertThat(outcome.byService()).isTrue();
    var message = messageOf(call);
    assertThat(lengthOf(message)).isBetween(said.minusMillis(500), said.plusMillis(2_000));
    assertThat(SoundClassifier.classify(List.of(message))).isEqualTo(SoundClass.VOICE);
  }

  /// White noise at about -40 dBFS.
  @Test
  void aPauseEndsAMessageOnANoisyLine() throws Exception {
    var noise = folder.resolve("noise.wav");
    var noisy = folder.resolve("noisy.wav");
    Speech.run(
        ("sox -n -r 8000 -b 16 " + noise + " synth 40 whitenoise vol 0.0436").split(" ", -1));
    Speech.run(("sox -m -v 1 " + speech + " -v 1 " + noise + " " + noisy).split(" ", -1));
    var call = saying(noisy);
    var outcome = ended(call);

    assertThat(outcome.byService()).isTrue();
    HeardPrompts.assertHeard(asterisk, outcome, "saved-so-far");
    assertThat(lengthOf(messageOf(call))).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  /// From the phone of a new member.
  private static Call saying(Path spoken) throws Exception {
    return Call.of(spoken, phone(), RealAsterisk.LINE, asterisk.sip());
  }

  private static String phone() throws Exception {
    int member = members.incrementAndGet();
    var number = "+12025550" + (100 + member);
    var accounts = stage.database().accounts();
    var account = accounts.create(new Handle("member" + member), "Member");
    accounts.linkPhone(account.id(), stage.vault().seal(new PhoneNumber(number)));
    return number;
  }

  /// What it stays on the line for.
  private static DialResult.Ended ended(Call call) throws Exception {
    var outcome = TestPhone.call(call.with(new HangUp.Never()));
    assertThat(outcome).isInstanceOf(DialResult.Ended.class);
    return (DialResult.Ended) outcome;
  }

  /// The message of a call, when it is safe.
  private static Path messageOf(Call call) {
    var all =
        await().atMost(Duration.ofSeconds(20)).until(() -> messagesOf(call), it -> !it.isEmpty());
    assertThat(all).hasSize(1);
    var message = all.getFirst();
    assertThat(message.toFile().list()).noneMatch(it -> it.contains("timed"));
    var wide = message.resolve("audio.wav16");
    return Files.exists(wide) ? wide : message.resolve("audio.wav");
  }

  private static List<Path> messagesOf(Call call) throws IOException {
    var phone = stage.vault().seal(new PhoneNumber(call.from().orElseThrow())).key();
    var member = stage.database().accounts().byPhone(phone).orElseThrow().id();
    var found = new ArrayList<Path>();
    try (var all = Files.list(asterisk.spool().resolve("captured"))) {
      for (var message : all.toList()) {
        if (Files.readString(message.resolve("facts.json")).contains(member.toString())) {
          found.add(message);
        }
      }
    }
    return found;
  }

  private static Duration lengthOf(Path message) throws IOException {
    return Hearing.duration(Hearing.samples(message));
  }
}
