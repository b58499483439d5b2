package io.voicepost.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.Sound;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sounds are made of pieces: a number of ms of voice, or, below 0, of digital silence.
final class TimedRecordingTest {
  private static final int RATE = 8000;

  @TempDir Path folder;
  private TimedRecording timed = new TimedRecording(Path.of("/audio.wav"));

  @BeforeEach
  void name() {
    timed = new TimedRecording(folder.resolve("audio.wav"));
  }

  @Test
  void gapsGetTheirSilenceWhereTheyWere() throws Exception {
    recorded(2000, 1500, 1000);
    timed(-300, 2000, -3000, 1500, -1200, 1000, -300);

    assertThat(timed.fill(Duration.ofSeconds(9))).hasValue(samples(8700));
    assertLeft(2000, -3000, 1500, -1200, 1000);
  }

  @Test
  void everyoneElseMayNotReadThem() throws Exception {
    recorded(2000, 2000);
    timed(2000, -3000, 2000);

    assertThat(timed.fill(Duration.ofMillis(7100))).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(timed.audio())))
        .endsWith("------");
  }

  /// Packets in bursts: pieces with silence between them, longer together than the call was.
  @Test
  void whatIsInPiecesTellsOfTheGapAndNoSoundIsTakenFromIt() throws Exception {
    recorded(2000, 2000);
    timed(300, -200, 700, -400, 1000, -3000, 1200, -500, 800);

    assertThat(timed.fill(Duration.ofMillis(7300))).hasValue(samples(7000));
    assertLeft(2000, -3000, 2000);
  }

  /// A line that stood still and then delivered everything.
  @Test
  void nothingIsLongerThanTheCallWas() throws Exception {
    recorded(2000, 2000);
    timed(2000, -3000, 2000);

    assertThat(timed.fill(Duration.ofMillis(4300))).isEmpty();
    timed(2000, -3000, 2000);
    assertThat(timed.fill(Duration.ofMillis(6300))).isEmpty();
    assertLeft(2000, 2000);
  }

  @Test
  void silenceThatArrivedIsNoGap() throws Exception {
    recorded(2000, -4000, 2000, 1000);
    timed(2000, -4000, 2000, -2000, 1000);

    assertThat(timed.fill(Duration.ofMillis(11_200))).hasValue(samples(11_000));
    assertLeft(2000, -4000, 2000, -2000, 1000);
  }

  @Test
  void aGapInSilenceThatArrivedIsKept() throws Exception {
    recorded(2000, -1000, 2000);
    timed(2000, -4000, 2000);

    assertThat(timed.fill(Duration.ofMillis(8200))).hasValue(samples(8000));
    assertLeft(2000, -4000, 2000);
  }

  /// A line went dead, and its caller was waited for.
  @Test
  void whatDoesNotArriveAtTheEndIsNoGap() throws Exception {
    recorded(2000);
    timed(-300, 2000, -5000);

    assertThat(timed.fill(Duration.ofSeconds(8))).isEmpty();
    assertLeft(2000);
  }

  @Test
  void whatAsteriskNeverClosedTellsAsFarAsItGoes() throws Exception {
    recorded(2000, 2000);
    timed(2000, -3000, 2000);
    Files.write(timed.wav(), Sound.killed(Files.readAllBytes(timed.wav())));
    Files.write(timed.audio(), Sound.killed(Files.readAllBytes(timed.audio())));

    assertThat(timed.fill()).hasValue(samples(7000));
    assertLeft(2000, -3000, 2000);
  }

  /// A full disk: the header says more than there is.
  @Test
  void whatIsCutShortIsNotBelieved() throws Exception {
    recorded(2000, 2000);
    timed(2000, -3000, 2000);
    byte[] whole = Files.readAllBytes(timed.wav());
    Files.write(timed.wav(), Arrays.copyOf(whole, whole.length - 8000));

    assertThat(timed.fill(Duration.ofMillis(7100))).isEmpty();
    assertLeft(2000, 2000);
  }

  @Test
  void withoutItTheRecordingStaysAsItIs() throws Exception {
    recorded(2000, 2000);

    assertThat(timed.fill(Duration.ofSeconds(9))).isEmpty();
    assertThat(timed.fill()).isEmpty();
    assertLeft(2000, 2000);
  }

  @Test
  void withoutARecordingThereIsNone() throws Exception {
    timed(2000, -3000, 2000);

    assertThat(timed.fill()).isEmpty();
    assertThat(folder.toFile().list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a,b/audio.wav", "/a(b)/audio.wav", "/a b/audio.wav", "/a&b/audio.wav"})
  void aFolderThatMixMonitorWouldMisreadIsNotNamedToIt(String audio) {
    assertThat(new TimedRecording(Path.of(audio)).canBeNamed()).isFalse();
  }

  private void recorded(int... pieces) throws IOException {
    Files.write(timed.audio(), sound(pieces));
  }

  private void timed(int... pieces) throws IOException {
    Files.write(timed.wav(), sound(pieces));
  }

  private void assertLeft(int... pieces) throws Exception {
    var now = new short[WavAudio.read(timed.audio()).samples().remaining()];
    WavAudio.read(timed.audio()).samples().get(now);
    var wanted = ByteBuffer.wrap(sound(pieces)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(now).hasSize((wanted.capacity() - Sound.HEADER) / 2);
    for (int i = 0; i < now.length; i++) {
      assertThat(now[i]).as("sample %d", i).isEqualTo(wanted.getShort(Sound.HEADER + 2 * i));
    }
    assertThat(folder.toFile().list()).containsExactly("audio.wav");
  }

  /// The voice goes on where it was.
  private static byte[] sound(int... pieces) {
    byte[] wav = Sound.silence(RATE, samples(Arrays.stream(pieces).map(Math::abs).sum()));
    var sound = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).position(Sound.HEADER);
    int said = 0;
    for (int piece : pieces) {
      for (int i = 0; i < samples(Math.abs(piece)); i++) {
        sound.putShort(piece < 0 ? 0 : voice(said++));
      }
    }
    return wav;
  }

  /// Never 0.
  private static short voice(int at) {
    short sample = (short) (8000 * Sound.humming((double) at / RATE));
    return sample == 0 ? 1 : sample;
  }

  private static int samples(int ms) {
    return ms * RATE / 1000;
  }
}
