package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.call.CallFlow;
import io.voicepost.gateway.call.Stage;
import io.voicepost.gateway.speech.RecordedPrompts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Whoever comes to the FastAGI port and is not our Asterisk hears nothing but the line going dead.
@Timeout(30)
class StrangersTest {
  private static final String NUMBER = "+12025550142";
  private static final String LONG = "x".repeat(1025);

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private Stage stage;
  private FastAgiServer edge;

  @BeforeEach
  void open() throws Exception {
    stage = new Stage(folder);
    edge = start(400);
    logged.start();
    ((Logger) LoggerFactory.getLogger("io.voicepost")).addAppender(logged);
  }

  private FastAgiServer start(int calls) throws IOException {
    return FastAgiServer.start(
        new AgiConfig(0, FakeAsterisk.SECRET, calls, Duration.ofSeconds(1)),
        new CallFlow(stage.parts(), Clock.systemUTC())::run,
        new RecordedPrompts(folder.resolve("prompts")),
        meters);
  }

  @AfterEach
  void close() throws Exception {
    ((Logger) LoggerFactory.getLogger("io.voicepost")).detachAppender(logged);
    edge.close();
    stage.close();
  }

  @Test
  void ourAsteriskIsServed() throws Exception {
    try (var asterisk = new FakeAsterisk(edge.port()).calls(NUMBER)) {
      assertThat(asterisk.command()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agi_network_script",
        "agi_channel",
        "agi_uniqueid",
        "agi_arg_1",
        "agi_arg_2",
        "agi_arg_3",
        "agi_arg_4"
      })
  void aMissingKeyDropsTheCall(String key) throws Exception {
    var environment = FakeAsterisk.environment(NUMBER);
    environment.remove(key);

    try (var stranger = new FakeAsterisk(edge.port()).says(environment)) {
      assertTurnedAway(stranger);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "agi_network_script, 0123456789abcdee",
    "agi_network_script, 0123456789abcdef0",
    "agi_network_script, ''",
    "agi_arg_1, 2025550142;drop",
    "agi_arg_1, 123456789012345678901234567890123",
    "agi_arg_2, D",
    "agi_arg_3, s",
    "agi_arg_4, gsm",
    "agi_arg_4, ''",
    "agi_arg_5, 0",
    "agi_arg_5, localhost",
    "agi_arg_6, A",
    "agi_arg_6, 'success 1'",
    "agi_arg_7, 'ey.ey.x;info=<y>'",
    "agi_arg_7, 'ey=='",
    "agi_channel, 'PJSIP/x-1\r'",
    "agi_channel, ''",
  })
  void aWrongValueDropsTheCall(String key, String value) throws Exception {
    var environment = FakeAsterisk.environment(NUMBER);
    environment.put(key, value);

    try (var stranger = new FakeAsterisk(edge.port()).says(environment)) {
      assertTurnedAway(stranger);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agi_arg_1: +442079460123\n",
        "agi_network_script: 0123456789abcdef\n",
        "agi_callerid: twice\n",
        "AGI_UPPER: case\n",
        "agi_: nothing\n",
        "no colon\n",
        "other_key: value\n",
        " agi_space: before\n",
      })
  void aLineTooMuchDropsTheCall(String line) throws Exception {
    try (var stranger = new FakeAsterisk(edge.port())) {
      stranger.says(line).calls(NUMBER);

      assertTurnedAway(stranger);
    }
  }

  @Test
  void moreThan64LinesDropTheCall() throws Exception {
    var environment = FakeAsterisk.environment(NUMBER);
    for (int i = 6; environment.size() < 65; i++) {
      environment.put("agi_arg_" + i, "x");
    }

    try (var stranger = new FakeAsterisk(edge.port()).says(environment)) {
      assertTurnedAway(stranger);
    }
  }

  @Test
  void exactly64LinesAreServed() throws Exception {
    var environment = FakeAsterisk.environment(NUMBER);
    for (int i = 6; environment.size() < 64; i++) {
      environment.put("agi_arg_" + i, "x");
    }

    try (var asterisk = new FakeAsterisk(edge.port()).says(environment)) {
      assertThat(asterisk.command()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "\n",
        "\r\n\r\n",
        "agi_network: yes\n\n",
        "\u0000\u0001\u0002\n\n",
        LONG_LINE,
      })
  void whatIsNoEnvironmentDropsTheCall(String text) throws Exception {
    try (var stranger = new FakeAsterisk(edge.port())) {
      stranger.says(text.replace(LONG_LINE, "agi_x: " + LONG));

      assertTurnedAway(stranger);
    }
  }

  @Test
  void anEnvironmentThatBreaksOffDropsTheCall() throws Exception {
    new FakeAsterisk(edge.port()).says("agi_network: yes\nagi_netw").close();

    await().until(() -> turnedAway() == 1);
  }

  @Test
  void anEnvironmentThatTakesLongerThanThreeSecondsDropsTheCall() throws Exception {
    try (var stranger = new FakeAsterisk(edge.port()).says("agi_network: yes\nagi_net")) {
      assertTurnedAway(stranger);
    }
  }

  @Test
  void anEnvironmentThatDripsDropsTheCallAfterThreeSecondsToo() throws Exception {
    try (var stranger = new FakeAsterisk(edge.port())) {
      var dripping = Thread.startVirtualThread(() -> drip(stranger, environmentText()));

      assertTurnedAway(stranger);
      dripping.interrupt();
    }
  }

  @Test
  void callsGetThroughHoweverManySayNothing() throws Exception {
    edge.close();
    edge = start(1);
    var idle = new ArrayList<FakeAsterisk>();
    try {
      for (int i = 0; i < PendingConnections.MOST + 200; i++) {
        idle.add(new FakeAsterisk(edge.port()));
      }
      try (var asterisk = new FakeAsterisk(edge.port()).calls(NUMBER)) {
        assertThat(asterisk.command()).isNotNull();
      }
      // Nobody keeps more connections open than that, and nobody for long.
      assertThat(idle.getFirst().command()).isNull();
      assertThat(idle.getLast().command()).isNull();
    } finally {
      for (var one : idle) {
        one.close();
      }
    }
  }

  /// A byte every fifth of a second: the whole text would take two minutes.
  private static void drip(FakeAsterisk stranger, String text) {
    try {
      for (int i = 0; i < text.length() && !Thread.interrupted(); i++) {
        stranger.says(text.substring(i, i + 1));
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    } catch (IOException hungUp) {
      return;
    }
  }

  @Test
  void bytesBeforeTheFirstCommandDropTheCall() throws Exception {
    try (var stranger = new FakeAsterisk(edge.port())) {
      stranger.says(environmentText() + "200 result=0\n");

      assertTurnedAway(stranger);
    }
  }

  @Test
  void theNewsOfAHangUpMayComeBeforeTheFirstCommand() throws Exception {
    try (var asterisk = new FakeAsterisk(edge.port())) {
      asterisk.says(environmentText() + "HANGUP\n");

      assertThat(asterisk.command()).isNotNull();
    }
    assertThat(turnedAway()).isZero();
  }

  @Test
  void ofManyStrangersTheLogHasOneLineAndNothingTheySaid() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (var stranger = new FakeAsterisk(edge.port())) {
        stranger.says("agi_evil: \u001b[31mhello " + NUMBER + "\n\n");
        assertThat(stranger.command()).isNull();
      }
    }

    await().until(() -> turnedAway() == 50);
    assertThat(logged.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("agi connection dropped reason=\"")
        .doesNotContain("hello", "2025550142", "\u001b");
  }

  private static final String LONG_LINE = "LONG_LINE";

  private static String environmentText() {
    var text = new StringBuilder();
    FakeAsterisk.environment(NUMBER)
        .forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return text.append('\n').toString();
  }

  private void assertTurnedAway(FakeAsterisk stranger) throws Exception {
    assertThat(stranger.command()).as("a command").isNull();
    await().until(() -> turnedAway() == 1);
    assertThat(folder.resolve("spool/recording")).isEmptyDirectory();
  }

  private double turnedAway() {
    return meters.counter("voicepost.agi.turned.away").count();
  }
}
