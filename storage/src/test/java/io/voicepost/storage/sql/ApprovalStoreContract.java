package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.ApprovalStore;
import io.voicepost.storage.post.Hold;
import io.voicepost.storage.post.HoldReason;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.PendingApproval;
import io.voicepost.storage.post.PlayStore;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.PostText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [ApprovalStore] and [PlayStore] promises.
interface ApprovalStoreContract {
  ApprovalStore.Approval APPROVAL =
      new ApprovalStore.Approval(PostText.NONE, PostIndex.NONE, Visibility.PUBLIC, NOON);

  AccountStore accounts();

  PostStore posts();

  ApprovalStore waiting();

  PlayStore plays();

  DatabaseConfig config();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  private RecordingId hold(Hold hold, int second) throws Exception {
    var id = RecordingId.at(NOON.plusSeconds(second));
    assertThat(waiting().hold(voice(id), Optional.of(Samples.phone(1)), hold, NOON)).isPresent();
    return id;
  }

  @Test
  default void messageWaitsForWhomAndWhyItWasHeld() throws Exception {
    var faye = account("faye").id();
    var moderator = account("moderator").id();
    var answered = posts().publish(Samples.spoken(account("leslie"), NOON)).orElseThrow().id();
    var until = Instant.ofEpochMilli(NOON.plusSeconds(86_400).toEpochMilli());
    var hold =
        new Hold(
            HoldReason.MODERATION,
            Optional.of(faye),
            Optional.of(moderator),
            Optional.of("8642"),
            Optional.of(answered),
            Optional.of(until));

    var id = hold(hold, 0);

    var waits = waiting().of(id).orElseThrow();
    assertThat(waits.hold()).isEqualTo(hold);
    assertThat(waits.message()).isEqualTo(posts().heldMessage(id).orElseThrow());
    assertThat(waiting().forApprover(moderator, Optional.empty(), 9)).containsExactly(waits);
    assertThat(waiting().forApprover(faye, Optional.empty(), 9)).isEmpty();
    assertThat(waiting().forModerators(Optional.empty(), 9)).isEmpty();
  }

  @Test
  default void listsOldestFirstPageByPage() throws Exception {
    var faye = account("faye").id();
    var hold = Hold.forApproval(HoldReason.PIN_MISSING, faye, "8642");
    var first = hold(hold, 1);
    var third = hold(hold, 3);
    var second = hold(hold, 2);

    var page = waiting().forApprover(faye, Optional.empty(), 2);
    assertThat(page).extracting(it -> it.message().recording()).containsExactly(first, second);
    assertThat(waiting().forApprover(faye, Optional.of(second), 2))
        .extracting(it -> it.message().recording())
        .containsExactly(third);
  }

  @Test
  default void holdingAgainChangesNothingAndDeletedStaysDeleted() throws Exception {
    var faye = account("faye").id();
    var first = Hold.forApproval(HoldReason.PIN_MISSING, faye, "8642");
    var id = hold(first, 0);

    assertThat(waiting().hold(voice(id), Optional.empty(), Hold.unknown("1"), NOON))
        .get()
        .extracting(PendingApproval::hold)
        .isEqualTo(first);
    assertThat(posts().discard(id)).isPresent();
    assertThat(waiting().hold(voice(id), Optional.empty(), first, NOON)).isEmpty();
    assertThat(Raw.query(config(), "select * from waiting")).isEmpty();
  }

  @Test
  default void recordingWithAnOwnerIsNotHeld() throws Exception {
    var faye = account("faye");
    var id = RecordingId.at(NOON);
    posts().keep(faye.id(), voice(id));

    assertThat(waiting().hold(voice(id), Optional.empty(), Hold.unknown("1"), NOON)).isEmpty();
    assertThat(Raw.query(config(), "select * from waiting")).isEmpty();
  }

  @Test
  default void approvedMessageIsItsAuthorsPostOnce() throws Exception {
    var faye = account("faye").id();
    var other = account("other").id();
    var id = hold(Hold.forApproval(HoldReason.PIN_MISSING, faye, "8642"), 0);

    assertThat(waiting().approve(id, Optional.of(other), APPROVAL)).isEmpty();
    assertThat(waiting().approve(id, Optional.empty(), APPROVAL)).isEmpty();
    var post = waiting().approve(id, Optional.of(faye), APPROVAL).orElseThrow();

    assertThat(post.author().id()).isEqualTo(faye);
    assertThat(post.voice()).contains(voice(id));
    assertThat(waiting().approve(id, Optional.of(faye), APPROVAL)).isEmpty();
    assertThat(waiting().refuse(id, Optional.of(faye))).isEmpty();
    assertThat(posts().byId(post.id())).contains(post);
    assertThat(Raw.query(config(), "select * from waiting")).isEmpty();
    assertThat(Raw.query(config(), "select phone_key, sealed_number from recording"))
        .containsExactly(List.of("null", "null"));
  }

  @Test
  default void approvedAndRefusedAtOnceIsOneOfTheTwo() throws Exception {
    var faye = account("faye").id();
    var id = hold(Hold.forApproval(HoldReason.PIN_MISSING, faye, "8642"), 0);

    var ends =
        Parallel.run(
            8,
            n ->
                n % 2 == 0
                    ? waiting().approve(id, Optional.of(faye), APPROVAL).isPresent()
                    : waiting().refuse(id, Optional.of(faye)).isPresent());

    assertThat(ends).filteredOn(it -> it).hasSize(1);
    assertThat(posts().byRecording(id).isPresent()).isEqualTo(posts().voice(id).isPresent());
  }

  @Test
  default void approvedAnswerAnswersWhatStillStands() throws Exception {
    var faye = account("faye").id();
    var leslie = account("leslie");
    var stands = posts().publish(Samples.spoken(leslie, NOON)).orElseThrow();
    var gone = posts().publish(Samples.spoken(leslie, NOON.plusSeconds(1))).orElseThrow();
    var answers = hold(answer(faye, stands.id()), 2);
    var answersNothing = hold(answer(faye, gone.id()), 3);
    posts().delete(gone.id());

    var answer = waiting().approve(answers, Optional.of(faye), APPROVAL).orElseThrow();
    var alone = waiting().approve(answersNothing, Optional.of(faye), APPROVAL).orElseThrow();

    assertThat(answer.replyTo().flatMap(Parent::post)).contains(stands.id());
    assertThat(alone.replyTo()).isEmpty();
  }

  private static Hold answer(AccountId author, PostId to) {
    return new Hold(
        HoldReason.PIN_MISSING,
        Optional.of(author),
        Optional.of(author),
        Optional.of("8642"),
        Optional.of(to),
        Optional.empty());
  }

  @Test
  default void moderatorsLetThroughWhatWaitsForNobodyElse() throws Exception {
    var faye = account("faye").id();
    var id =
        hold(
            new Hold(
                HoldReason.MODERATION,
                Optional.of(faye),
                Optional.empty(),
                Optional.of("8642"),
                Optional.empty(),
                Optional.empty()),
            0);
    var nobodys = hold(Hold.unknown("8642"), 1);

    assertThat(waiting().forModerators(Optional.empty(), 9))
        .extracting(it -> it.message().recording())
        .containsExactly(id);
    assertThat(waiting().approve(id, Optional.of(faye), APPROVAL)).isEmpty();
    assertThat(waiting().approve(nobodys, Optional.empty(), APPROVAL)).isEmpty();
    assertThat(waiting().approve(id, Optional.empty(), APPROVAL)).isPresent();
  }

  @Test
  default void refusedMessageIsDeleted() throws Exception {
    var faye = account("faye").id();
    var other = account("other").id();
    var id = hold(Hold.forApproval(HoldReason.PIN_MISSING, faye, "8642"), 0);

    assertThat(waiting().refuse(id, Optional.of(other))).isEmpty();
    assertThat(waiting().refuse(id, Optional.of(faye))).contains(voice(id));
    assertThat(posts().heldMessage(id)).isEmpty();
    assertThat(waiting().of(id)).isEmpty();
    assertThat(Raw.query(config(), "select * from waiting")).isEmpty();
  }

  @Test
  default void operatorGivesWhatWaitsToo() throws Exception {
    var faye = account("faye").id();
    var leslie = account("leslie").id();
    var id = hold(Hold.forApproval(HoldReason.PIN_MISSING, faye, "8642"), 0);

    assertThat(posts().give(id, leslie, Visibility.PUBLIC, NOON)).isPresent();
    assertThat(waiting().forApprover(faye, Optional.empty(), 9)).isEmpty();
    assertThat(Raw.query(config(), "select * from waiting")).isEmpty();
  }

  @Test
  default void onlyWhatBelongsToNobodyIsClaimed() throws Exception {
    var faye = account("faye").id();
    var leslie = account("leslie").id();
    hold(Hold.forApproval(HoldReason.PIN_MISSING, leslie, "8642"), 0);
    var nobodys = hold(Hold.unknown("8642"), 1);

    assertThat(waiting().claim(Samples.phone(2).key(), faye)).isZero();
    assertThat(waiting().claim(Samples.phone(1).key(), faye)).isEqualTo(1);
    assertThat(waiting().forApprover(faye, Optional.empty(), 9))
        .singleElement()
        .satisfies(it -> assertThat(it.message().recording()).isEqualTo(nobodys))
        .satisfies(it -> assertThat(it.hold().reason()).isEqualTo(HoldReason.UNKNOWN_NUMBER))
        .satisfies(it -> assertThat(it.hold().author()).contains(faye));
  }

  @Test
  default void whatMayNotStayLongerExpires() throws Exception {
    var faye = account("faye").id();
    var until = NOON.plusSeconds(86_400);
    var noise =
        hold(
            new Hold(
                HoldReason.NOT_SPEECH,
                Optional.of(faye),
                Optional.of(faye),
                Optional.of("8642"),
                Optional.empty(),
                Optional.of(until)),
            0);
    hold(Hold.unknown("8642"), 1);

    assertThat(waiting().expired(until.minusMillis(1), 9)).isEmpty();
    assertThat(waiting().expired(until, 9)).containsExactly(noise);
    posts().discard(noise);
    assertThat(waiting().expired(until, 9)).isEmpty();
  }

  @Test
  default void playsAreCountedBesideLikes() throws Exception {
    var leslie = account("leslie");
    var one = posts().publish(Samples.spoken(leslie, NOON)).orElseThrow().id();
    var two = posts().publish(Samples.spoken(leslie, NOON.plusSeconds(1))).orElseThrow().id();
    var gone = new PostId(7);

    plays().add(Map.of(one, 2, two, 1, gone, 5));
    plays().add(Map.of(one, 1));
    plays().add(Map.of());

    assertThat(posts().counts(List.of(one, two, gone)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(one, new PostCounts(0, 0, 0, 3), two, new PostCounts(0, 0, 0, 1)));
  }
}
