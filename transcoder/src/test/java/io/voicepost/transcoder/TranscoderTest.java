package io.voicepost.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscoderTest {
  @TempDir Path folder;

  @Test
  void oneRecordingBecomesOneRenditionOfEachFormat() throws Exception {
    Path wav = Wav.write(folder.resolve("tone.wav"), 8000, Wav.tone(8000, 3, 440, -20));

    Transcoding made;
    try (Transcoder transcoder = new Transcoder(2)) {
      made = transcoder.transcode(wav);
    }

    assertThat(made.duration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(made.peaks()).hasSize(150).allMatch(peak -> peak >= 99);
    assertThat(made.renditions())
        .extracting(Rendition::format)
        .containsExactly(AudioFormat.MP3, AudioFormat.OPUS);
  }
}
