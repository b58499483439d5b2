package io.voicepost.transcoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.voicepost.transcoder.ffmpeg.DecoderProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each limit of the decoder's process, broken.
class UploadLimitsTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir Path folder;

  private RefusedUploadException refusal(UploadDecoder decoder, Path upload) {
    Path wav = folder.resolve("audio.wav");
    var refused =
        assertThatThrownBy(() -> decoder.decode(upload, wav))
            .asInstanceOf(type(RefusedUploadException.class))
            .actual();
    assertThat(wav).doesNotExist();
    assertThat(refused.refusal()).as(refused.getMessage()).isEqualTo(Refusal.UNREADABLE);
    return refused;
  }

  private static UploadDecoder limited(Duration processor, long memory, Duration patience) {
    return new UploadDecoder(new UploadLimits(64 << 20, LONGEST, processor, memory, patience), 1);
  }

  @Test
  void aFileThatCostsTooMuchProcessorTimeIsGivenUp() throws Exception {
    Path upload =
        Foreign.sound(
            folder.resolve("dear.flac"),
            "anullsrc=channel_layout=7.1:sample_rate=384000:duration=290",
            "-compression_level",
            "0");
    var usual = Duration.ofSeconds(60);

    var refused = refusal(limited(Duration.ofSeconds(1), 256 << 20, usual), upload);

    assertThat(refused).hasMessageContaining("signal 9");
  }

  @Test
  void aFileThatAsksForTooMuchMemoryIsGivenUp() throws Exception {
    byte[] file =
        Files.readAllBytes(
            Foreign.sound(folder.resolve("a.m4a"), "sine=duration=2", "-movflags", "+faststart"));
    int sizes = Foreign.find(file, "stsz");
    ByteBuffer.wrap(file).putInt(sizes + 8, 0).putInt(sizes + 12, 60_000_000);
    Path upload = Files.write(folder.resolve("greedy.m4a"), file);
    var time = Duration.ofSeconds(20);

    var refused = refusal(limited(time, 128 << 20, time), upload);

    assertThat(refused).hasMessageContaining("Cannot allocate memory");
  }

  @Test
  void aDecoderThatDoesNotEndIsKilled() throws Exception {
    Path endless = script("exec sleep 600");

    var refused = refusal(decoderOf(endless, Duration.ofMillis(300)), sound());

    assertThat(refused).hasMessageContaining("not done in");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aDecoderThatCrashesIsAValue() throws Exception {
    Path crash = script("kill -SEGV $$");

    var refused = refusal(decoderOf(crash, Duration.ofSeconds(20)), sound());

    assertThat(refused).hasMessageContaining("signal 11");
  }

  @Test
  void aDecoderThatLiesIsNotBelieved() throws Exception {
    // The WAV is the second last but one of its arguments.
    Path liar = script("while [ $# -gt 3 ]; do shift; done; echo RIFF, trust me >\"$1\"");

    var refused = refusal(decoderOf(liar, Duration.ofSeconds(20)), sound());

    assertThat(refused).hasMessageContaining("decoded: ");
  }

  @Test
  void aDecoderWritesNoMoreThanItMay() throws Exception {
    Path writer =
        script(
            "while [ $# -gt 3 ]; do shift; done; exec dd if=/dev/zero of=\"$1\" bs=1M count=900");

    var refused = refusal(decoderOf(writer, Duration.ofSeconds(20)), sound());

    assertThat(refused).hasMessageContaining("signal 25");
  }

  @Test
  void aDecoderOpensFewFiles() throws Exception {
    Path reader = script("ulimit -n; exit 3");

    assertThatThrownBy(() ->
            decoderOf(reader, Duration.ofSeconds(20)).decode(sound(), folder.resolve("audio.wav")))
        .hasMessage("the decoder failed (3): 64");
  }

  @Test
  void theDecoderKnowsNothingOfOurEnvironment() throws Exception {
    assertThat(System.getenv("PATH")).isNotNull();
    Path reader =
        script(
            "/usr/bin/env | /bin/grep -v -e ^PWD= -e ^_= -e ^SHLVL= | /usr/bin/tr '\\n' ' '; exit 3");

    assertThatThrownBy(() ->
            decoderOf(reader, Duration.ofSeconds(20)).decode(sound(), folder.resolve("audio.wav")))
        .isInstanceOf(IOException.class)
        .hasMessage("the decoder failed (3): ");
  }

  @Test
  void aDecoderThatCannotStartIsToBeTriedAgain() throws Exception {
    assertThatThrownBy(() ->
            decoderOf(folder.resolve("no-java"), Duration.ofSeconds(20))
                .decode(sound(), folder.resolve("audio.wav")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the decoder failed");
  }

  @Test
  void aDecoderEndsWithItsParent() throws Exception {
    Path pipe = folder.resolve("pipe"); // nobody writes to it: opening it takes for ever
    Speech.run(List.of("mkfifo", pipe.toString()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(DecoderProcess.arguments(pipe, folder.resolve("audio.wav"), LONGEST));
    command.set(command.size() - 1, "1"); // as if its parent had been another
    Process process = new ProcessBuilder(command).start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(4);
    } finally {
      process.destroyForcibly();
    }
  }

  private Path sound() throws IOException {
    return Foreign.sound(folder.resolve("a.mp3"), "sine=duration=2");
  }

  private UploadDecoder decoderOf(Path java, Duration patience) {
    UploadLimits usual = UploadLimits.of(64 << 20, LONGEST);
    return new UploadDecoder(
        new UploadLimits(64 << 20, LONGEST, usual.processor(), usual.memory(), patience), 1, java);
  }

  /// Stands in for the JVM where the JVM cannot be made to do what is needed.
  private Path script(String body) throws IOException {
    Path script = Foreign.text(folder.resolve("script"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }
}
