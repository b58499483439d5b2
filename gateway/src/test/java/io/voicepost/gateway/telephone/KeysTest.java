package io.voicepost.gateway.telephone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys on their way through Asterisk, sent as RFC 4733 says.
@PlacesCalls
final class KeysTest {
  private static final Duration APART = Duration.ofMillis(200);

  @TempDir private static Path folder;
  private static StubGateway gateway;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    gateway = new StubGateway();
    asterisk = RealAsterisk.start(folder, gateway.port());
  }

  @AfterAll
  static void stop() throws IOException {
    asterisk.close();
    gateway.close();
    assertThat(AloneTest.logs(asterisk)).doesNotContain("ERROR");
  }

  @Test
  void everyKeyArrivesInItsOrder() throws Exception {
    assertThat(arrived("0123456789*#")).isEqualTo("0123456789*#");
  }

  @Test
  void stringOfFortyDigitsArrivesWhole() throws Exception {
    var digits = "1122334455667788990011223344556677889900";

    assertThat(arrived(digits)).isEqualTo(digits);
  }

  @Test
  void keyDuringAPromptAndDuringTheBeepEndsIt() throws Exception {
    var heard = new CompletableFuture<List<String>>();
    gateway.when(
        "+12025551003",
        session -> {
          session.ask("ANSWER");
          session.ask("SET AUTOHANGUP 30");
          var prompt = session.ask("STREAM FILE voicepost/en/fallback-welcome \"0123456789*#\"");
          var beep = session.ask("STREAM FILE voicepost/en/beep \"0123456789*#\"");
          heard.complete(List.of(prompt, beep));
          session.ask("SET VARIABLE VP_STATE done");
        });
    // The beep lasts a fifth of a second and begins at once: its key is pressed with the one
    // before.
    call("+12025551003", "#5", Duration.ofMillis(100));

    assertThat(heard.get(10, TimeUnit.SECONDS))
        .satisfiesExactly(
            prompt -> assertThat(prompt).contains("result=35"),
            beep -> assertThat(beep).contains("result=53"));
  }

  /// What the gateway sees of keys that are pressed one after another.
  private static String arrived(String keys) throws Exception {
    var number = "+1202555" + (1_100 + keys.length());
    var arrived = new CompletableFuture<String>();
    gateway.when(
        number,
        session -> {
          session.ask("ANSWER");
          session.ask("SET AUTOHANGUP 60");
          var text = new StringBuilder();
          for (var key = digit(session); key != 0; key = digit(session)) {
            text.append(key);
          }
          arrived.complete(text.toString());
          session.ask("SET VARIABLE VP_STATE done");
        });
    call(number, keys, APART);
    return arrived.get(10, TimeUnit.SECONDS);
  }

  private static char digit(StubGateway.Session session) throws IOException {
    return (char) Integer.parseInt(session.ask("WAIT FOR DIGIT 3000").replaceAll(".*result=", ""));
  }

  private static void call(String from, String keys, Duration apart) throws Exception {
    var pressed =
        IntStream.range(0, keys.length())
            .mapToObj(
                i -> Key.at(keys.charAt(i), Duration.ofMillis(500).plus(apart.multipliedBy(i))))
            .toArray(Key[]::new);
    var silence = Speech.silence(Files.createDirectories(folder.resolve(from)), 1);
    Telephone.call(Call.of(silence, from, RealAsterisk.LINE, asterisk.sip()).pressing(pressed));
  }
}
