package io.voicepost.gateway.testphone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.spool.TimedRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Asterisk by itself: nobody listens at the FastAGI port.
@PlacesCalls
@ExtendWith(EightTelephones.class)
final class AloneTest {
  @TempDir private static Path folder;
  private static Path speech;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    asterisk = RealAsterisk.start(folder, RealAsterisk.freePort());
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    assertThat(logs(asterisk))
        .contains("gateway not answering next=fallback")
        .doesNotContain("202555", RealAsterisk.AGI_SECRET, RealAsterisk.FALLBACK_KEY);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void callIsAnsweredAndRecordedWithinFourSeconds() throws Exception {
    var outcome = ended(call("+12025550101"));

    assertThat(outcome.answeredAfter().plus(outcome.spokeAt())).isLessThan(Duration.ofSeconds(4));
    assertThat(outcome.byService()).isFalse();
    var message = message("+12025550101");
    assertThat(message.sound().toString()).endsWith(".wav");
    assertWhole(message.sound(), speech);
    assertThat(message.facts()).containsEntry("line", RealAsterisk.LINE);
    assertThat(Instant.ofEpochSecond(Long.parseLong(message.facts().getOrDefault("answered", "0"))))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hashEndsTheMessageAndTheCallerHearsSaved() throws Exception {
    var outcome = ended(call("12025550102").pressing(KeyPress.afterSpeech('#')));

    assertThat(outcome.byService()).isTrue();
    HeardPrompts.assertHeard(asterisk, outcome, "saved");
    assertWhole(message("12025550102").sound(), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void silenceEndsTheMessage() throws Exception {
    var outcome = ended(call("+12025550103").with(new HangUp.Never()));

    assertThat(outcome.byService()).isTrue();
    HeardPrompts.assertHeard(asterisk, outcome, "saved");
    assertWhole(message("+12025550103").sound(), speech);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(names = {"G722", "OPUS"})
  void widebandCallerIsRecordedInWideband(Codec codec) throws Exception {
    var number = codec == Codec.OPUS ? "+12025550111" : "+12025550110";
    var spoken =
        Speech.wideband(
            Files.createDirectory(folder.resolve(codec.name())),
            "She sells sea shells on the sea shore. The shells she sells are sea shells for sure.");
    var call = Call.of(spoken, number, RealAsterisk.LINE, asterisk.sip()).with(codec);
    ended(call);

    var sound = message(number).sound();
    assertThat(sound.toString()).endsWith(".wav16");
    assertThat(rate(sound)).isEqualTo(16_000);
    assertWhole(sound, spoken);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLawCallerIsRecordedInNarrowband() throws Exception {
    ended(call("+12025550105").with(Codec.PCMA));

    var sound = message("+12025550105").sound();
    assertThat(sound.toString()).endsWith(".wav");
    assertThat(rate(sound)).isEqualTo(8000);
    assertWhole(sound, speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withheldNumberLeavesNoCaller() throws Exception {
    ended(call("+12025550106").withheld());

    assertWhole(message("").sound(), speech);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void lessThanASecondLeavesNothing() throws Exception {
    var outcome = ended(call("+12025550107").with(new HangUp.At(Duration.ofMillis(2200))));

    assertThat(outcome.spoken()).isLessThan(Duration.ofSeconds(1));
    assertThat(messages()).noneMatch(it -> it.caller().equals("+12025550107"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hangUpDuringTheGreetingLeavesNothing() throws Exception {
    ended(call("+12025550108").with(new HangUp.At(Duration.ofMillis(500))));

    assertThat(messages()).noneMatch(it -> it.caller().equals("+12025550108"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void silenceAloneLeavesNothingAndIsToldSo() throws Exception {
    var silent = Speech.silence(Files.createDirectory(folder.resolve("silent")), 1);
    var call = Call.of(silent, "+12025550109", RealAsterisk.LINE, asterisk.sip());
    var outcome = ended(call.with(new HangUp.Never()));

    HeardPrompts.assertHeard(asterisk, outcome, "too-short");
    assertThat(messages()).noneMatch(it -> it.caller().equals("+12025550109"));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"PCMU, false, +12025550113", "PCMA, true, +12025550114", "G722, false, +12025550115"})
  void aGapOfTimeIsSilenceOfItsLength(Codec codec, boolean comfortNoise, String from)
      throws Exception {
    var gap = Duration.ofSeconds(3);
    ended(
        call(from)
            .with(codec)
            .with(Gaps.speakingTwice(gap, comfortNoise))
            .with(new HangUp.Never()));

    var sound = message(from).sound();
    // As the gateway does when it is back.
    assertThat(TimedRecording.alone(sound).fill()).isPresent();
    Gaps.assertKept(speech, gap, sound);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whereItMayAsteriskGoesBeforeAllElse() throws Exception {
    var tried = new ProcessBuilder("nice", "-n", "-10", "nice").start();
    var config = asterisk.run().resolve("etc/asterisk.conf").toString();
    var stat =
        ProcessHandle.allProcesses()
            .filter(it -> it.info().commandLine().filter(line -> line.contains(config)).isPresent())
            .map(it -> Path.of("/proc", "" + it.pid(), "stat"))
            .findFirst();

    // The nineteenth field (proc_pid_stat(5)), counted after the name, which may have spaces.
    assertThat(Files.readString(stat.orElseThrow()).replaceFirst(".*[)] ", "").split(" ", -1)[16])
        .isEqualTo(new String(tried.getInputStream().readAllBytes(), US_ASCII).strip());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatWasDialledIsWrittenDown() throws Exception {
    ended(Call.of(speech, "+12025550112", "+441632960112", asterisk.sip()));

    assertThat(message("+12025550112").facts()).containsEntry("line", "+441632960112");
  }

  private static Call call(String from) {
    return Call.of(speech, from, RealAsterisk.LINE, asterisk.sip());
  }

  static DialResult.Ended ended(Call call) throws Exception {
    var outcome = TestPhone.call(call);
    assertThat(outcome).isInstanceOf(DialResult.Ended.class);
    return (DialResult.Ended) outcome;
  }

  static void assertWhole(Path recorded, Path spoken) throws IOException {
    var sent = Hearing.samples(spoken);
    var got = Hearing.samples(recorded);
    var found = Hearing.find(sent, got);
    assertThat(found.weakestSecond())
        .as("%s of %s in %s", found, Hearing.duration(sent), Hearing.duration(got))
        .isGreaterThan(0.9);
    assertThat(Hearing.duration(got))
        .isBetween(Hearing.duration(sent).minusMillis(20), Hearing.duration(sent).plusSeconds(3));
  }

  static String logs(RealAsterisk asterisk) throws IOException {
    return Files.readString(asterisk.run().resolve("log/messages"));
  }

  private static int rate(Path sound) throws IOException {
    byte[] header = Files.readAllBytes(sound);
    return (header[24] & 0xff) | (header[25] & 0xff) << 8;
  }

  private static Message message(String caller) throws Exception {
    var found =
        await()
            .until(
                () -> messages().stream().filter(it -> it.caller().equals(caller)).toList(),
                it -> !it.isEmpty());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<Message> messages() throws Exception {
    return Message.in(asterisk.spool().resolve("fallback"));
  }

  /// A message as Asterisk left it, read as docs/decisions/0041 says.
  record Message(Map<String, String> facts, String caller, Path sound) {
    static List<Message> in(Path fallback) throws Exception {
      var messages = new java.util.ArrayList<Message>();
      List<Path> files;
      try (var listed = Files.list(fallback)) {
        files = listed.toList();
      }
      for (var sound : files) {
        var name = sound.toFile().getName();
        // What another test here adopts just now lies beside its sound for a moment.
        if (name.startsWith("tmp.") || name.contains(".timed.") || name.endsWith(".call")) {
          continue;
        }
        assertThat(name).matches("[0-9]+-[0-9]+\\.[0-9]+\\.(wav|wav16)");
        var call = fallback.resolve(name.substring(0, name.lastIndexOf('.')) + ".call");
        var facts =
            Files.readAllLines(call).stream()
                .collect(
                    Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1)));
        assertThat(facts).containsOnlyKeys("line", "caller", "answered");
        messages.add(new Message(facts, decrypt(facts.getOrDefault("caller", "")), sound));
      }
      return messages;
    }

    private static String decrypt(String caller) throws GeneralSecurityException {
      var cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(RealAsterisk.FALLBACK_KEY.getBytes(US_ASCII), "AES"));
      var text = new String(cipher.doFinal(Base64.getDecoder().decode(caller)), US_ASCII);
      return text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0'));
    }
  }
}
