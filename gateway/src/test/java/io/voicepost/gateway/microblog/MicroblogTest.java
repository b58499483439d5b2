package io.voicepost.gateway.microblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Totals;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroblogTest {
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

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    microblog = new Microblog(database, audio, Clock.systemUTC());
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    microblog.announcements().subscribe(heard::add);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void postIsAnnouncedWithItsAuthor() throws Exception {
    var post =
        microblog
            .postCommands()
            .publish(new VoiceMessage(faye.id(), voice), Instant.now())
            .orElseThrow();

    assertThat(heard).containsExactly(new Announcement.Posted(post));
    assertThat(post.author()).isEqualTo(faye);
  }

  @Test
  void heldMessageIsAnnouncedToNobodyUntilItIsGiven() throws Exception {
    microblog.postCommands().hold(voice, Optional.empty(), Instant.now());
    assertThat(heard).isEmpty();

    var post = microblog.postCommands().give(recording, faye.id()).orElseThrow();

    assertThat(heard).containsExactly(new Announcement.Posted(post));
    assertThat(microblog.postCommands().give(recording, faye.id())).isEmpty();
  }

  @Test
  void deletedPostIsGoneWithItsAudioAndCannotComeBack() throws Exception {
    var post =
        microblog
            .postCommands()
            .publish(new VoiceMessage(faye.id(), voice), Instant.now())
            .orElseThrow();

    assertThat(microblog.postCommands().delete(post.id())).isTrue();

    verify(audio).delete(key);
    assertThat(heard)
        .last()
        .isEqualTo(new Announcement.Deleted(post.id(), Optional.of(recording), Readers.of(post)));
    assertThat(microblog.postCommands().of(recording)).isEmpty();
    assertThat(microblog.postQueries().everybody(Optional.empty(), Page.first(10), false).entries())
        .isEmpty();
    assertThat(microblog.postCommands().publish(new VoiceMessage(faye.id(), voice), Instant.now()))
        .isEmpty();
    assertThat(microblog.postCommands().delete(post.id())).isFalse();
  }

  @Test
  void deletionThatTheAudioStoreRefusesIsDoneByTheNextSweep() throws Exception {
    var post =
        microblog
            .postCommands()
            .publish(new VoiceMessage(faye.id(), voice), Instant.now())
            .orElseThrow();
    doThrow(new IOException("no")).doNothing().when(audio).delete(any());

    assertThat(microblog.postCommands().delete(post.id())).isTrue();
    assertThat(microblog.postCommands().of(recording)).isEmpty();

    microblog.audioRemoval().sweep();
    verify(audio, times(2)).delete(key);
    microblog.audioRemoval().sweep();
    verify(audio, times(2)).delete(any());
  }

  @Test
  void nothingIsRemovedThatTheDatabaseStillLists() throws Exception {
    microblog.postCommands().hold(voice, Optional.empty(), Instant.now());
    database.close();

    assertThatThrownBy(() -> microblog.postCommands().discard(recording))
        .isInstanceOf(IOException.class);

    verify(audio, never()).delete(any());
  }

  @Test
  void whatIsInAPostIsNotDiscarded() throws Exception {
    microblog.postCommands().publish(new VoiceMessage(faye.id(), voice), Instant.now());

    assertThat(microblog.postCommands().discard(recording)).isFalse();

    verify(audio, never()).delete(any());
  }

  @Test
  void heldMessageIsDeletedLikeAPost() throws Exception {
    doNothing().when(audio).delete(any());
    microblog.postCommands().hold(voice, Optional.empty(), Instant.now());

    assertThat(microblog.postCommands().discard(recording)).isTrue();

    verify(audio).delete(key);
    assertThat(heard).containsExactly(new Announcement.Discarded(recording));
    assertThat(microblog.postCommands().heldMessage(recording)).isEmpty();
  }

  @Test
  void everythingIsCountedNowAndThen() throws Exception {
    var now = new AtomicReference<>(Instant.now());
    InstantSource time = now::get;
    var counting = new Microblog(database, audio, time.withZone(ZoneOffset.UTC));
    assertThat(counting.totals()).isEqualTo(new Totals(1, 0, 0));
    microblog.postCommands().publish(new VoiceMessage(faye.id(), voice), Instant.now());

    now.set(now.get().plus(TotalsCache.EVERY).minusMillis(1));
    assertThat(counting.totals().posts()).isZero();
    now.set(now.get().plusMillis(1));
    assertThat(counting.totals()).isEqualTo(new Totals(1, 1, 1));
  }

  @Test
  void listenerThatFailsDoesNotKeepTheOthersFromHearing() throws Exception {
    var late = new ArrayList<Announcement>();
    microblog
        .announcements()
        .subscribe(it -> {
          throw new IllegalStateException("deaf");
        });
    var subscription = microblog.announcements().subscribe(late::add);

    var post =
        microblog
            .postCommands()
            .publish(new VoiceMessage(faye.id(), voice), Instant.now())
            .orElseThrow();
    subscription.close();
    microblog.postCommands().delete(post.id());

    assertThat(late).hasSize(1);
    assertThat(heard).hasSize(2);
  }
}
