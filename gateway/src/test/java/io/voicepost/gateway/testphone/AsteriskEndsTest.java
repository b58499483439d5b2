package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is left of a message when Asterisk ends in the middle of it, and what keeps it from
/// starting.
@PlacesCalls
final class AsteriskEndsTest {
  /// A killed Asterisk has not written the last of it: at most so much (docs/decisions/0041).
  private static final Duration LOST = Duration.ofMillis(2200);

  @TempDir private Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void stoppedAsteriskKeepsWhatWasSaidSoFar() throws Exception {
    var speech = Speech.humanAtLength(folder);
    var asterisk = RealAsterisk.start(folder, RealAsterisk.freePort());
    var call = placed(asterisk, speech);
    awaitSound(asterisk, 5);

    asterisk.close();

    assertThat(call.join()).isInstanceOf(DialResult.Ended.class);
    var message = AloneTest.Message.in(asterisk.spool().resolve("fallback"));
    assertThat(message).hasSize(1);
    assertBegins(message.getFirst().sound(), speech, Duration.ofSeconds(4));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void killedAsteriskLosesTheTailAtMost() throws Exception {
    var speech = Speech.humanAtLength(folder);
    var asterisk = RealAsterisk.start(folder, RealAsterisk.freePort());
    var call = placed(asterisk, speech);
    awaitSound(asterisk, 5);
    asterisk.crash();
    call.handle((_, _) -> "").join();

    try (var again = asterisk.again()) {
      var message = AloneTest.Message.in(again.spool().resolve("fallback"));
      assertThat(message).hasSize(1);
      assertThat(message.getFirst().caller()).isEqualTo("+12025550301");
      assertBegins(message.getFirst().sound(), speech, Duration.ofSeconds(5).minus(LOST));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void portInUseIsOneClearLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = "" + taken.getLocalPort();
      assertThat(refused(Map.of("VP_SIP_PORT", port))).contains("port " + port, "in use");
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource(
      delimiter = '|',
      value = {
        "VP_AGI_SECRET | short",
        "VP_AGI_SECRET | has a blank in the middle",
        "VP_FALLBACK_KEY | seventeen-letters",
        "VP_SIP_PORT | 70000",
        "VP_SIP_ADDRESS | localhost",
        "VP_TRUNK_MATCH | 10.0.0.0/8;10.1.1.1",
        "VP_LONGEST_SECONDS | 0",
        "VP_LANGUAGE | xx",
        "VP_BROWSER_PHONE | yes please",
        "VP_BROWSER_PHONE | 0.0.0.0:8088",
        "VP_RTP_END | 10",
        "VP_STIR_SHAKEN | /no/such/file",
        "VP_SPOOL | relative/path",
        "VP_SPOOL | /tmp/$(id)",
      })
  void badValueIsOneClearLine(String name, String value) {
    assertThat(refused(Map.of(name, value))).contains(name.equals("VP_LANGUAGE") ? value : name);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void lineBreakCannotComeInWithAValue() {
    assertThat(refused(Map.of("VP_LANGUAGE", "en\nexten = 1,1,System(id)")))
        .contains("VP_LANGUAGE");
  }

  private String refused(Map<String, String> more) {
    try (var _ = RealAsterisk.start(folder, RealAsterisk.freePort(), more)) {
      return "it started";
    } catch (IllegalStateException refused) {
      var said = String.valueOf(refused.getMessage()).strip();
      assertThat(said).hasLineCount(1);
      return said;
    }
  }

  private static CompletableFuture<DialResult> placed(RealAsterisk asterisk, Path speech) {
    var call = Call.of(speech, "+12025550301", RealAsterisk.LINE, asterisk.sip());
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return TestPhone.call(call);
          } catch (IOException | CannotCallException | InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static void awaitSound(RealAsterisk asterisk, int seconds) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> recorded(asterisk.spool().resolve("fallback")) >= seconds * 16_000L);
  }

  private static long recorded(Path fallback) throws IOException {
    try (var files = Files.list(fallback)) {
      for (var file : files.toList()) {
        if (file.toFile().getName().endsWith(".wav")) {
          return Files.size(file);
        }
      }
      return 0;
    }
  }

  private static void assertBegins(Path recorded, Path spoken, Duration atLeast)
      throws IOException {
    var sent = Hearing.samples(spoken);
    var got = Hearing.samples(recorded);
    var part = Arrays.copyOf(sent, (int) (atLeast.toMillis() * Hearing.RATE / 1000));
    assertThat(Hearing.find(part, got).weakestSecond()).isGreaterThan(0.9);
  }
}
