package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.CaptionStore;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.MediaId;
import io.voicepost.storage.post.MediaStore;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.PostStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [MediaStore] promises.
interface MediaStoreContract {
  AccountStore accounts();

  PostStore posts();

  MediaStore media();

  CaptionStore captions();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Somebody");
  }

  @Test
  default void uploadIsProcessedUntilItsRecordingIsThere() throws Exception {
    var faye = account("faye");
    var recording = RecordingId.at(NOON);

    var added = media().add(faye.id(), recording, "A song\nfrom 1994 🎤", NOON);

    assertThat(added.state()).isEqualTo(new MediaAttachment.Processing());
    assertThat(added.description()).isEqualTo("A song\nfrom 1994 🎤");
    assertThat(media().byId(faye.id(), added.id())).contains(added);

    var voice = Samples.voice(recording);
    posts().keep(faye.id(), voice);

    assertThat(media().byId(faye.id(), added.id()).orElseThrow().state())
        .isEqualTo(new MediaAttachment.Ready(voice));
    assertThat(media().byRecordings(List.of(recording, RecordingId.at(NOON))))
        .containsOnlyKeys(recording);
    assertThat(media().byRecordings(List.of())).isEmpty();
  }

  @Test
  default void addingTwiceKeepsTheFirst() throws Exception {
    var faye = account("faye");
    var recording = RecordingId.at(NOON);
    var first = media().add(faye.id(), recording, "mine", NOON);

    assertThat(media().add(faye.id(), recording, "", NOON.plusSeconds(9))).isEqualTo(first);
  }

  @Test
  default void repeatedRequestOfItsOwnerGetsTheFirst() throws Exception {
    var faye = account("faye");
    var other = account("other");
    var key = Optional.of("press 1");
    var first = media().add(faye.id(), RecordingId.at(NOON), "mine", key, NOON);

    assertThat(media().add(faye.id(), RecordingId.at(NOON), "again", key, NOON)).isEqualTo(first);
    assertThat(media().byRequest(faye.id(), "press 1")).contains(first);
    assertThat(media().byRequest(faye.id(), "PRESS 1")).isEmpty();
    assertThat(media().byRequest(other.id(), "press 1")).isEmpty();
    assertThat(media().add(other.id(), RecordingId.at(NOON), "", key, NOON).id())
        .isNotEqualTo(first.id());
    assertThat(media().add(faye.id(), RecordingId.at(NOON), "", NOON).id())
        .isNotEqualTo(media().add(faye.id(), RecordingId.at(NOON), "", NOON).id());

    media().forget(first.id());
    assertThat(media().byRequest(faye.id(), "press 1")).isEmpty();
  }

  @Test
  default void failureIsSaidUnlessItWorkedAfterAll() throws Exception {
    var faye = account("faye");
    var recording = RecordingId.at(NOON);
    var id = media().add(faye.id(), recording, "", NOON).id();

    media().fail(recording, new MediaAttachment.Failed("its header lies"));

    assertThat(media().byId(faye.id(), id).orElseThrow().state())
        .isEqualTo(new MediaAttachment.Failed("its header lies"));

    posts().keep(faye.id(), Samples.voice(recording));
    assertThat(media().byId(faye.id(), id).orElseThrow().state())
        .isInstanceOf(MediaAttachment.Ready.class);
  }

  @Test
  default void onlyItsOwnerSeesAndDescribesIt() throws Exception {
    var faye = account("faye");
    var other = account("other");
    var id = media().add(faye.id(), RecordingId.at(NOON), "before", NOON).id();

    assertThat(media().byId(other.id(), id)).isEmpty();
    assertThat(media().describe(other.id(), id, "stolen")).isEmpty();
    assertThat(media().describe(faye.id(), new MediaId(7), "after")).isEmpty();
    assertThat(media().describe(faye.id(), id, "after").orElseThrow().description())
        .isEqualTo("after");
    assertThat(media().byId(faye.id(), id).orElseThrow().description()).isEqualTo("after");
  }

  @Test
  default void descriptionsThatAreTooLongAreRefused() throws Exception {
    var faye = account("faye");
    var id = media().add(faye.id(), RecordingId.at(NOON), "d".repeat(1500), NOON).id();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> media().describe(faye.id(), id, "d".repeat(1501)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> media().add(faye.id(), RecordingId.at(NOON), "\u0000", NOON));
  }

  @Test
  default void uploadsThatNoPostUsesAreFoundWhenTheyAreOld() throws Exception {
    var faye = account("faye");
    var used = RecordingId.at(NOON);
    var unused = RecordingId.at(NOON);
    var young = RecordingId.at(NOON);
    var later = NOON.plus(Duration.ofHours(2));
    media().add(faye.id(), used, "", NOON);
    var old = media().add(faye.id(), unused, "", NOON).id();
    media().add(faye.id(), young, "", later);
    posts().publish(NewPost.spoken(faye.id(), Samples.voice(used), Visibility.PUBLIC, NOON));

    assertThat(media().unused(later, 10)).extracting(MediaAttachment::id).containsExactly(old);
    assertThat(media().unused(later, 0)).isEmpty();
  }

  @Test
  default void uploadsWithoutRecordingAreForgottenAlone() throws Exception {
    var faye = account("faye");
    var recording = RecordingId.at(NOON);
    var bare = media().add(faye.id(), RecordingId.at(NOON), "", NOON).id();
    var ready = media().add(faye.id(), recording, "", NOON).id();
    posts().keep(faye.id(), Samples.voice(recording));

    assertThat(media().forget(bare)).isTrue();
    assertThat(media().forget(bare)).isFalse();
    assertThat(media().forget(ready)).isFalse();
    assertThat(media().byId(faye.id(), ready)).isPresent();
  }

  @Test
  default void deletingAPostTakesUploadAndCaptionsAlong() throws Exception {
    var faye = account("faye");
    var recording = RecordingId.at(NOON);
    var id = media().add(faye.id(), recording, "", NOON).id();
    var voice = Samples.voice(recording);
    posts().keep(faye.id(), voice);
    captions().edit(faye.id(), recording, "en", "WEBVTT", NOON);
    var post =
        posts().publish(NewPost.spoken(faye.id(), voice, Visibility.PUBLIC, NOON)).orElseThrow();

    posts().delete(post.id());

    assertThat(media().byId(faye.id(), id)).isEmpty();
    assertThat(captions().of(recording)).isEmpty();
  }

  @Test
  default void discardingARecordingTakesUploadAndCaptionsAlong() throws Exception {
    var faye = account("faye");
    var recording = RecordingId.at(NOON);
    var id = media().add(faye.id(), recording, "", NOON).id();
    posts().keep(faye.id(), Samples.voice(recording));
    captions().request(recording, NOON);

    posts().discard(recording);

    assertThat(media().byId(faye.id(), id)).isEmpty();
    assertThat(captions().of(recording)).isEmpty();
    assertThat(captions().take(NOON, Duration.ofMinutes(1))).isEmpty();
  }
}
