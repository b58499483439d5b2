package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.call.Conversation;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.telephone.Call;
import io.voicepost.gateway.telephone.Codec;
import io.voicepost.gateway.telephone.Gaps;
import io.voicepost.gateway.telephone.HangUp;
import io.voicepost.gateway.telephone.Hearing;
import io.voicepost.gateway.telephone.Outcome;
import io.voicepost.gateway.telephone.PlacesCalls;
import io.voicepost.gateway.telephone.RealAsterisk;
import io.voicepost.gateway.telephone.Receiver;
import io.voicepost.gateway.telephone.Speech;
import io.voicepost.gateway.telephone.Telephone;
import io.voicepost.transcoder.Heard;
import io.voicepost.transcoder.Listening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines as they are: no sound any more or never any, soft voices and noise, from a telephone
/// through a real Asterisk into the spool, one call after the other.
@PlacesCalls
final class RealLinesTest {
  private static final Set<Path> seen = new HashSet<>();

  @TempDir private static Path folder;
  private static Stage stage;
  private static Spool spool;
  private static AgiEdge edge;
  private static RealAsterisk asterisk;
  private static Path speech;

  @BeforeAll
  static void start() throws Exception {
    seen.clear();
    stage = new Stage(Files.createDirectory(folder.resolve("stage")));
    stage.faye();
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    edge =
        AgiEdge.start(
            new AgiConfig(0, RealAsterisk.AGI_SECRET, 20, Duration.ofSeconds(1)),
            new Conversation(stage.parts(spool), Clock.systemUTC())::converse,
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
    ended(
        saying(speech)
            .with(codec)
            .with(Gaps.speakingTwice(gap, comfortNoise))
            .with(new HangUp.Never()));

    Gaps.assertKept(speech, gap, message());
  }

  @Test
  void aGapInWhatIsAddedIsKept() throws Exception {
    var gap = Duration.ofSeconds(3);
    ended(saying(speech).with(Gaps.addingTwice(gap)).with(new HangUp.Never()));

    var message = message();
    try (var parts = Files.list(message.getParent())) {
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
    var outcome = ended(saying(word).with(Gaps.speakingSlowly(6, pause)).with(new HangUp.Never()));

    assertThat(outcome.byService()).isFalse();
    assertThat(lengthOf(message())).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  @Test
  void whatWasSaidBeforeTheSoundStoppedIsSavedAndToldSo() throws Exception {
    var outcome = ended(saying(speech).with(Gaps.speakingOnce()).with(new HangUp.Never()));

    assertThat(outcome.byService()).isTrue();
    assertThat(Receiver.prompts(asterisk, outcome)).contains("saved-so-far");
    // Asterisk cuts 200 ms before the key that ends it.
    assertThat(lengthOf(message())).isBetween(Duration.ofMillis(2_700), Duration.ofMillis(4_500));
  }

  @Test
  void whoIsNeverHeardIsToldSoTwiceAndThenHungUpOn() throws Exception {
    var outcome =
        ended(Call.listening(Stage.FAYE, RealAsterisk.LINE, asterisk.sip()).with(Gaps.silent()));

    assertThat(outcome.byService()).isTrue();
    assertThat(Receiver.prompts(asterisk, outcome))
        .containsSubsequence("cannot-hear", "nothing-heard", "goodbye");
    assertThat(messages()).isSubsetOf(seen);
  }

  /// At about -50 dBFS.
  @Test
  void softSpeechIsHeardToItsEnd() throws Exception {
    var soft = folder.resolve("soft.wav");
    var human = Speech.human(Files.createDirectories(folder.resolve("human")));
    Speech.run("sox", human.toString(), soft.toString(), "gain", "-n", "-33");
    var said = lengthOf(soft);
    var outcome = ended(saying(soft).with(new HangUp.Never()));

    assertThat(outcome.byService()).isTrue();
    var message = message();
    assertThat(lengthOf(message)).isBetween(said.minusMillis(500), said.plusMillis(2_000));
    assertThat(Listening.to(List.of(message))).isEqualTo(Heard.VOICE);
  }

  /// White noise at about -40 dBFS.
  @Test
  void aPauseEndsAMessageOnANoisyLine() throws Exception {
    var noise = folder.resolve("noise.wav");
    var noisy = folder.resolve("noisy.wav");
    Speech.run(
        ("sox -n -r 8000 -b 16 " + noise + " synth 40 whitenoise vol 0.0436").split(" ", -1));
    Speech.run(("sox -m -v 1 " + speech + " -v 1 " + noise + " " + noisy).split(" ", -1));
    var outcome = ended(saying(noisy).with(new HangUp.Never()));

    assertThat(outcome.byService()).isTrue();
    assertThat(Receiver.prompts(asterisk, outcome)).contains("saved-so-far");
    assertThat(lengthOf(message())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  private static Call saying(Path spoken) {
    return Call.of(spoken, Stage.FAYE, RealAsterisk.LINE, asterisk.sip());
  }

  private static Outcome.Ended ended(Call call) throws Exception {
    seen.addAll(messages());
    var outcome = Telephone.call(call);
    assertThat(outcome).isInstanceOf(Outcome.Ended.class);
    return (Outcome.Ended) outcome;
  }

  /// The message of the last call, when it is safe.
  private static Path message() {
    var more =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> {
                  var all = new HashSet<>(messages());
                  all.removeAll(seen);
                  return all;
                },
                it -> !it.isEmpty());
    seen.addAll(more);
    assertThat(more).hasSize(1);
    var message = more.iterator().next();
    assertThat(message.toFile().list()).noneMatch(it -> it.contains("timed"));
    var wide = message.resolve("audio.wav16");
    return Files.exists(wide) ? wide : message.resolve("audio.wav");
  }

  private static List<Path> messages() throws IOException {
    try (var all = Files.list(asterisk.spool().resolve("captured"))) {
      return all.toList();
    }
  }

  private static Duration lengthOf(Path message) throws IOException {
    return Hearing.duration(Hearing.samples(message));
  }
}
