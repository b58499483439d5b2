package io.voicepost.gateway.telephone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings that take the place of prompts, on an Asterisk that speaks Mandarin by itself.
final class ReplacedPromptTest {
  @TempDir private static Path folder;
  private static Path speech;
  private static RealAsterisk asterisk;

  @BeforeAll
  static void start() throws IOException {
    asterisk = RealAsterisk.start(folder, RealAsterisk.freePort(), Map.of("VP_LANGUAGE", "zh"));
    speech = Speech.human(folder);
  }

  @AfterAll
  static void stop() {
    asterisk.close();
  }

  @Test
  void aRecordingIsHeardFromTheNextCallOnAndUntilItGoes() throws Exception {
    var builtIn = asterisk.sounds().resolve("zh/voicepost/fallback-welcome.wav");
    var another = asterisk.sounds().resolve("en/voicepost/not-saved.wav");
    assertThat(heard(builtIn)).isTrue();

    var recording =
        Files.createDirectories(asterisk.prompts().resolve("zh")).resolve("fallback-welcome.wav");
    Files.copy(another, recording);
    assertThat(heard(another)).isTrue();
    assertThat(heard(builtIn)).isFalse();

    Files.delete(recording);
    assertThat(heard(builtIn)).isTrue();
  }

  @Test
  void aRecordingInAnotherLanguageIsNotHeard() throws Exception {
    var another = asterisk.sounds().resolve("en/voicepost/not-saved.wav");
    var recording =
        Files.createDirectories(asterisk.prompts().resolve("en")).resolve("fallback-welcome.wav");
    Files.copy(another, recording);

    assertThat(heard(another)).isFalse();
  }

  private static boolean heard(Path words) throws Exception {
    var call =
        Call.of(speech, "+12025550101", RealAsterisk.LINE, asterisk.sip())
            .pressing(Key.afterSpeech('#'));
    var ended = AloneTest.ended(call);
    return Hearing.recognised(Hearing.samples(words), ended.heard().samples()) > 0.5;
  }
}
