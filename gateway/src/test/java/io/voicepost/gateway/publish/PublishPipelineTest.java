package io.voicepost.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEFAULTS;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voicepost.gateway.Sound;
import io.voicepost.gateway.identity.CallerDirectory;
import io.voicepost.gateway.identity.Directories;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.gateway.identity.PhoneVault;
import io.voicepost.gateway.identity.PinStatus;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.media.Uploads;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.spool.CallFacts;
import io.voicepost.gateway.spool.Disposition;
import io.voicepost.gateway.spool.MessageAuthor;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.gateway.spool.TruncatedRecordingException;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.audio.EmbeddedS3;
import io.voicepost.storage.audio.S3AudioStore;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import io.voicepost.transcoder.upload.UploadDecoder;
import io.voicepost.transcoder.upload.UploadLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From the spool to the post, on real stores and real FFmpeg; faults are put between.
class PublishPipelineTest {
  private static final PhoneVault VAULT = new PhoneVault(new byte[32]);
  private static final SealedPhone PHONE = VAULT.seal(new PhoneNumber("+8613800138000"));

  @TempDir private Path folder;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Transcoder transcoder = new Transcoder(2);
  private Database database;
  private EmbeddedS3 s3;
  private AudioStore audio;
  private Spool spool;
  private CallerDirectory directory;
  private Microblog microblog;
  private Account faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    s3 = EmbeddedS3.start(folder.resolve("audio"));
    audio = S3AudioStore.open(s3.config());
    spool = Spool.open(folder.resolve("spool"), Clock.systemUTC());
    directory = Directories.of(database, VAULT);
    microblog = new Microblog(database, audio, Clock.systemUTC());
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
  }

  @AfterEach
  void close() throws Exception {
    transcoder.close();
    spool.close();
    audio.close();
    s3.close();
    database.close();
  }

  @Test
  void messageOfMemberIsPostedWithAudioThatIsThere() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(3));

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.POSTED);

    var post = microblog.postCommands().of(message.facts().recording()).orElseThrow();
    assertThat(post.author()).isEqualTo(faye);
    assertThat(post.voice().orElseThrow().duration())
        .isBetween(Duration.ofMillis(2990), Duration.ofMillis(3010));
    for (var rendition : post.voice().orElseThrow().renditions()) {
      assertThat(audio.get(rendition.key()).orElseThrow().remaining())
          .isEqualTo((int) rendition.bytes());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Disposition.class,
      names = {"DRAFT", "DROP"})
  void messageThatIsNotToBePublishedIsADraft(Disposition disposition) throws Exception {
    var message = spooled(facts(new MessageAuthor.Member(faye.id()), disposition), tone(1));

    assertThat(publishing(audio).publish(message))
        .isEqualTo(PublishPipeline.PublishOutcome.DRAFTED);
    assertThat(publishing(audio).publish(message))
        .isEqualTo(PublishPipeline.PublishOutcome.DRAFTED);

    assertThat(published()).isEmpty();
    assertThat(database.timelines().drafts(faye.id(), Page.first(5)))
        .singleElement()
        .isEqualTo(microblog.postCommands().of(message.facts().recording()).orElseThrow());
  }

  @Test
  void messageOfPartsIsOnePost() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(2));
    var part = Files.write(folder.resolve("part.wav"), tone(1));

    publishing(audio)
        .publish(new SpooledRecording(message.facts(), List.of(message.first(), part)));

    assertThat(published())
        .singleElement()
        .satisfies(post ->
            assertThat(post.voice().orElseThrow().duration().toMillis()).isBetween(2990L, 3010L));
  }

  @Test
  void publishingTwiceMakesOnePost() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    var heard = new AtomicInteger();
    try (var _ = microblog.announcements().subscribe(it -> heard.incrementAndGet())) {
      publishing(audio).publish(message);
      publishing(audio).publish(message);
    }
    assertThat(published()).hasSize(1);
    assertThat(heard).hasValue(1);
  }

  @Test
  void messageOfNobodyIsHeldAndOnNoTimeline() throws Exception {
    var message = spooled(new MessageAuthor.Nobody(Optional.of(PHONE)), tone(1));

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.HELD);
    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.HELD);

    assertThat(published()).isEmpty();
    assertThat(microblog.postCommands().held(Optional.empty(), 10))
        .singleElement()
        .satisfies(held -> assertThat(held.phone()).contains(PHONE));
  }

  @Test
  void unresolvedCallerIsFoundWhenTheDatabaseIsBack() throws Exception {
    database.accounts().linkPhone(faye.id(), PHONE);
    var message = spooled(new MessageAuthor.Unresolved(PHONE), tone(1));

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.POSTED);
    assertThat(microblog.postCommands().of(message.facts().recording()).orElseThrow().author())
        .isEqualTo(faye);
  }

  @Test
  void unresolvedStrangerIsHeld() throws Exception {
    var message = spooled(new MessageAuthor.Unresolved(PHONE), tone(1));

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.HELD);
  }

  @Test
  void phoneThatChangesHandsDuringTheCallStaysWithTheAccountThatCalled() throws Exception {
    var other = database.accounts().create(new Handle("other"), "Other");
    database.accounts().linkPhone(faye.id(), PHONE);
    var message = spooled(directoryClaim(), tone(1));
    database.phones().remove(faye.id(), PHONE.key());
    database.accounts().linkPhone(other.id(), PHONE);

    publishing(audio).publish(message);

    assertThat(microblog.postCommands().of(message.facts().recording()).orElseThrow().author())
        .isEqualTo(faye);
  }

  @Test
  void audioStoreThatRefusesLeavesNothingVisible() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    var refusing = mock(AudioStore.class);
    doThrow(new IOException("no")).when(refusing).put(any(), any(), any());

    assertThatThrownBy(() -> publishing(refusing).publish(message)).isInstanceOf(IOException.class);

    assertThat(published()).isEmpty();
    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.POSTED);
  }

  @Test
  void deletedMessageIsNotBroughtBackByTheSpool() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    publishing(audio).publish(message);
    var post = microblog.postCommands().of(message.facts().recording()).orElseThrow();
    microblog.postCommands().delete(post.id());

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.GONE);

    assertThat(published()).isEmpty();
    for (var rendition : post.voice().orElseThrow().renditions()) {
      assertThat(audio.get(rendition.key())).isEmpty();
    }
  }

  @Test
  void brokenFileSaysWhyAndIsNeverTriedAgain() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), new byte[0]);

    assertThatThrownBy(() -> publishing(audio).publish(message))
        .isInstanceOf(UnplayableAudioException.class);
  }

  @Test
  void publisherPassesBrokenMessagesByAndRetriesRefusedOnes() throws Exception {
    var broken = spooled(new MessageAuthor.Member(faye.id()), ascii("no sound at all"));
    var first = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    var second = spooled(new MessageAuthor.Nobody(Optional.empty()), tone(1));
    var stumbling = new AtomicInteger();
    var store =
        mock(
            AudioStore.class,
            call -> {
              if (call.getMethod().getName().equals("put") && stumbling.getAndIncrement() == 0) {
                throw new IOException("once");
              }
              return call.getMethod().invoke(audio, call.getArguments());
            });
    var captionEditor = new CaptionEditor(database.captions(), false, Clock.systemUTC());
    try (var _ = PublishWorker.start(spool, publishing(store), captionEditor, meters, 2)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> spool.backlog() == 0);
    }

    assertThat(folder.resolve("spool/quarantine/" + broken.facts().recording() + "/reason.txt"))
        .exists();
    assertThat(microblog.postCommands().of(first.facts().recording())).isPresent();
    assertThat(microblog.postCommands().heldMessage(second.facts().recording())).isPresent();
    assertThat(folder.resolve("spool/posted/" + first.facts().recording())).isDirectory();
    assertThat(meters.counter("voicepost.messages", "outcome", "quarantined").count()).isOne();
    assertThat(meters.counter("voicepost.messages", "outcome", "delayed").count()).isOne();
  }

  @Test
  void postDeletedBeforeItIsConfirmedLeavesNoRecording() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    var id = message.facts().recording();
    var captions =
        mock(
            CaptionStore.class,
            call -> {
              // What is asked for between publishing and confirming.
              microblog.postCommands().delete(microblog.postCommands().of(id).orElseThrow().id());
              spool.forget(id);
              return RETURNS_DEFAULTS.answer(call);
            });
    var captionEditor = new CaptionEditor(captions, true, Clock.systemUTC());
    try (var _ = PublishWorker.start(spool, publishing(audio), captionEditor, meters, 1)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> spool.backlog() == 0);
    }

    try (var files = Files.walk(folder.resolve("spool"))) {
      assertThat(files.filter(it -> it.toString().contains(id.toString()))).isEmpty();
    }
  }

  @Test
  void workerThatMetAnErrorGoesOn() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    var stumbling = new AtomicInteger();
    var store =
        mock(
            AudioStore.class,
            call -> {
              if (call.getMethod().getName().equals("put") && stumbling.getAndIncrement() == 0) {
                throw new LinkageError("once");
              }
              return call.getMethod().invoke(audio, call.getArguments());
            });
    var captionEditor = new CaptionEditor(database.captions(), false, Clock.systemUTC());
    try (var _ = PublishWorker.start(spool, publishing(store), captionEditor, meters, 1)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> spool.backlog() == 0);
    }

    assertThat(microblog.postCommands().of(message.facts().recording())).isPresent();
  }

  private List<Post> published() throws IOException {
    return microblog.postQueries().everybody(Optional.empty(), Page.first(10), false).entries();
  }

  @Test
  void uploadIsKeptForItsOwnerAndNotPosted() throws Exception {
    var message = spooled(new MessageAuthor.Uploader(faye.id()), tone(2));
    var id = message.facts().recording();
    var media = database.media().add(faye.id(), id, "", Instant.now()).id();

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.KEPT);
    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.KEPT);

    var state = database.media().byId(faye.id(), media).orElseThrow().state();
    assertThat(state).isInstanceOf(MediaAttachment.Ready.class);
    for (var rendition : ((MediaAttachment.Ready) state).voice().renditions()) {
      assertThat(audio.get(rendition.key())).isPresent();
    }
    assertThat(published()).isEmpty();
  }

  @Test
  void uploadThatWasDeletedStaysDeleted() throws Exception {
    var message = spooled(new MessageAuthor.Uploader(faye.id()), tone(2));
    publishing(audio).publish(message);
    microblog.postCommands().discard(message.facts().recording());

    assertThat(publishing(audio).publish(message)).isEqualTo(PublishPipeline.PublishOutcome.GONE);

    assertThat(audio.get(AudioKey.of(message.facts().recording(), "mp3"))).isEmpty();
  }

  @Test
  void uploadThatCannotBePlayedSaysSo() throws Exception {
    var message =
        spooled(new MessageAuthor.Uploader(faye.id()), "no sound".getBytes(StandardCharsets.UTF_8));
    var id = message.facts().recording();
    var media = database.media().add(faye.id(), id, "", Instant.now()).id();

    assertThatThrownBy(() -> publishing(audio).publish(message))
        .isInstanceOf(UnplayableAudioException.class);

    assertThat(database.media().byId(faye.id(), media).orElseThrow().state())
        .isInstanceOf(MediaAttachment.Failed.class);
  }

  @Test
  void captionsAreAskedForBeforeTheSpoolForgets() throws Exception {
    var message = spooled(new MessageAuthor.Member(faye.id()), tone(1));
    var captionEditor = new CaptionEditor(database.captions(), true, Clock.systemUTC());
    try (var _ =
        PublishWorker.start(
            spool, publishing(audio), captionEditor, new SimpleMeterRegistry(), 1)) {
      await().until(() -> spool.backlog() == 0);
    }
    assertThat(captionEditor.of(message.facts().recording()).orElseThrow().state())
        .isEqualTo(Captions.Progress.PENDING);
  }

  private PublishPipeline publishing(AudioStore store) {
    var clock = Clock.systemUTC();
    var decoder = new UploadDecoder(UploadLimits.of(1 << 20, Duration.ofMinutes(1)), 1);
    var uploads = new Uploads(decoder, spool, database.media(), microblog.postCommands(), clock);
    return new PublishPipeline(
        new RenditionMaker(transcoder, store),
        new VoiceCheck(meters),
        MessageRouters.on(database, microblog.postCommands()),
        microblog.postCommands(),
        uploads);
  }

  private MessageAuthor directoryClaim() {
    return directory.claim(
        directory.identify("+8613800138000", "US"), Origin.UNSIGNED, PinStatus.NOT_ASKED);
  }

  private SpooledRecording spooled(MessageAuthor author, byte[] wav) throws Exception {
    return spooled(facts(author, Disposition.PUBLISH), wav);
  }

  private static CallFacts facts(MessageAuthor author, Disposition disposition) {
    var now = Instant.now();
    return new CallFacts(
        RecordingId.at(now), "8642", now, author, disposition, Origin.UNSIGNED, Optional.empty());
  }

  private SpooledRecording spooled(CallFacts facts, byte[] wav) throws Exception {
    try (var recording = spool.begin(facts)) {
      Files.write(Path.of(recording.target() + ".wav"), wav);
      recording.capture(Math.max(0, wav.length - 44));
    } catch (TruncatedRecordingException e) {
      // a broken file is what some of these are about
    }
    return new SpooledRecording(
        facts,
        List.of(
            folder.resolve("spool/captured/" + facts.recording() + "/audio.wav").toAbsolutePath()));
  }

  /// A WAV of somebody who hums, 16 bits, mono, 8 kHz.
  private static byte[] tone(int seconds) {
    int samples = 8000 * seconds;
    var wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + 2 * samples).put(ascii("WAVEfmt "));
    wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
    wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) (12000 * Sound.humming(i / 8000.0)));
    }
    return wav.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
