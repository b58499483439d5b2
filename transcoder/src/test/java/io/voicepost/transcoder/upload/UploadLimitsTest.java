package io.voicepost.transcoder.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.voicepost.transcoder.fence.FenceException;
import io.voicepost.transcoder.fence.FenceLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each limit of the decoder's process, broken.
class UploadLimitsTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private RefusedUploadException refusal(UploadDecoder decoder, Path upload) {
    Path wav = folder.resolve("audio.wav");
    var refused =
        assertThatThrownBy(() -> decoder.decode(upload, wav))
            .asInstanceOf(type(RefusedUploadException.class))
            .actual();
    assertThat(wav).doesNotExist();
    assertThat(refused.refusal()).as(refused.getMessage()).isEqualTo(UploadRefusal.UNREADABLE);
    return refused;
  }

  private static UploadDecoder limited(Duration processor, long memory, Duration patience) {
    var decoder = new FenceLimits(memory, processor, patience);
    return new UploadDecoder(new UploadLimits(64 << 20, LONGEST, decoder), 1);
  }

  @Test
  void aFileThatCostsTooMuchProcessorTimeIsGivenUp() throws Exception {
    Path upload =
        ForeignFiles.sound(
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
            ForeignFiles.sound(
                folder.resolve("a.m4a"), "sine=duration=2", "-movflags", "+faststart"));
    int sizes = ForeignFiles.find(file, "stsz");
    ByteBuffer.wrap(file).putInt(sizes + 8, 0).putInt(sizes + 12, 60_000_000);
    Path upload = Files.write(folder.resolve("greedy.m4a"), file);
    var time = Duration.ofSeconds(20);

    var refused = refusal(limited(time, 128 << 20, time), upload);

    assertThat(refused).hasMessageContaining("Cannot allocate memory");
  }

  @Test
  void aDecoderThatDoesNotEndIsKilled() throws Exception {
    var refused = refusal(standIn("sleep 600", Duration.ofMillis(300)), sound());

    assertThat(refused).hasMessageContaining("not done in time");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aDecoderThatCrashesIsAValue() throws Exception {
    // Perl's way to read where nothing is.
    var refused = refusal(standIn("unpack 'p', pack 'Q', 1", PATIENCE), sound());

    assertThat(refused).hasMessageContaining("signal 11");
  }

  @Test
  void aDecoderThatSaysNothingIsNotBelieved() throws Exception {
    assertThat(refusal(standIn("exit 0", PATIENCE), sound())).hasMessageContaining("no sound");
  }

  @Test
  void aDecoderThatSaysTooMuchIsCutOff() throws Exception {
    Path wav = folder.resolve("audio.wav");

    assertThatThrownBy(() -> standIn("print 'x' x 65536 while 1", PATIENCE).decode(sound(), wav))
        .asInstanceOf(type(RefusedUploadException.class))
        .extracting(RefusedUploadException::refusal)
        .isEqualTo(UploadRefusal.TOO_LONG);
    assertThat(wav).doesNotExist();
  }

  @Test
  void aMachineWithoutADecoderIsSaid() {
    var limits = UploadLimits.of(64 << 20, LONGEST);
    var decoder = new UploadDecoder(limits, 1, List.of("ffprobe"), List.of("no-such-ffmpeg"));

    assertThatThrownBy(decoder::check)
        .isInstanceOf(FenceException.class)
        .hasMessageContaining("no-such-ffmpeg");
    assertThatThrownBy(() -> decoder.decode(sound(), folder.resolve("audio.wav")))
        .isInstanceOf(FenceException.class);
  }

  private Path sound() throws IOException {
    return ForeignFiles.sound(folder.resolve("a.mp3"), "sine=duration=2");
  }

  /// Decodes by a line of Perl, where FFmpeg cannot be made to do what is needed.
  private static UploadDecoder standIn(String perl, Duration patience) {
    var usual = UploadLimits.of(64 << 20, LONGEST).decoder();
    var limits = new FenceLimits(usual.memory(), usual.processor(), patience);
    return new UploadDecoder(
        new UploadLimits(64 << 20, LONGEST, limits),
        1,
        List.of("ffprobe"),
        List.of("perl", "-e", perl, "--"));
  }
}
