package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.Voice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [CaptionStore] promises.
interface CaptionStoreContract {
  Duration LEASE = Duration.ofMinutes(5);

  AccountStore accounts();

  PostStore posts();

  CaptionStore captions();

  private Account faye() throws Exception {
    return accounts().create(new Handle("faye"), "Faye Wong");
  }

  private Voice kept(Account owner) throws Exception {
    var voice = Samples.voice(RecordingId.at(NOON));
    posts().keep(owner.id(), voice);
    return voice;
  }

  @Test
  default void requestedCaptionsArePendingAndTakenOnce() throws Exception {
    var voice = kept(faye());
    captions().request(voice.recording(), NOON);
    captions().request(voice.recording(), NOON);

    assertThat(captions().of(voice.recording()).orElseThrow().state())
        .isEqualTo(Captions.Progress.PENDING);
    assertThat(captions().take(NOON.minusMillis(1), LEASE)).isEmpty();
    assertThat(captions().take(NOON, LEASE)).contains(new CaptionStore.Job(voice, 1));
    assertThat(captions().take(NOON, LEASE)).isEmpty();
    // Whoever took it may have died.
    assertThat(captions().take(NOON.plus(LEASE), LEASE)).contains(new CaptionStore.Job(voice, 2));
  }

  @Test
  default void ofManyWhoTakeOneGetsIt() throws Exception {
    var voice = kept(faye());
    captions().request(voice.recording(), NOON);

    List<Optional<CaptionStore.Job>> taken = Parallel.run(8, _ -> captions().take(NOON, LEASE));

    assertThat(taken.stream().flatMap(Optional::stream)).hasSize(1);
  }

  @Test
  default void theOneThatWaitsLongestComesFirst() throws Exception {
    var faye = faye();
    var late = kept(faye);
    var early = kept(faye);
    captions().request(late.recording(), NOON.plusSeconds(1));
    captions().request(early.recording(), NOON);
    var now = NOON.plusSeconds(2);

    assertThat(captions().take(now, LEASE).orElseThrow().voice()).isEqualTo(early);
    assertThat(captions().take(now, LEASE).orElseThrow().voice()).isEqualTo(late);
  }

  @Test
  default void onlyRecordingsWithAnOwnerAreCaptioned() throws Exception {
    var held = Samples.voice(RecordingId.at(NOON));
    posts().hold(held, Optional.empty(), NOON);
    captions().request(held.recording(), NOON);
    captions().request(RecordingId.at(NOON), NOON);

    assertThat(captions().take(NOON, LEASE)).isEmpty();
  }

  @Test
  default void whatTheMachineHeardIsKept() throws Exception {
    var recording = kept(faye()).recording();
    captions().request(recording, NOON);
    captions().take(NOON, LEASE);

    assertThat(captions().heard(recording, "zh", "WEBVTT 天空", NOON)).isTrue();

    var heard = new Captions(recording, Captions.Progress.MACHINE, "zh", "WEBVTT 天空", NOON);
    assertThat(captions().of(recording)).contains(heard);
    assertThat(captions().of(List.of(recording, RecordingId.at(NOON))))
        .isEqualTo(Map.of(recording, heard));
    assertThat(captions().take(NOON.plus(LEASE), LEASE)).isEmpty();
    captions().request(recording, NOON);
    assertThat(captions().of(recording)).contains(heard);
  }

  @Test
  default void theMachineNeverWritesOverAPerson() throws Exception {
    var faye = faye();
    var recording = kept(faye).recording();
    captions().request(recording, NOON);
    captions().take(NOON, LEASE);

    var edited = captions().edit(faye.id(), recording, "en", "WEBVTT mine", NOON).orElseThrow();

    assertThat(captions().heard(recording, "en", "WEBVTT its", NOON)).isFalse();
    captions().request(recording, NOON);
    captions().again(recording, NOON);
    captions().giveUp(recording);
    assertThat(captions().of(recording)).contains(edited);
    assertThat(edited.state()).isEqualTo(Captions.Progress.EDITED);
  }

  @Test
  default void onlyTheOwnerEdits() throws Exception {
    var recording = kept(faye()).recording();
    var other = accounts().create(new Handle("other"), "Other");

    assertThat(captions().edit(other.id(), recording, "en", "WEBVTT", NOON)).isEmpty();
    assertThat(captions().edit(other.id(), RecordingId.at(NOON), "en", "WEBVTT", NOON)).isEmpty();
    assertThat(captions().of(recording)).isEmpty();
  }

  @Test
  default void aJobThatFailedComesAgainOrIsGivenUp() throws Exception {
    var voice = kept(faye());
    captions().request(voice.recording(), NOON);
    captions().take(NOON, LEASE);

    captions().again(voice.recording(), NOON.plusSeconds(60));

    assertThat(captions().take(NOON.plusSeconds(59), LEASE)).isEmpty();
    assertThat(captions().take(NOON.plusSeconds(60), LEASE))
        .contains(new CaptionStore.Job(voice, 2));

    captions().giveUp(voice.recording());
    assertThat(captions().of(voice.recording())).isEmpty();
  }

  @Test
  default void textsThatAreTooLongAreRefused() throws Exception {
    var faye = faye();
    var recording = kept(faye).recording();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> captions().edit(faye.id(), recording, "en", "W".repeat(200_001), NOON));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> captions().heard(recording, "x".repeat(36), "WEBVTT", NOON));
  }
}
