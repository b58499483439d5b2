package io.voicepost.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.publish.MessageRouters;
import io.voicepost.gateway.publish.PublishPipeline;
import io.voicepost.gateway.publish.PublishWorker;
import io.voicepost.gateway.publish.RenditionMaker;
import io.voicepost.gateway.publish.VoiceCheck;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.MediaId;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.WavAudio;
import io.voicepost.transcoder.upload.RefusedUploadException;
import io.voicepost.transcoder.upload.UploadDecoder;
import io.voicepost.transcoder.upload.UploadLimits;
import io.voicepost.transcoder.upload.UploadRefusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads from the file to the spool, and what becomes of them, on real stores.
class UploadsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder;

  private final Clock clock = Clock.systemUTC();
  private Database database;
  private EmbeddedS3 s3;
  private AudioStore audio;
  private Spool spool;
  private Microblog microblog;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    s3 = EmbeddedS3.start(folder.resolve("audio"));
    audio = S3AudioStore.open(s3.config());
    spool = Spool.open(folder.resolve("spool"), clock);
    microblog = new Microblog(database, audio, clock);
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
  }

  @AfterEach
  void close() throws Exception {
    spool.close();
    audio.close();
    s3.close();
    database.close();
  }

  private Uploads uploads() {
    return uploads(clock);
  }

  private Uploads uploads(Clock clock) {
    var decoder = new UploadDecoder(UploadLimits.of(1 << 20, Duration.ofSeconds(20)), 2);
    return new Uploads(decoder, spool, database.media(), microblog.postCommands(), clock);
  }

  private Path sound(String name, int seconds) throws Exception {
    var file = folder.resolve(name);
    var process =
        new ProcessBuilder(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "sine=duration=" + seconds,
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return file;
  }

  private List<String> spooled(String stage) throws IOException {
    try (var names = Files.list(folder.resolve("spool").resolve(stage))) {
      return names.map(it -> it.getFileName().toString()).toList();
    }
  }

  private Voice voice(RecordingId id) throws Exception {
    var key = AudioKey.of(id, "mp3");
    audio.put(key, ByteBuffer.wrap(new byte[] {1}), "audio/mpeg");
    return new Voice(
        id,
        Duration.ofSeconds(2),
        List.of(1),
        List.of(new StoredRendition(key, "audio/mpeg", 1, "0".repeat(64))));
  }

  @Test
  void acceptedUploadIsInTheSpoolAsItsOwners() throws Exception {
    var file = sound("song.webm", 2);

    var made = uploads().upload(faye.id(), file, "A song", Optional.empty());

    assertThat(made.state()).isEqualTo(new MediaAttachment.Processing());
    assertThat(made.description()).isEqualTo("A song");
    assertThat(uploads().media(faye.id(), made.id())).contains(made);
    assertThat(file).exists();
    var message = spool.take(Duration.ZERO).orElseThrow();
    assertThat(message.facts().recording()).isEqualTo(made.recording());
    assertThat(message.facts().author()).isEqualTo(new MessageAuthor.Uploader(faye.id()));
    assertThat(WavAudio.read(message.first()).duration().toMillis()).isBetween(1950L, 2100L);
  }

  @Test
  void anUploadedSongBecomesAPostThatSoundsLikeIt() throws Exception {
    var made = uploads().upload(faye.id(), sound("song.m4a", 3), "A song", Optional.empty());
    var captionEditor = new CaptionEditor(database.captions(), false, clock);
    try (var transcoder = new Transcoder(1)) {
      var pipeline =
          new PublishPipeline(
              new RenditionMaker(transcoder, audio),
              new VoiceCheck(new SimpleMeterRegistry()),
              MessageRouters.on(database, microblog.postCommands()),
              microblog.postCommands(),
              uploads());
      try (var _ =
          PublishWorker.start(spool, pipeline, captionEditor, new SimpleMeterRegistry(), 1)) {
        await().until(() -> spool.backlog() == 0);
      }
    }

    var voice = uploads().voice(faye.id(), made.id());
    var post = microblog.postCommands().find(post(voice.recording())).orElseThrow();

    assertThat(post.voice()).contains(voice);
    assertThat(voice.duration().toMillis()).isBetween(2950L, 3150L);
    for (var rendition : voice.renditions()) {
      assertThat(hertz(audio.get(rendition.key()).orElseThrow())).isBetween(430.0, 450.0);
    }
  }

  /// The pitch of a tone, by the times it rises through zero.
  private double hertz(ByteBuffer file) throws Exception {
    var bytes = new byte[file.remaining()];
    file.get(bytes);
    var wav = folder.resolve("heard.wav");
    var decoder = new UploadDecoder(UploadLimits.of(1 << 20, Duration.ofSeconds(20)), 2);
    decoder.decode(Files.write(folder.resolve("heard"), bytes), wav);
    var heard = WavAudio.read(wav);
    Files.delete(wav);
    var samples = heard.samples();
    int rises = 0;
    for (int i = 1; i < samples.limit(); i++) {
      rises += samples.get(i - 1) < 0 && samples.get(i) >= 0 ? 1 : 0;
    }
    return rises * 1000.0 / heard.duration().toMillis();
  }

  @Test
  void acceptedUploadSurvivesACrash() throws Exception {
    var made = uploads().upload(faye.id(), sound("song.mp3", 2), "", Optional.empty());
    spool.close(); // nothing is told to anybody

    spool = Spool.open(folder.resolve("spool"), clock);

    var message = spool.take(Duration.ZERO).orElseThrow();
    assertThat(message.facts().recording()).isEqualTo(made.recording());
    assertThat(message.facts().author()).isEqualTo(new MessageAuthor.Uploader(faye.id()));
  }

  @Test
  void requestThatIsRepeatedMakesOneUpload() throws Exception {
    var file = sound("song.mp3", 2);
    var press = Optional.of("press");
    var first = uploads().upload(faye.id(), file, "", press);

    assertThat(uploads().upload(faye.id(), file, "", press)).isEqualTo(first);

    assertThat(spooled("captured")).containsExactly(first.recording().toString());
    assertThat(spooled("recording")).isEmpty();
    uploads().failed(first.recording(), "it hums");
    assertThat(uploads().upload(faye.id(), file, "", press).id()).isEqualTo(first.id());
    assertThat(uploads().upload(faye.id(), file, "", Optional.of("another press")).id())
        .isNotEqualTo(first.id());
  }

  @Test
  void requestsAtTheSameTimeMakeOneUpload() throws Exception {
    var file = sound("song.mp3", 2);
    var press = Optional.of("press");
    var made = new ConcurrentLinkedQueue<MediaId>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  made.add(uploads().upload(faye.id(), file, "", press).id());
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(made).hasSize(3);
    assertThat(Set.copyOf(made)).hasSize(1);
    assertThat(spooled("captured")).hasSize(1);
    assertThat(spooled("recording")).isEmpty();
  }

  @Test
  void uploadThatACrashLeftAsItsRowAloneIsMadeByTheNextTry() throws Exception {
    var press = Optional.of("press");
    var lost = database.media().add(faye.id(), RecordingId.at(NOON), "", press, NOON);

    var made = uploads().upload(faye.id(), sound("song.mp3", 2), "", press);

    assertThat(made.recording()).isNotEqualTo(lost.recording());
    assertThat(spooled("captured")).containsExactly(made.recording().toString());
    assertThat(uploads().media(faye.id(), lost.id())).isEmpty();
  }

  @Test
  void refusedUploadLeavesNothing() throws Exception {
    var text = Files.writeString(folder.resolve("text.mp3"), "no sound at all");

    assertThatThrownBy(() -> uploads().upload(faye.id(), text, "", Optional.empty()))
        .isInstanceOfSatisfying(
            RefusedUploadException.class,
            it -> assertThat(it.refusal()).isEqualTo(UploadRefusal.NOT_AUDIO));
    assertThatThrownBy(() -> uploads().upload(faye.id(), text, "d".repeat(1501), Optional.empty()))
        .isInstanceOf(RefusedException.class);

    assertThat(spooled("recording")).isEmpty();
    assertThat(spooled("captured")).isEmpty();
    assertThat(database.media().unused(Instant.now().plusSeconds(60), 10)).isEmpty();
  }

  @Test
  void uploadIsNotAcceptedWithoutTheDatabase() throws Exception {
    var file = sound("song.ogg", 2);
    database.close();

    assertThatThrownBy(() -> uploads().upload(faye.id(), file, "", Optional.empty()))
        .isInstanceOf(IOException.class);

    assertThat(spooled("recording")).isEmpty();
    assertThat(spooled("captured")).isEmpty();
  }

  @Test
  void onlyItsOwnerFindsDescribesAndDeletesIt() throws Exception {
    var other = database.accounts().create(new Handle("other"), "Other").id();
    var id = RecordingId.at(NOON);
    var media = database.media().add(faye.id(), id, "", NOON).id();
    uploads().keep(faye.id(), voice(id));

    assertThat(uploads().media(other, media)).isEmpty();
    assertThatThrownBy(() -> uploads().voice(other, media)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> uploads().describe(other, media, "x"))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> uploads().delete(other, media)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> uploads().describe(faye.id(), media, "d".repeat(1501)))
        .isInstanceOf(RefusedException.class);

    assertThat(uploads().describe(faye.id(), media, "mine").description()).isEqualTo("mine");
    assertThat(uploads().voice(faye.id(), media).recording()).isEqualTo(id);
    uploads().delete(faye.id(), media);
    assertThat(uploads().media(faye.id(), media)).isEmpty();
    assertThat(audio.get(AudioKey.of(id, "mp3"))).isEmpty();
  }

  @Test
  void whatIsNotReadyIsNeitherPostedNorDeleted() throws Exception {
    var id = RecordingId.at(NOON);
    var media = database.media().add(faye.id(), id, "", NOON).id();

    assertThatThrownBy(() -> uploads().voice(faye.id(), media)).hasMessageContaining("not ready");
    assertThatThrownBy(() -> uploads().delete(faye.id(), media)).hasMessageContaining("not ready");

    uploads().failed(id, "it broke");
    assertThatThrownBy(() -> uploads().voice(faye.id(), media))
        .hasMessageContaining("cannot be played");
    uploads().delete(faye.id(), media);
    assertThat(uploads().media(faye.id(), media)).isEmpty();
  }

  @Test
  void whatAPostUsesIsDeletedWithThePostAlone() throws Exception {
    var id = RecordingId.at(NOON);
    var media = database.media().add(faye.id(), id, "", NOON).id();
    uploads().keep(faye.id(), voice(id));
    var post = post(id);

    assertThatThrownBy(() -> uploads().delete(faye.id(), media))
        .hasMessageContaining("a post uses it");
    assertThat(audio.get(AudioKey.of(id, "mp3"))).isPresent();
    assertThat(uploads().of(List.of(id))).containsOnlyKeys(id);

    microblog.postCommands().delete(post);
    assertThat(uploads().media(faye.id(), media)).isEmpty();
    assertThat(audio.get(AudioKey.of(id, "mp3"))).isEmpty();
  }

  private PostId post(RecordingId id) throws Exception {
    return microblog
        .postCommands()
        .post(
            new PostRequest(
                faye.id(),
                PostText.NONE,
                Optional.of(id),
                Visibility.PUBLIC,
                Optional.empty(),
                Optional.empty()))
        .id();
  }

  @Test
  void uploadsThatNobodyPostedGoAfterADayWithTheirAudio() throws Exception {
    var media = new MediaId[3];
    var ids = new RecordingId[3];
    for (int i = 0; i < 3; i++) {
      ids[i] = RecordingId.at(NOON);
      media[i] = database.media().add(faye.id(), ids[i], "", NOON).id();
    }
    uploads().keep(faye.id(), voice(ids[0])); // ready and unused
    uploads().keep(faye.id(), voice(ids[1]));
    post(ids[1]);
    uploads().failed(ids[2], "it broke");

    uploads(Clock.fixed(NOON.plus(Duration.ofHours(23)), clock.getZone())).sweep();
    assertThat(uploads().media(faye.id(), media[0])).isPresent();
    assertThat(uploads().media(faye.id(), media[2])).isPresent();

    uploads(Clock.fixed(NOON.plus(Duration.ofHours(25)), clock.getZone())).sweep();

    assertThat(uploads().media(faye.id(), media[0])).isEmpty();
    assertThat(audio.get(AudioKey.of(ids[0], "mp3"))).isEmpty();
    assertThat(uploads().media(faye.id(), media[1])).isPresent();
    assertThat(audio.get(AudioKey.of(ids[1], "mp3"))).isPresent();
    assertThat(uploads().media(faye.id(), media[2])).isEmpty();
  }

  /// The note of an upload was lost, or swept, before its audio was stored: it is swept again.
  @Test
  void audioThatNobodyKnowsIsSweptToo() throws Exception {
    var id = RecordingId.at(NOON);
    uploads(Clock.fixed(NOON, clock.getZone())).keep(faye.id(), voice(id));

    uploads(Clock.fixed(NOON.plus(Duration.ofHours(25)), clock.getZone())).sweep();

    assertThat(audio.get(AudioKey.of(id, "mp3"))).isEmpty();
    assertThat(microblog.postCommands().voice(id)).isEmpty();
  }
}
