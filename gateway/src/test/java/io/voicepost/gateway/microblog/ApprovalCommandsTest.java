package io.voicepost.gateway.microblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.LinePolicy;
import io.voicepost.storage.phone.LineSpeech;
import io.voicepost.storage.phone.OpeningHours;
import io.voicepost.storage.phone.ServiceLine;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalCommandsTest {
  @TempDir private Path folder;

  private final RecordingId recording = RecordingId.at(Instant.now());
  private final AudioKey key = AudioKey.of(recording, "mp3");
  private final Voice voice =
      new Voice(
          recording,
          Duration.ofSeconds(2),
          List.of(1, 2, 3),
          List.of(new StoredRendition(key, "audio/mpeg", 7, "0".repeat(64))));
  private final AudioStore audio = mock(AudioStore.class);
  private final List<Announcement> heard = new ArrayList<>();

  private Database database;
  private Microblog microblog;
  private Account faye;
  private Account mallory;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    microblog = new Microblog(database, audio, Clock.systemUTC());
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    mallory = database.accounts().create(new Handle("mallory"), "Mallory");
    microblog.announcements().subscribe(heard::add);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void hold(Hold hold) throws Exception {
    database.approvals().hold(voice, Optional.empty(), hold, Instant.now());
  }

  private Hold forFaye() {
    return Hold.forApproval(HoldReason.PIN_MISSING, faye.id(), "8642");
  }

  @Test
  void approvedMessageIsPostedAsItsAuthorPrefersAndAnnounced() throws Exception {
    database.accounts().prefer(faye.id(), new Preferences(Optional.empty(), Visibility.UNLISTED));
    hold(forFaye());
    assertThat(microblog.approvals().of(faye.id(), 10)).hasSize(1);

    var post = microblog.approvals().approve(faye.id(), recording).orElseThrow();

    assertThat(post.author()).isEqualTo(faye);
    assertThat(post.visibility()).isEqualTo(Visibility.UNLISTED);
    assertThat(heard).containsExactly(new Announcement.Posted(post));
    assertThat(microblog.approvals().of(faye.id(), 10)).isEmpty();
    assertThat(microblog.approvals().approve(faye.id(), recording)).isEmpty();
  }

  @Test
  void approvedMessageCarriesTheTagOfItsLine() throws Exception {
    database
        .lines()
        .add(
            new ServiceLine(
                "8642",
                "Valentine",
                "US",
                new LineSpeech("en", false, Optional.empty(), Optional.of("valentine")),
                Duration.ofMinutes(3),
                Duration.ofSeconds(5),
                LinePolicy.USUAL,
                OpeningHours.ALWAYS,
                FairUse.USUAL));
    hold(forFaye());

    assertThat(microblog.approvals().approve(faye.id(), recording)).isPresent();

    var tagged = microblog.postQueries().tagged(Optional.empty(), "valentine", Page.first(10));
    assertThat(tagged.entries()).hasSize(1);
    assertThat(tagged.entries().getFirst().post().text().caption()).isEqualTo("#valentine");
  }

  @Test
  void refusedMessageIsGoneWithItsAudio() throws Exception {
    hold(forFaye());

    assertThat(microblog.approvals().refuse(faye.id(), recording)).isTrue();

    verify(audio).delete(key);
    assertThat(heard).containsExactly(new Announcement.Discarded(recording));
    assertThat(microblog.approvals().refuse(faye.id(), recording)).isFalse();
    assertThat(microblog.postCommands().heldMessage(recording)).isEmpty();
  }

  @Test
  void nobodyElseHasAWordInIt() throws Exception {
    hold(forFaye());

    assertThat(microblog.approvals().of(mallory.id(), 10)).isEmpty();
    assertThat(microblog.approvals().one(mallory.id(), recording)).isEmpty();
    assertThat(microblog.approvals().approve(mallory.id(), recording)).isEmpty();
    assertThat(microblog.approvals().refuse(mallory.id(), recording)).isFalse();
    assertThat(microblog.approvals().one(faye.id(), recording)).isPresent();
    assertThat(heard).isEmpty();
  }

  @Test
  void messageThatNobodyLetThroughInTimeIsDeleted() throws Exception {
    hold(
        new Hold(
            HoldReason.NOT_SPEECH,
            Optional.of(faye.id()),
            Optional.of(faye.id()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.now().minusSeconds(1))));

    microblog.approvals().sweep();

    verify(audio).delete(key);
    assertThat(microblog.approvals().of(faye.id(), 10)).isEmpty();
    assertThat(heard).containsExactly(new Announcement.Discarded(recording));
  }

  @Test
  void messageWhoseTimeIsNotUpStays() throws Exception {
    hold(
        new Hold(
            HoldReason.NOT_SPEECH,
            Optional.of(faye.id()),
            Optional.of(faye.id()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.now().plusSeconds(60))));

    microblog.approvals().sweep();

    verify(audio, never()).delete(key);
    assertThat(microblog.approvals().of(faye.id(), 10)).hasSize(1);
    assertThat(microblog.postQueries().everybody(Optional.empty(), Page.first(10), false).entries())
        .isEmpty();
  }
}
