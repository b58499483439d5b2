package io.voicepost.gateway.microblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.voicepost.storage.Account;
import io.voicepost.storage.Database;
import io.voicepost.storage.DatabaseConfig;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.StoredRendition;
import io.voicepost.storage.Voice;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import java.io.IOException;
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

class MicroblogTest {
  @TempDir private Path folder;

  private final RecordingId recording = RecordingId.at(Instant.now());
  private final AudioKey key = AudioKey.of(recording, "mp3");
  private final Voice voice =
      new Voice(
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
    microblog = new Microblog(database.accounts(), database.posts(), audio, Clock.systemUTC());
    faye = database.accounts().create(new Handle("faye"), "Faye Wong");
    microblog.announcements().subscribe(heard::add);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void postIsAnnouncedWithItsAuthor() throws Exception {
    var post = microblog.publish(recording, faye.id(), voice, Instant.now()).orElseThrow();

    assertThat(heard).containsExactly(new Announcement.Posted(post));
    assertThat(post.author()).isEqualTo(faye);
  }

  @Test
  void heldMessageIsAnnouncedToNobodyUntilItIsGiven() throws Exception {
    microblog.hold(recording, Optional.empty(), voice, Instant.now());
    assertThat(heard).isEmpty();

    var post = microblog.give(recording, faye.id()).orElseThrow();

    assertThat(heard).containsExactly(new Announcement.Posted(post));
    assertThat(microblog.give(recording, faye.id())).isEmpty();
  }

  @Test
  void deletedPostIsGoneWithItsAudioAndCannotComeBack() throws Exception {
    microblog.publish(recording, faye.id(), voice, Instant.now());

    assertThat(microblog.delete(recording)).isTrue();

    verify(audio).delete(key);
    assertThat(heard).last().isEqualTo(new Announcement.Deleted(recording));
    assertThat(microblog.post(recording)).isEmpty();
    assertThat(microblog.publicTimeline(Optional.empty(), 10)).isEmpty();
    assertThat(microblog.publish(recording, faye.id(), voice, Instant.now())).isEmpty();
    assertThat(microblog.delete(recording)).isFalse();
  }

  @Test
  void deletionThatTheAudioStoreRefusesCanBeRepeated() throws Exception {
    microblog.publish(recording, faye.id(), voice, Instant.now());
    doThrow(new IOException("no")).doNothing().when(audio).delete(any());

    assertThatThrownBy(() -> microblog.delete(recording)).isInstanceOf(IOException.class);

    assertThat(microblog.delete(recording)).isTrue();
    assertThat(microblog.post(recording)).isEmpty();
  }

  @Test
  void heldMessageIsDeletedLikeAPost() throws Exception {
    doNothing().when(audio).delete(any());
    microblog.hold(recording, Optional.empty(), voice, Instant.now());

    assertThat(microblog.delete(recording)).isTrue();

    verify(audio).delete(key);
    assertThat(microblog.heldMessage(recording)).isEmpty();
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

    microblog.publish(recording, faye.id(), voice, Instant.now());
    subscription.close();
    microblog.delete(recording);

    assertThat(late).hasSize(1);
    assertThat(heard).hasSize(2);
  }
}
