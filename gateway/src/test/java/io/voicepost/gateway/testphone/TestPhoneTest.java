package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.gateway.cli.CallCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The telephone itself, as typed, calling an Asterisk whose gateway is away.
@PlacesCalls
final class TestPhoneTest {
  private static final int RATE = ReceivedAudio.RATE;

  @TempDir private static Path folder;
  private static Path speech;
  private static RealAsterisk asterisk;

  /// What a command printed, and how it ended.
  private record Said(int code, String out, String err) {}

  @BeforeAll
  static void start() throws IOException {
    asterisk = RealAsterisk.start(folder, RealAsterisk.freePort());
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() {
    asterisk.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void commandTellsTheCall() {
    var said = type(speech.toString(), "--from", "+12025550601", "--keys", "#");

    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .containsPattern("Calling 8642 at 127.0.0.1:[0-9]+ \\.\\.\\.")
        .containsPattern("Answered after [0-9.]+ s\\.")
        .containsPattern("Spoke 5\\.[0-9] s, from [0-9.]+ s on\\.")
        .containsPattern("The service hung up after [0-9.]+ s\\.")
        .contains("and then")
        .doesNotContain("202555");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"PCMA", "G722", "OPUS"})
  void commandTellsWhatWasHeardAndKeyedAndSaid(String codec) {
    var said =
        type(
            speech.toString(),
            "--from",
            "+12025550605",
            "--codec",
            codec,
            "--keys",
            "beep",
            "speak",
            "0.5s",
            "#");

    assertThat(said.err()).isEmpty();
    var lines =
        said.out()
            .lines()
            .filter(line -> line.matches("[0-9]+:[0-9]{2} .*"))
            .map(line -> line.substring(line.indexOf(' ')).strip().replaceAll("5\\.[0-9] s", "5 s"))
            .toList();
    assertThat(lines).containsSubsequence("beep", "speaks", "spoke    5 s", "keyed    #");
    // Of a dozen calls at once a telephone may stutter in one of its sentences; not in both.
    assertThat(lines).containsAnyOf("heard    Speak after the beep.", "heard    Saved. Thank you.");
    if (codec.equals("PCMA")) {
      // The line stays open until the call must have been acknowledged.
      assertThat(lines)
          .filteredOn(line -> !line.startsWith("silence"))
          .containsExactly(
              "heard    Speak after the beep.",
              "beep",
              "speaks",
              "spoke    5 s",
              "keyed    #",
              "heard    Saved. Thank you.");
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"rfc4733", "info"})
  void keyEndsARecordingInWhateverWayItIsSent(String way) {
    var said =
        type("--from", "+12025550606", "--dtmf", way, "--keys", "beep", "2s", "#", "silence");

    assertThat(said.out()).contains("keyed    #").contains("The service hung up after");
    assertThat(said.out()).doesNotContain("silence  4").doesNotContain("silence  5");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(DtmfMode.class)
  void keyCutsAPromptShortInWhateverWayItIsSent(DtmfMode dtmf) throws Exception {
    try (var gateway = new StubGateway();
        var other = RealAsterisk.start(Files.createTempDirectory(folder, "i"), gateway.port())) {
      var replies = new ArrayList<String>();
      gateway.when(
          "+12025550607",
          session -> {
            session.ask("ANSWER");
            session.ask("SET AUTOHANGUP 20");
            replies.add(session.ask("STREAM FILE voicepost/en/welcome \"0123456789*#\""));
            replies.add(session.ask("WAIT FOR DIGIT 3000"));
            session.ask("HANGUP");
          });
      var call =
          Call.listening("+12025550607", RealAsterisk.LINE, other.sip())
              .with(dtmf)
              .pressing(
                  KeyPress.at('7', Duration.ofMillis(1000)),
                  KeyPress.at('*', Duration.ofMillis(1500)));
      TestPhone.call(call);

      assertThat(replies).hasSize(2);
      assertThat(replies.getFirst()).startsWith(digit('7') + " endpos=");
      assertThat(Integer.parseInt(replies.getFirst().replaceAll(".*endpos=", "")))
          .isLessThan(RATE * 2);
      assertThat(replies.getLast()).isEqualTo(digit('*'));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void commandHangsUpWhenToldTo() {
    var said = type(speech.toString(), "--from", "withheld", "--hang-up-after", "0.5");

    assertThat(said.out()).contains("Said nothing.").containsPattern("Hung up after [0-9.]+ s\\.");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void callThatTheServiceDoesNotTakeIsNotAnswered() throws Exception {
    try (var gateway = new StubGateway();
        var other = RealAsterisk.start(Files.createTempDirectory(folder, "n"), gateway.port())) {
      var sip = InviteHeaders.hostAndPort(other.sip());
      var said = type(speech.toString(), "--from", "+12025550602", "--to", "999", "--sip", sip);

      assertThat(said.code()).isEqualTo(1);
      assertThat(said.out())
          .containsPattern("Not answered: [4-6][0-9]{2}")
          .doesNotContain("and then");
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere.wav --from 1234567                        | no such file: nowhere.wav",
        "SELF --from 1234567                               | no sound that FFmpeg can read",
        "SPEECH                                            | --from",
        "SPEECH --from nobody                              | a caller's number is",
        "SPEECH --from 1234567 --to 12x                    | a service number is",
        "SPEECH --from 1234567 --keys !                    | a key is",
        "SPEECH --from 1234567 --keys 1@x                  | a key is",
        "SPEECH --from 1234567 --hang-up-after soon        | a time is seconds",
        "SPEECH --from 1234567 --sip nohost                | HOST:PORT",
        "SPEECH --from 1234567 --sip 127.0.0.1:70000       | HOST:PORT",
        "SPEECH --from 1234567 --sip no.such.invalid:5060  | no such host",
        "SPEECH --from 1234567 --codec GSM                 | GSM",
      })
  void badInputIsOneClearLine(String arguments, String complaint) throws IOException {
    var self = Files.writeString(Files.createTempFile(folder, "self", ".wav"), "no sound");
    var said =
        type(
            arguments
                .replace("SPEECH", speech.toString())
                .replace("SELF", self.toString())
                .split(" +", -1));

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err().lines().findFirst().orElse("")).contains(complaint);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void nobodyListeningIsOneClearLine() {
    var port = "127.0.0.1:" + RealAsterisk.freePort();
    var said = type(speech.toString(), "--from", "+12025550603", "--sip", port);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err().strip())
        .isEqualTo("voicepost call: the call failed: nobody listens at " + port);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void keysArriveAsTheyWerePressed() throws Exception {
    try (var gateway = new StubGateway();
        var other = RealAsterisk.start(Files.createTempDirectory(folder, "k"), gateway.port())) {
      var heard = new ArrayList<String>();
      gateway.when(
          "+12025550604",
          session -> {
            session.ask("ANSWER");
            session.ask("SET AUTOHANGUP 20");
            for (int i = 0; i < 3; i++) {
              heard.add(session.ask("WAIT FOR DIGIT 5000"));
            }
          });
      var call = Call.of(speech, "+12025550604", RealAsterisk.LINE, other.sip());
      TestPhone.call(
          call.pressing(
              KeyPress.at('7', Duration.ofMillis(300)),
              KeyPress.at('*', Duration.ofMillis(700)),
              KeyPress.at('#', Duration.ofMillis(1100))));

      assertThat(heard).containsExactly(digit('7'), digit('*'), digit('#'));
    }
  }

  @Test
  void callsThatMakeNoSenseCannotBeMade() {
    assertThatThrownBy(() -> KeyPress.afterSpeech('x'))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HangUp.At(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String digit(char key) {
    return "200 result=" + (int) key;
  }

  private static Said type(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new ArrayList<>(Arrays.asList(arguments));
    if (!all.contains("--sip")) {
      all.addAll(0, List.of("--sip", InviteHeaders.hostAndPort(asterisk.sip())));
    }
    all.addAll(0, List.of("--texts", RealAsterisk.configuration().resolve("prompts").toString()));
    all.addAll(0, List.of("--sounds", asterisk.sounds().toString()));
    int code =
        new CommandLine(new CallCommand((_, then) -> then.println("and then")))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }
}
