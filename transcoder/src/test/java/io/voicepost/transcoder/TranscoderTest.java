package io.voicepost.transcoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscoderTest {
  private static Transcoder transcoder;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    transcoder = new Transcoder(2);
    transcoder.awaitReady();
  }

  @AfterAll
  static void close() {
    transcoder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 1", "8000, 10", "8000, 60", "8000, 180",
    "16000, 1", "16000, 10", "16000, 60", "16000, 180",
    "24000, 10", "48000, 10"
  })
  void speechComesOutAsItWentIn(int sampleRate, int seconds) throws Exception {
    Path wav = Speech.write(folder.resolve("speech.wav"), sampleRate, seconds);
    short[] source = Speech.decode(wav, sampleRate);

    TranscodeResult made = transcoder.transcode(wav);

    assertThat(made.duration()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(made.renditions())
        .extracting(Rendition::format)
        .containsExactly(AudioFormat.MP3, AudioFormat.OPUS);
    for (Rendition rendition : made.renditions()) {
      Path file = save(rendition);
      short[] heard = Speech.decode(file, sampleRate);
      assertThat((double) heard.length / sampleRate).isCloseTo(seconds, within(0.1));
      assertThat(Measure.dbfs(heard)).isCloseTo(Measure.dbfs(source), within(1.0));
      assertThat(Measure.correlation(source, heard, sampleRate)).isGreaterThan(0.9);
      // The end, which a careless encoder loses.
      int last = sampleRate / 2;
      assertThat(heard.length).isGreaterThanOrEqualTo(source.length);
      assertThat(
              Measure.correlation(
                  Arrays.copyOfRange(source, source.length - last, source.length),
                  Arrays.copyOfRange(heard, source.length - last, source.length),
                  sampleRate))
          .isGreaterThan(0.8);
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, 440", "8000, 2000", "16000, 440", "16000, 6000", "48000, 9000"})
  void aToneKeepsItsPitchAndItsLevel(int sampleRate, int hertz) throws Exception {
    short[] tone = Wav.tone(sampleRate, 3, hertz, -20);
    Path wav = Wav.write(folder.resolve("tone.wav"), sampleRate, tone);

    for (Rendition rendition : transcoder.transcode(wav).renditions()) {
      short[] heard = Speech.decode(save(rendition), sampleRate);
      assertThat(Measure.dominantHertz(heard, sampleRate)).isEqualTo(hertz);
      assertThat(Measure.dbfs(heard)).isCloseTo(-20, within(1.5));
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, 7", "16000, 7", "8000, 60", "48000, 3"})
  void aFileHoldsOneMonoStreamAndNoWordOfItsOrigin(int sampleRate, int seconds) throws Exception {
    Path wav = Speech.write(folder.resolve("speech.wav"), sampleRate, seconds);

    for (Rendition rendition : transcoder.transcode(wav).renditions()) {
      String entries =
          "stream=codec_name,channels:stream_tags:format=nb_streams,duration:format_tags";
      List<String> probed =
          new String(
                  Speech.run(
                      List.of(
                          "ffprobe",
                          "-v",
                          "error",
                          "-of",
                          "default=nw=1",
                          "-show_entries",
                          entries,
                          save(rendition).toString())),
                  StandardCharsets.UTF_8)
              .lines()
              .toList();
      String codec = rendition.format() == AudioFormat.MP3 ? "mp3" : "opus";
      assertThat(probed).contains("codec_name=" + codec, "channels=1", "nb_streams=1").hasSize(4);
      String duration = probed.getLast().substring("duration=".length());
      assertThat(Double.parseDouble(duration)).isCloseTo(seconds, within(0.1));
    }
  }

  @Test
  void whatTheWavSaysBesidesItsSoundIsNotCarriedOver() throws Exception {
    Path plain = Wav.write(folder.resolve("plain.wav"), 8000, Wav.tone(8000, 1, 440, -20));
    Path tagged = folder.resolve("tagged.wav");
    Speech.run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            plain.toString(),
            "-metadata",
            "title=secret",
            tagged.toString()));
    assertThat(Files.readString(tagged, StandardCharsets.ISO_8859_1)).contains("secret");

    assertThat(transcoder.transcode(tagged)).isEqualTo(transcoder.transcode(plain));
  }

  @Test
  void theShortestSoundBecomesAPostAndSilenceAFlatWaveform() throws Exception {
    Path one = Wav.write(folder.resolve("one.wav"), 8000, (short) 1000);
    Path silence = Wav.write(folder.resolve("silence.wav"), 8000, new short[80000]);

    assertThat(transcoder.transcode(one).peaks()).hasSize(1);
    assertThat(transcoder.transcode(silence).peaks()).hasSize(200).containsOnly(0);
  }

  @Test
  void aBrokenFileIsUnplayableAndAMissingOneIsNot() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.wav"), "no sound at all");

    assertThatThrownBy(() -> transcoder.transcode(broken))
        .isInstanceOf(UnplayableAudioException.class);
    assertThatThrownBy(() -> transcoder.transcode(folder.resolve("none.wav")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theSourceIsLeftAloneAndNoFileLeftBehind() throws Exception {
    Path wav = Speech.write(folder.resolve("speech.wav"), 8000, 3);
    byte[] before = Files.readAllBytes(wav);

    transcoder.transcode(wav);

    assertThat(Files.readAllBytes(wav)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(wav);
    }
  }

  @Test
  void manyCallersShareFewThreads() throws Exception {
    List<Path> wavs = new ArrayList<>();
    for (int seconds = 1; seconds <= 8; seconds++) {
      Path wav = folder.resolve(seconds + ".wav");
      wavs.add(Wav.write(wav, 8000, Wav.tone(8000, seconds, 300 + 100 * seconds, -20)));
    }
    List<TranscodeResult> alone = new ArrayList<>();
    for (Path wav : wavs) {
      alone.add(transcoder.transcode(wav));
    }

    List<Future<TranscodeResult>> together = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Path wav : wavs) {
        together.add(callers.submit(() -> transcoder.transcode(wav)));
      }
    }

    for (int i = 0; i < wavs.size(); i++) {
      assertThat(together.get(i).get()).isEqualTo(alone.get(i));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("transcoder-"))
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anInterruptedCallerGivesUpAndTheThreadsGoOn() throws Exception {
    Path wavOfMinutes = Wav.write(folder.resolve("long.wav"), 8000, Wav.tone(8000, 1200, 440, -20));
    Path wav = Wav.write(folder.resolve("short.wav"), 8000, Wav.tone(8000, 1, 440, -20));
    AtomicReference<Exception> end = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                transcoder.transcode(wavOfMinutes);
              } catch (Exception e) {
                end.set(e);
              }
            });
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

    caller.interrupt();
    caller.join(Duration.ofSeconds(60));

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(transcoder.transcode(wav).duration()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void closingLetsWorkInHandEndAndRefusesMore() throws Exception {
    Path wav = Wav.write(folder.resolve("tone.wav"), 8000, Wav.tone(8000, 60, 440, -20));
    Transcoder closing = new Transcoder(1);
    AtomicReference<TranscodeResult> made = new AtomicReference<>();
    List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                made.set(closing.transcode(wav));
              } catch (Exception e) {
                failures.add(e);
              }
            });
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

    closing.close();
    caller.join(Duration.ofSeconds(60));

    assertThat(failures).isEmpty();
    assertThat(made.get().duration()).isEqualTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> closing.transcode(wav)).isInstanceOf(IOException.class);
  }

  @Test
  void closingGivesUpWhatDoesNotEnd() throws Exception {
    Path wav = Wav.write(folder.resolve("long.wav"), 8000, Wav.tone(8000, 1200, 440, -20));
    Transcoder closing = new Transcoder(1, Duration.ZERO);
    closing.awaitReady();
    AtomicReference<Exception> end = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                closing.transcode(wav);
              } catch (Exception e) {
                end.set(e);
              }
            });
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

    closing.close();
    caller.join(Duration.ofSeconds(60));

    assertThat(end.get()).isInstanceOf(IOException.class);
  }

  private Path save(Rendition rendition) throws IOException {
    byte[] content = new byte[rendition.content().remaining()];
    rendition.content().duplicate().get(content);
    return Files.write(folder.resolve("made." + rendition.format().extension()), content);
  }
}
