package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.Sound;
import io.voicepost.gateway.call.CallChannel;
import io.voicepost.gateway.call.CallOutcome;
import io.voicepost.gateway.call.DigitInput;
import io.voicepost.gateway.call.PromptResult;
import io.voicepost.gateway.call.RecordingResult;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.speech.Prompt;
import io.voicepost.gateway.speech.RecordedPrompts;
import io.voicepost.gateway.speech.Utterance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys that Asterisk tells, at every moment of its commands.
@Timeout(60)
class KeysBetweenCommandsTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Utterance WELCOME = Utterance.of(Prompt.WELCOME);

  @TempDir private Path folder;
  private FakeManager manager;
  private List<String> commands = List.of();

  @BeforeEach
  void open() throws IOException {
    manager = new FakeManager(_ -> {});
  }

  @AfterEach
  void close() throws IOException {
    manager.close();
  }

  @Test
  void keyBetweenTwoCommandsIsTakenAndNothingIsPlayed() throws Exception {
    var heard =
        call(
            command -> told(command, "SET AUTOHANGUP", "7", "200 result=0"),
            channel -> channel.ask(WELCOME, SOON));

    assertThat(heard).isEqualTo(new PromptResult.Pressed('7'));
    assertThat(commands).noneMatch(it -> it.startsWith("STREAM FILE"));
  }

  @Test
  void keyThatDidNotEndAPromptCutsItShort() throws Exception {
    var heard =
        call(
            command -> {
              var reply = told(command, "STREAM FILE", "7", "200 result=69 endpos=400");
              if (command.startsWith("STREAM FILE")) {
                await()
                    .until(() ->
                        manager.actions().stream()
                            .anyMatch(it -> it.contains("PlayDTMF") && it.contains("Digit: E")));
              }
              return reply;
            },
            channel -> channel.ask(WELCOME, SOON));

    assertThat(heard).isEqualTo(new PromptResult.Pressed('7'));
  }

  /// Asterisk plays nothing on while it draws out keys that follow each other too fast for it.
  @Test
  void silenceThatKeysDrawOutEndsNoCall() throws Exception {
    var drawnOut = Duration.ofMillis(5500);
    var typed =
        call(
            command -> {
              if (command.startsWith("STREAM FILE \"voicepost/en/pause\"")) {
                await().pollDelay(drawnOut).atMost(drawnOut.plusSeconds(5)).until(() -> true);
                return told(command, "STREAM FILE", "#", "200 result=35 endpos=400");
              }
              return told(command, "ANSWER", "7", "200 result=0");
            },
            channel -> channel.keyIn(Utterance.NOTHING, 3, SOON));

    assertThat(typed).isEqualTo(new DigitInput.Keys("7"));
  }

  @Test
  void keyThatIsRepliedAndToldIsOne() throws Exception {
    var heard =
        call(
            command ->
                told(
                    command,
                    "STREAM FILE",
                    "7",
                    command.startsWith("STREAM FILE")
                        ? "200 result=55 endpos=400"
                        : "200 result=0"),
            channel -> List.of(channel.ask(WELCOME, SOON), channel.ask(Utterance.NOTHING, SOON)));

    assertThat(heard)
        .isEqualTo(List.of(new PromptResult.Pressed('7'), new PromptResult.Finished()));
  }

  @Test
  void promptIsGoneOnWithAfterAKeyThatWasTakenBefore() throws Exception {
    var heard =
        call(
            command ->
                command.startsWith("STREAM FILE") && !command.endsWith(" 400")
                    ? "200 result=55 endpos=400"
                    : "200 result=0 endpos=800",
            channel -> channel.say(WELCOME));

    assertThat(heard).isEqualTo(new PromptResult.Finished());
    assertThat(commands).contains("STREAM FILE \"voicepost/en/welcome\" \"0123456789*#E\" 400");
  }

  @Test
  void whileTheManagerInterfaceIsAwayRepliesCount() throws Exception {
    var heard =
        call(
            command -> {
              if (command.startsWith("STREAM FILE")) {
                hangUpManager();
                return "200 result=55 endpos=400";
              }
              if (command.startsWith("GET DATA")) {
                return "200 result=89";
              }
              return "200 result=0";
            },
            channel -> channel.keyIn(WELCOME, 3, SOON));

    assertThat(heard).isEqualTo(new DigitInput.Keys("789"));
  }

  @Test
  void keysAreToldAgainWhenTheManagerInterfaceIsBack() throws Exception {
    var heard =
        call(
            command -> {
              if (command.equals("ANSWER")) {
                hangUpManager();
                await().until(() -> manager.sessions() == 1);
              }
              return told(command, "ANSWER", "5", "200 result=0");
            },
            channel -> channel.ask(WELCOME, SOON));

    assertThat(heard).isEqualTo(new PromptResult.Pressed('5'));
  }

  @Test
  void ofKeysDuringARecordingOnlyThoseAfterItsEndAreKept() throws Exception {
    var voice = Sound.voice(8000, Duration.ofSeconds(2));
    var heard =
        call(
            command -> {
              if (!command.startsWith("RECORD FILE")) {
                return "200 result=0";
              }
              Sound.write(Path.of(FakeAsterisk.target(command) + ".wav"), voice);
              return told(
                  command,
                  "RECORD FILE",
                  "5#12",
                  "200 result=35 (dtmf) endpos=" + Sound.samples(voice));
            },
            channel ->
                List.of(
                    channel.record(folder.resolve("message").toAbsolutePath(), Stage.LINE),
                    channel.keyIn(Utterance.NOTHING, 9, SOON)));

    assertThat(heard)
        .isEqualTo(
            List.of(
                new RecordingResult.Recorded(RecordingResult.Ending.KEY, Sound.samples(voice)),
                new DigitInput.Keys("12")));
  }

  @Test
  void keysTypedAheadGoWhereTheyBelong() throws Exception {
    var heard =
        call(
            command -> told(command, "ANSWER", "123456#7#8", "200 result=0"),
            channel ->
                List.of(
                    channel.keyIn(WELCOME, 6, SOON),
                    channel.tell(WELCOME),
                    channel.ask(WELCOME, SOON),
                    channel.ask(WELCOME, SOON),
                    channel.ask(WELCOME, SOON),
                    channel.ask(WELCOME, SOON)));

    assertThat(heard)
        .isEqualTo(
            List.of(
                new DigitInput.Keys("123456"),
                new PromptResult.Pressed('7'),
                new PromptResult.Pressed('7'),
                new PromptResult.Pressed('#'),
                new PromptResult.Pressed('8'),
                new PromptResult.Finished()));
  }

  @Test
  void keysBeforeAHangUpCountAndThenItIsOver() throws Exception {
    var heard =
        call(
            command ->
                command.equals("ANSWER")
                    ? told(command, "ANSWER", "1", "200 result=0")
                    : command.equals("SET AUTOHANGUP 5")
                        ? "200 result=0"
                        : "511 Command Not Permitted on a dead channel or intercept routine",
            channel -> List.of(channel.ask(WELCOME, SOON), channel.ask(WELCOME, SOON)));

    assertThat(heard).isEqualTo(List.of(new PromptResult.Pressed('1'), new PromptResult.HungUp()));
  }

  private void hangUpManager() {
    try {
      manager.hangsUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean told;

  /// Tells keys at the first of such a command, after the call was answered.
  private String told(String command, String at, String keys, String reply) {
    if (command.startsWith(at) && !command.equals("SET AUTOHANGUP 5") && !told) {
      told = true;
      try {
        manager.tells(keys);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
    }
    return reply;
  }

  /// What an answered call comes to.
  private Object call(Function<String, String> asterisk, Function<CallChannel, Object> answering)
      throws Exception {
    var result = new CompletableFuture<Object>();
    try (var edge =
        FastAgiServer.start(
            new AgiConfig(0, FakeAsterisk.SECRET, 2, Duration.ofSeconds(1)),
            (channel, _) -> {
              channel.answer();
              result.complete(answering.apply(channel));
              return new CallOutcome.NothingSpoken();
            },
            new RecordedPrompts(folder.resolve("prompts")),
            new SimpleMeterRegistry())) {
      var environment = FakeAsterisk.environment("+12025550142");
      environment.put("agi_arg_5", String.valueOf(manager.port()));
      try (var fake = new FakeAsterisk(edge.port()).says(environment)) {
        commands = fake.serve(asterisk);
      }
      return result.get(20, TimeUnit.SECONDS);
    }
  }
}
