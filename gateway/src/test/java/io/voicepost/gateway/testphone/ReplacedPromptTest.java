package io.voicepost.gateway.testphone;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.transcript.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings that take the place of prompts, on an Asterisk that speaks Mandarin by itself.
@PlacesCalls
final class ReplacedPromptTest {
  @TempDir private static Path folder;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    asterisk = RealAsterisk.start(folder, RealAsterisk.freePort(), Map.of("VP_LANGUAGE", "zh"));
  }

  @AfterAll
  static void stop() {
    asterisk.close();
  }

  @Test
  void aRecordingIsHeardFromTheNextCallOnAndUntilItGoes() throws Exception {
    assertThat(welcomes()).containsExactly(false);

    var recording =
        Files.createDirectories(asterisk.prompts().resolve("zh")).resolve("fallback-welcome.wav");
    Files.copy(asterisk.sounds().resolve("en/voicepost/not-saved.wav"), recording);
    assertThat(welcomes()).containsExactly(true);

    Files.delete(recording);
    assertThat(welcomes()).containsExactly(false);
  }

  @Test
  void aRecordingInAnotherLanguageIsNotHeard() throws Exception {
    var recording =
        Files.createDirectories(asterisk.prompts().resolve("en")).resolve("fallback-welcome.wav");
    Files.copy(asterisk.sounds().resolve("en/voicepost/not-saved.wav"), recording);

    assertThat(welcomes()).containsExactly(false);
  }

  /// Whether what is heard in place of the welcome is a recording; empty if it is neither.
  private static List<Boolean> welcomes() throws Exception {
    var call =
        Call.listening("+12025550101", RealAsterisk.LINE, asterisk.sip())
            .with(new HangUp.At(Duration.ofSeconds(3)));
    return HeardPrompts.phrases(asterisk, AloneTest.ended(call)).stream()
        .filter(phrase -> phrase.name().equals("fallback-welcome"))
        .map(Phrase::recorded)
        .toList();
  }
}
