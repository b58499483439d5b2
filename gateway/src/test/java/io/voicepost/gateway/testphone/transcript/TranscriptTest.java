package io.voicepost.gateway.testphone.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.testphone.Hearing;
import io.voicepost.gateway.testphone.RealAsterisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call in lines, as it would be read.
final class TranscriptTest {
  @TempDir private Path folder;

  @Test
  void linesStandInTheOrderOfTheirTimes() throws IOException {
    var sounds = RealAsterisk.builtSounds();
    var vocabulary =
        Vocabulary.read(RealAsterisk.configuration().resolve("prompts"), sounds, folder);
    var lines = new ArrayList<String>();
    var transcript = new Transcript(vocabulary, lines::add);
    play(transcript, sounds, 0, List.of("main-menu", "your-name", "letter-f", "letter-a"));
    play(transcript, sounds, 8, List.of("beep"));
    transcript.did(Duration.ofMillis(3500), "keyed    5");
    transcript.spoke(Duration.ofMillis(8500), Duration.ofMillis(13_000));
    transcript.heardUntil(Recogniser.RATE * 14);
    transcript.end(Duration.ofSeconds(14));

    assertThat(lines)
        .containsExactly(
            "0:00  heard    Main menu.",
            "0:01  heard    Your name is F A",
            "0:03  keyed    5",
            "0:03  silence  4.5 s",
            "0:08  beep");
  }

  private static void play(Transcript to, Path sounds, int second, List<String> names)
      throws IOException {
    int at = second * Recogniser.RATE;
    for (var name : names) {
      var sound = Hearing.samples(sounds.resolve("en/voicepost/" + name + ".wav"));
      to.heard(at, sound);
      at += sound.length;
    }
  }
}
