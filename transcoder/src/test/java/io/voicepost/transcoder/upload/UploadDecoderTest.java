package io.voicepost.transcoder.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voicepost.transcoder.Measure;
import io.voicepost.transcoder.Speech;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.Wav;
import io.voicepost.transcoder.sound.WavAudio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadDecoderTest {
  private final UploadDecoder decoder =
      new UploadDecoder(UploadLimits.of(64 << 20, Duration.ofMinutes(5)), 2);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // What browsers record.
    "webm, -c:a libopus, 48000",
    "webm, -c:a libopus -ac 2 -f webm -live 1, 48000",
    "mp4, -c:a aac -ar 48000 -movflags frag_keyframe+empty_moov, 48000",
    "ogg, -c:a libopus, 48000",
    // What people have.
    "m4a, -c:a aac -ar 44100 -ac 2, 48000",
    "m4a, -c:a alac, 48000",
    "aac, -c:a aac -ar 22050, 24000",
    "mp3, -c:a libmp3lame -ar 44100 -ac 2, 48000",
    "mp3, -c:a libmp3lame -ar 16000, 16000",
    "ogg, -c:a libvorbis -ac 2, 48000",
    "flac, -c:a flac -ar 96000 -ac 6, 48000",
    "wav, -c:a pcm_s16le -ar 8000, 8000",
    "wav, -c:a pcm_s24le -ar 44100 -ac 2, 48000",
    "wav, -c:a pcm_f32le -ar 11025, 16000",
    "wav, -c:a pcm_mulaw -ar 8000, 8000",
    "mkv, -c:a flac, 48000",
    "mov, -c:a pcm_s16be, 48000",
    // What telephones, recorders and messengers have written for 25 years.
    "wav, -c:a adpcm_ms -ar 22050, 24000",
    "wav, -c:a adpcm_ima_wav -ar 8000, 8000",
    "aiff, -c:a pcm_s16be, 48000",
    "caf, -c:a alac, 48000",
    "au, -c:a pcm_mulaw -ar 8000, 8000",
    "wma, -c:a wmav2, 48000"
  })
  void whatPeopleSendIsHeardAsItWas(String ending, String options, int sampleRate)
      throws Exception {
    Path upload =
        ForeignFiles.sound(
            folder.resolve("upload." + ending),
            "sine=frequency=440:duration=3:sample_rate=48000",
            options.split(" "));
    Path wav = folder.resolve("audio.wav");

    Duration duration = decoder.decode(upload, wav);

    WavAudio heard = WavAudio.read(wav);
    assertThat(heard.duration()).isEqualTo(duration);
    assertThat(heard.sampleRate()).isEqualTo(sampleRate);
    assertThat(duration.toMillis()).isCloseTo(3000, within(100L));
    short[] samples = Speech.decode(wav, 8000);
    assertThat(Measure.dominantHertz(samples, 8000)).isEqualTo(440);
    // FFmpeg's sine stands at -21 dBFS, less where it is spread over many channels.
    assertThat(Measure.dbfs(samples)).isBetween(-33.0, -20.0);
  }

  @Test
  void bothEarsAreHeard() throws Exception {
    Path upload =
        ForeignFiles.sound(
            folder.resolve("upload.flac"), "aevalsrc=0|0.5*sin(2*PI*600*t):d=2:s=48000");
    Path wav = folder.resolve("audio.wav");

    decoder.decode(upload, wav);

    short[] samples = Speech.decode(wav, 8000);
    assertThat(Measure.dominantHertz(samples, 8000)).isEqualTo(600);
    assertThat(Measure.dbfs(samples)).isCloseTo(-15, within(1.5)); // half of one of two ears
  }

  @Test
  void videoAndCoverAreLeftOut() throws Exception {
    Path video =
        ForeignFiles.made(
            folder.resolve("video.mp4"),
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc=duration=2:size=320x240",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=880:duration=2",
                "-shortest",
                "-c:v",
                "libx264",
                "-c:a",
                "aac"));
    Path plain = ForeignFiles.sound(folder.resolve("plain.mp3"), "sine=frequency=880:duration=2");
    Path picture =
        ForeignFiles.sound(folder.resolve("cover.png"), "testsrc=size=320x240", "-frames:v", "1");
    Path cover =
        ForeignFiles.made(
            folder.resolve("cover.mp3"),
            List.of(
                "-i",
                plain.toString(),
                "-i",
                picture.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c",
                "copy",
                "-disposition:v:0",
                "attached_pic"));

    for (Path upload : List.of(video, cover)) {
      Path wav = folder.resolve(upload.getFileName() + ".wav");
      assertThat(decoder.decode(upload, wav).toMillis()).isCloseTo(2000, within(100L));
      assertThat(Measure.dominantHertz(Speech.decode(wav, 8000), 8000)).isEqualTo(880);
    }
  }

  @Test
  void theFirstOfTwoSoundsIsTaken() throws Exception {
    Path upload =
        ForeignFiles.made(
            folder.resolve("two.mkv"),
            List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=500:duration=2",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=900:duration=4",
                "-map",
                "0",
                "-map",
                "1",
                "-c:a",
                "flac"));
    Path wav = folder.resolve("audio.wav");

    assertThat(decoder.decode(upload, wav)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Measure.dominantHertz(Speech.decode(wav, 8000), 8000)).isEqualTo(500);
  }

  @Test
  void theFirstThatCanBeDecodedIsTaken() throws Exception {
    Path upload =
        ForeignFiles.made(
            folder.resolve("two.mp4"),
            List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=500:duration=2",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=900:duration=2",
                "-map",
                "0",
                "-map",
                "1",
                "-c:a:0",
                "ac3",
                "-c:a:1",
                "aac"));
    Path wav = folder.resolve("audio.wav");

    decoder.decode(upload, wav);

    assertThat(Measure.dominantHertz(Speech.decode(wav, 8000), 8000)).isEqualTo(900);
  }

  @Test
  void whichFfmpegDecodesIsSaid() throws Exception {
    assertThat(decoder.check()).matches("ffmpeg version [0-9][ -~]*");
  }

  @Test
  void aFileThatWasCutIsHeardUpToThere() throws Exception {
    Path whole =
        ForeignFiles.sound(folder.resolve("whole.webm"), "sine=duration=4", "-c:a", "libopus");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.webm"), Wav.part(bytes, 0, bytes.length / 2));

    Duration duration = decoder.decode(cut, folder.resolve("audio.wav"));

    assertThat(duration.toMillis()).isBetween(1500L, 2600L);
  }

  @Test
  void chainedFilesOfTwoRatesAreHeardToTheEnd() throws Exception {
    byte[] first =
        Files.readAllBytes(
            ForeignFiles.sound(
                folder.resolve("1.mp3"), "sine=duration=2", "-ar", "44100", "-ac", "2"));
    byte[] second =
        Files.readAllBytes(
            ForeignFiles.sound(folder.resolve("2.mp3"), "sine=duration=2", "-ar", "48000"));
    Path chained = Files.write(folder.resolve("chained.mp3"), Wav.join(first, second));

    Duration duration = decoder.decode(chained, folder.resolve("audio.wav"));

    assertThat(duration.toMillis()).isCloseTo(4000, within(200L));
  }

  @Test
  void whatComesOutCanBeTranscoded() throws Exception {
    Path upload = ForeignFiles.sound(folder.resolve("song.m4a"), "sine=duration=2", "-c:a", "aac");
    Path wav = folder.resolve("audio.wav");
    Duration duration = decoder.decode(upload, wav);

    try (Transcoder transcoder = new Transcoder(1)) {
      assertThat(transcoder.transcode(wav).duration()).isEqualTo(duration);
    }
  }
}
