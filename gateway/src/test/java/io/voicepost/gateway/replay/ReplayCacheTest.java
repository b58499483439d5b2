package io.voicepost.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.Sound;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.WavAudio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCacheTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofHours(1);

  /// More than two replays of the voices here, and less than three.
  private static final long ROOM = 100_000;

  /// Shows what it is set to.
  private static final class Watch extends Clock {
    private final AtomicReference<Instant> now;

    Watch(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  private static Transcoder transcoder;

  @TempDir private Path folder;

  private final HeldAudio audio = new HeldAudio();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private ReplayCache replayCache;

  @BeforeAll
  static void start() {
    transcoder = new Transcoder(2);
  }

  @AfterAll
  static void stop() {
    transcoder.close();
  }

  @BeforeEach
  void open() throws IOException {
    replayCache = opened();
  }

  @Test
  void aPostIsAWavAtTheTempoAndRateThatAreAskedFor() throws Exception {
    var voice = stored(NOON);

    for (var tempo : Tempo.values()) {
      try (var narrow = replayCache.of(voice, tempo, 8000);
          var wide = replayCache.of(voice, tempo, 16_000)) {
        var wav = narrow.wav(PATIENCE);
        assertThat(wav).isAbsolute().hasExtension("wav");
        assertThat(wide.wav(PATIENCE)).hasExtension("wav16");
        var sound = WavAudio.read(wav);
        assertThat(sound.sampleRate()).isEqualTo(8000);
        assertThat(WavAudio.read(wide.wav(PATIENCE)).sampleRate()).isEqualTo(16_000);
        assertThat(sound.duration().toMillis())
            .isCloseTo(voice.duration().toMillis() * 100 / tempo.percent(), within(100L));
      }
    }
  }

  @Test
  void manyWhoWantItAtOnceCostOneMaking() throws Exception {
    var voice = stored(NOON);
    var gate = audio.shut();
    List<Future<Path>> heard = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        heard.add(
            callers.submit(() -> {
              try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
                return replay.wav(PATIENCE);
              }
            }));
      }
      gate.countDown();
    }

    for (var path : heard) {
      assertThat(path.get()).isEqualTo(heard.getFirst().get()).exists();
    }
    assertThat(audio.fetches()).isEqualTo(1);
  }

  @Test
  void theLongestUnheardMakesRoom() throws Exception {
    var voice = stored(NOON);
    var first = played(voice);
    now.set(NOON.plusSeconds(1));
    var second = played(stored(NOON.plusSeconds(1)));
    now.set(NOON.plusSeconds(2));
    played(voice);
    now.set(NOON.plusSeconds(3));
    var third = played(stored(NOON.plusSeconds(3)));

    assertThat(second).doesNotExist();
    assertThat(List.of(first, third)).allSatisfy(wav -> assertThat(wav).exists());
  }

  @Test
  void whatSomebodyHoldsStaysHoweverLittleRoomThereIs() throws Exception {
    try (var one = replayCache.of(stored(NOON), Tempo.NORMAL, 8000);
        var two = replayCache.of(stored(NOON.plusSeconds(1)), Tempo.NORMAL, 8000);
        var three = replayCache.of(stored(NOON.plusSeconds(2)), Tempo.NORMAL, 8000)) {
      var wavs = List.of(one.wav(PATIENCE), two.wav(PATIENCE), three.wav(PATIENCE));
      var fourth = played(stored(NOON.plusSeconds(3)));

      assertThat(fourth).doesNotExist();
      assertThat(wavs).allSatisfy(wav -> assertThat(wav).exists());
    }
  }

  @Test
  void whatWasHeardAgainStaysLonger() throws Exception {
    var old = stored(NOON);
    var older = played(old);
    now.set(NOON.plus(Duration.ofMinutes(50)));
    assertThat(played(old)).isEqualTo(older);
    now.set(NOON.plus(Duration.ofMinutes(70)));

    replayCache.sweep();
    assertThat(older).exists();

    now.set(NOON.plus(Duration.ofMinutes(111)));
    replayCache.sweep();
    assertThat(older).doesNotExist();
    assertThat(played(old)).exists().isNotEqualTo(older);
  }

  @Test
  void sweepingLeavesWhatSomebodyHolds() throws Exception {
    try (var held = replayCache.of(stored(NOON), Tempo.NORMAL, 8000)) {
      var wav = held.wav(PATIENCE);
      now.set(NOON.plus(Duration.ofDays(1)));

      replayCache.sweep();

      assertThat(wav).exists();
    }
  }

  @Test
  void aDeletedPostLeavesNoReplayEvenWhereSomebodyListens() throws Exception {
    var voice = stored(NOON);
    var another = stored(NOON.plusSeconds(1));
    try (var held = replayCache.of(voice, Tempo.NORMAL, 8000);
        var fast = replayCache.of(voice, Tempo.FASTEST, 8000);
        var stays = replayCache.of(another, Tempo.NORMAL, 8000)) {
      var wavs = List.of(held.wav(PATIENCE), fast.wav(PATIENCE));

      replayCache.forget(voice.recording());

      assertThat(wavs).allSatisfy(wav -> assertThat(wav).doesNotExist());
      assertThat(stays.wav(PATIENCE)).exists();
    }
  }

  @Test
  void aPostThatIsDeletedWhileItsReplayIsMadeIsNotHeard() throws Exception {
    var voice = stored(NOON);
    var gate = audio.shut();
    try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
      await().until(() -> audio.fetches() == 1);
      replayCache.forget(voice.recording());
      gate.countDown();

      assertThatThrownBy(() -> replay.wav(PATIENCE)).isInstanceOf(NoSuchFileException.class);
    }
    assertThat(folder.resolve("replays")).isEmptyDirectory();
  }

  @Test
  void whereSomethingWasMissedNothingIsTrustedAndWhatIsHeldGoesWhenItIsLetGo() throws Exception {
    var unheld = played(stored(NOON));
    var voice = stored(NOON.plusSeconds(1));
    var held = replayCache.of(voice, Tempo.NORMAL, 8000);
    var wav = held.wav(PATIENCE);

    replayCache.forgetAll();

    assertThat(unheld).doesNotExist();
    assertThat(wav).exists();
    assertThat(played(voice)).isNotEqualTo(wav);
    held.close();
    assertThat(wav).doesNotExist();
  }

  @Test
  void anOutageIsToldAndTheNextWhoAsksHearsIt() throws Exception {
    var voice = stored(NOON);
    audio.away(true);
    try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
      assertThatThrownBy(() -> replay.wav(PATIENCE))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchFileException.class);
    }
    audio.away(false);

    assertThat(played(voice)).exists();
  }

  @Test
  void whoHasWaitedLongEnoughGoesOnAndItIsMadeAllTheSame() throws Exception {
    var voice = stored(NOON);
    var gate = audio.shut();
    try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
      assertThatThrownBy(() -> replay.wav(Duration.ofMillis(10))).isInstanceOf(IOException.class);
      gate.countDown();
      assertThat(replay.wav(PATIENCE)).exists();
    }
  }

  @Test
  void audioThatIsGoneIsNoOutage() throws Exception {
    var voice = stored(NOON);
    audio.delete(voice.renditions().getFirst().key());

    try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
      assertThatThrownBy(() -> replay.wav(PATIENCE)).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void bytesThatAreNotOursAreNeverDecoded() throws Exception {
    var voice = stored(NOON);
    var other = stored(NOON.plusSeconds(1));
    audio.put(
        voice.renditions().getFirst().key(),
        audio.get(other.renditions().getFirst().key()).orElseThrow().position(10),
        "audio/mpeg");

    try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
      assertThatThrownBy(() -> replay.wav(PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("other bytes");
    }
    assertThat(folder.resolve("replays")).isEmptyDirectory();
  }

  @Test
  void aStartBeginsWithNothing() throws Exception {
    var wav = played(stored(NOON));

    opened();

    assertThat(wav).doesNotExist();
  }

  private ReplayCache opened() throws IOException {
    return ReplayCache.open(
        new ReplayConfig(folder.resolve("replays"), ROOM, IDLE), audio, transcoder, new Watch(now));
  }

  private Path played(Voice voice) throws Exception {
    try (var replay = replayCache.of(voice, Tempo.NORMAL, 8000)) {
      return replay.wav(PATIENCE);
    }
  }

  /// Two and a half seconds of voice, and in the store what was made of it.
  private Voice stored(Instant at) throws Exception {
    var wav = folder.resolve("message.wav");
    Sound.write(wav, Sound.voice(8000, Duration.ofSeconds(2)));
    var made = transcoder.transcode(wav);
    var mp3 = made.renditions().getFirst();
    var id = RecordingId.at(at);
    var key = AudioKey.of(id, "mp3");
    audio.put(key, mp3.content(), "audio/mpeg");
    return new Voice(
        id,
        made.duration(),
        made.peaks(),
        List.of(
            new StoredRendition(
                key, "audio/mpeg", mp3.content().remaining(), sha256(mp3.content()))));
  }

  private static String sha256(ByteBuffer content) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(content.duplicate());
    return HexFormat.of().formatHex(digest.digest());
  }
}
