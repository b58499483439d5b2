package io.voicepost.gateway.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.Sound;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SilenceWatchTest {
  private static final int RATE = 16_000;

  /// Half a second of silence, then two seconds of voice.
  private static final byte[] VOICE = Sound.voice(RATE, Duration.ofSeconds(2));

  private static final long VOICE_END = RATE * 5 / 2;

  @TempDir Path folder;
  private final AtomicInteger rung = new AtomicInteger();
  private Path wav;

  @BeforeEach
  void name() {
    wav = folder.resolve("audio.wav16");
  }

  @Test
  void silenceOfTheLengthAskedForRingsOnce() throws Exception {
    var watch = watch(5, rung::incrementAndGet);
    Files.write(wav, Sound.killed(VOICE));
    silence(RATE * 5);

    await().until(() -> rung.get() == 1);
    silence(RATE * 5);

    assertThat(watch.stop()).hasValue(time(VOICE_END));
    assertThat(rung).hasValue(1);
  }

  @Test
  void whatKeepsTimeMustBeSilentToo() throws Exception {
    var timed = new SilenceWatch.Wav(folder.resolve("audio.timed.wav16"), RATE);
    Files.write(wav, Sound.silence(RATE, RATE * 5));
    Files.write(timed.file(), Sound.voice(RATE, Duration.ofSeconds(9)));
    var watch =
        SilenceWatch.start(
            List.of(new SilenceWatch.Wav(wav, RATE), timed),
            Duration.ofSeconds(5),
            rung::incrementAndGet);

    await().during(Duration.ofSeconds(1)).until(() -> rung.get() == 0);
    Files.write(timed.file(), new byte[RATE * 10], StandardOpenOption.APPEND);

    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).hasValue(Duration.ZERO);
  }

  @Test
  void lessSilenceDoesNotRing() throws Exception {
    Files.write(wav, Sound.killed(VOICE));
    silence(RATE * 5 - RATE / 50);
    var watch = watch(5, rung::incrementAndGet);

    await().during(Duration.ofSeconds(1)).until(() -> rung.get() == 0);
    assertThat(watch.stop()).isEmpty();
  }

  @Test
  void silenceFromTheFirstMomentRingsToo() throws Exception {
    Files.write(wav, Sound.silence(RATE, RATE * 5));
    var watch = watch(5, rung::incrementAndGet);

    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).hasValue(Duration.ZERO);
  }

  @Test
  void theSilenceBeforeAVoiceIsForgiven() throws Exception {
    Files.write(wav, Sound.silence(RATE, RATE * 4));
    append(Arrays.copyOfRange(VOICE, Sound.HEADER, VOICE.length));
    silence(RATE * 4);
    var watch = watch(5, rung::incrementAndGet);

    await().during(Duration.ofSeconds(1)).until(() -> rung.get() == 0);
    assertThat(watch.stop()).isEmpty();
  }

  @Test
  void whatIsSaidAfterTheAlarmIsNotSilence() throws Exception {
    Files.write(wav, Sound.silence(RATE, RATE * 5));
    var watch = watch(5, rung::incrementAndGet);
    await().until(() -> rung.get() == 1);

    append(Arrays.copyOfRange(VOICE, Sound.HEADER, VOICE.length));

    assertThat(watch.stop()).hasValue(time(RATE * 5 + VOICE_END));
  }

  @Test
  void aFileThatGrowsByHalfFramesIsHeardAllTheSame() throws Exception {
    var watch = watch(1, rung::incrementAndGet);
    Files.write(wav, Sound.silence(RATE, 0));
    for (int bytes = 0; bytes < 2 * RATE; bytes += 333) {
      append(new byte[333]);
    }

    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).hasValue(Duration.ZERO);
  }

  @Test
  void aNarrowbandRecordingIsHeardAtItsOwnRate() throws Exception {
    var voice = Sound.voice(RATE / 2, Duration.ofSeconds(2));
    Files.write(wav, Arrays.copyOf(voice, voice.length + RATE * 5));
    var watch =
        SilenceWatch.start(
            List.of(new SilenceWatch.Wav(wav, RATE / 2)),
            Duration.ofSeconds(5),
            rung::incrementAndGet);

    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).hasValue(Duration.ofMillis(2500));
  }

  @Test
  void soundThatStopsArrivingIsSilenceInTime() throws Exception {
    var seconds = new AtomicLong();
    Files.write(wav, Sound.killed(Sound.voice(RATE, Duration.ofSeconds(2))));
    var watch = watchAt(seconds);

    await().during(Duration.ofSeconds(1)).until(() -> rung.get() == 0);
    seconds.set(7);
    await().during(Duration.ofSeconds(1)).until(() -> rung.get() == 0);
    seconds.set(8);
    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).hasValue(time(VOICE_END));
  }

  @Test
  void soundThatNeverArrivesIsSilenceInTime() throws Exception {
    var seconds = new AtomicLong();
    Files.createFile(wav);
    var watch = watchAt(seconds);

    await().during(Duration.ofSeconds(1)).until(() -> rung.get() == 0);
    seconds.set(8);
    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).hasValue(Duration.ZERO);
  }

  @Test
  void aRecordingThatNeverBeginsIsNotWaitedFor() {
    var watch = watch(1, rung::incrementAndGet);

    assertThat(watch.stop()).isEmpty();
    assertThat(rung).hasValue(0);
  }

  @Test
  void anAlarmThatFailsIsAsIfThereWereNone() throws Exception {
    Files.write(wav, Sound.silence(RATE, RATE));
    var watch =
        watch(
            1,
            () -> {
              rung.incrementAndGet();
              throw new IOException("Asterisk refuses");
            });

    await().until(() -> rung.get() == 1);
    assertThat(watch.stop()).isEmpty();
  }

  @Test
  void aTailThatIsCutIsNoPartOfTheSound() throws Exception {
    Files.write(wav, VOICE);

    WavTrimmer.cut(wav, RATE);

    assertThat(WavAudio.read(wav).duration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(wav).hasSize(VOICE.length);
  }

  @Test
  void halfACutIsAWavThatCanBePlayed() throws Exception {
    var cut = VOICE.clone();
    Files.write(wav, cut);
    WavTrimmer.cut(wav, RATE);
    byte[] half = Files.readAllBytes(wav);
    System.arraycopy(VOICE, 4, half, 4, 4);
    Files.write(wav, half);

    assertThat(WavAudio.read(wav).duration()).isEqualTo(Duration.ofSeconds(1));
  }

  private SilenceWatch watch(int seconds, SilenceWatch.Alarm alarm) {
    return SilenceWatch.start(
        List.of(new SilenceWatch.Wav(wav, RATE)), Duration.ofSeconds(seconds), alarm);
  }

  private SilenceWatch watchAt(AtomicLong seconds) {
    return SilenceWatch.start(
        List.of(new SilenceWatch.Wav(wav, RATE)),
        Duration.ofSeconds(5),
        rung::incrementAndGet,
        () -> TimeUnit.SECONDS.toNanos(seconds.get()));
  }

  private static Duration time(long samples) {
    return Duration.ofMillis(samples * 1000 / RATE);
  }

  private void silence(int samples) throws IOException {
    append(new byte[2 * samples]);
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(wav, bytes, StandardOpenOption.APPEND);
  }
}
