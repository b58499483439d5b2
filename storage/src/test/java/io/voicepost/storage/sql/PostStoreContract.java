package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.voice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.Totals;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.HeldMessage;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [PostStore] promises.
interface PostStoreContract {
  /// An empty store.
  PostStore posts();

  AccountStore accounts();

  TimelineStore timelines();

  private Account author(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  private static NewPost spoken(Account author, Voice voice, Instant postedAt) {
    return NewPost.spoken(author.id(), voice, Visibility.PUBLIC, postedAt);
  }

  private static RecordingId recording(Post post) {
    return post.voice().orElseThrow().recording();
  }

  private List<Post> publicTimeline(Optional<PostId> before, int limit) throws IOException {
    return timelines().publicTimeline(Optional.empty(), Page.before(before, limit));
  }

  private List<TimelineEntry> accountTimeline(Account author, Optional<PostId> before, int limit)
      throws IOException {
    return timelines()
        .account(
            Optional.empty(), author.id(), TimelineStore.Filter.NONE, Page.before(before, limit));
  }

  private long postsOf(Account account) throws IOException {
    return accounts()
        .counts(List.of(account.id()))
        .getOrDefault(account.id(), AccountCounts.NONE)
        .posts();
  }

  private Post post(Account author, Instant postedAt) throws IOException {
    var recording = RecordingId.at(postedAt);
    return posts().publish(spoken(author, voice(recording), postedAt)).orElseThrow();
  }

  @Test
  default void publishedPostIsFoundWithAllItHas() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);

    Post post = posts().publish(spoken(faye, voice(recording), NOON)).orElseThrow();

    assertThat(recording(post)).isEqualTo(recording);
    assertThat(post.author()).isEqualTo(faye);
    assertThat(post.voice()).contains(voice(recording));
    assertThat(post.postedAt()).isEqualTo(NOON);
    assertThat(post.id().value() >> 16).isEqualTo(NOON.toEpochMilli());
    assertThat(posts().byId(post.id())).contains(post);
    assertThat(posts().byRecording(recording)).contains(post);
    assertThat(posts().byId(new PostId(post.id().value() + 1))).isEmpty();
    assertThat(posts().byRecording(RecordingId.at(NOON))).isEmpty();
  }

  @Test
  default void timesAndLengthsFinerThanAMillisecondAreKeptInMilliseconds() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);
    var blip = new Voice(recording, Duration.ofNanos(1), List.of(0), voice(recording).renditions());

    Post post = posts().publish(spoken(faye, blip, NOON.plusNanos(999_999))).orElseThrow();

    assertThat(post.postedAt()).isEqualTo(NOON);
    assertThat(post.voice().orElseThrow().duration()).isEqualTo(Duration.ofMillis(1));
    assertThat(posts().byId(post.id())).contains(post);
  }

  @Test
  default void publishingAgainGivesThePostThatStandsThere() throws Exception {
    Account faye = author("faye");
    Post first = post(faye, NOON);

    Optional<Post> again =
        posts().publish(spoken(faye, voice(recording(first)), NOON.plusSeconds(60)));

    assertThat(again).contains(first);
    assertThat(publicTimeline(Optional.empty(), 10)).containsExactly(first);
  }

  @Test
  default void audioOfWhatIsDeletedIsRememberedUntilItIsRemoved() throws Exception {
    Account faye = author("faye");
    var held = RecordingId.at(NOON.plusSeconds(1));
    posts().hold(voice(held), Optional.empty(), NOON);
    Post post = post(faye, NOON);
    var expected = new ArrayList<AudioKey>();
    for (var it : List.of(voice(recording(post)), voice(held))) {
      it.renditions().forEach(rendition -> expected.add(rendition.key()));
    }
    posts().audioRemoved(posts().audioToRemove(100));

    posts().delete(post.id());
    posts().discard(held);

    assertThat(posts().audioToRemove(100)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(posts().audioToRemove(1)).hasSize(1);
    posts().audioRemoved(expected);
    assertThat(posts().audioToRemove(100)).isEmpty();
  }

  @Test
  default void totalsCountPostsAndRepostsAndWhoPostedLately() throws Exception {
    Account faye = author("faye");
    Account leslie = author("leslie");
    author("silent");
    Post first = post(faye, NOON);
    posts().repost(leslie.id(), first.id(), Visibility.PUBLIC, NOON.plusSeconds(60));
    var draft = RecordingId.at(NOON.plusSeconds(2));
    posts().publish(NewPost.spoken(faye.id(), voice(draft), Visibility.DRAFT, NOON));

    assertThat(accounts().totals(NOON.plusSeconds(1))).isEqualTo(new Totals(3, 2, 1));
    assertThat(accounts().totals(NOON)).isEqualTo(new Totals(3, 2, 2));
  }

  @Test
  default void anotherOnesRecordingIsNotPublishedAgainAndNotGiven() throws Exception {
    Account faye = author("faye");
    Account leslie = author("leslie");
    Post first = post(faye, NOON);

    Optional<Post> again =
        posts().publish(spoken(leslie, voice(recording(first)), NOON.plusSeconds(60)));

    assertThat(again).isEmpty();
    assertThat(posts().byRecording(recording(first))).contains(first);
    assertThat(postsOf(leslie)).isZero();
  }

  @Test
  default void manyAtOncePublishOnePost() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);

    List<Optional<Post>> results =
        Parallel.run(24, n -> posts().publish(spoken(faye, voice(recording), NOON.plusMillis(n))));

    assertThat(results).allMatch(Optional::isPresent);
    assertThat(new HashSet<>(results)).hasSize(1);
    assertThat(publicTimeline(Optional.empty(), 10)).hasSize(1);
    assertThat(postsOf(faye)).isEqualTo(1);
  }

  @Test
  default void manyRecordingsAtOnceAreAllPublished() throws Exception {
    Account faye = author("faye");

    List<List<Post>> results =
        Parallel.run(
            16,
            n -> {
              var mine = new ArrayList<Post>();
              for (int i = 0; i < 8; i++) {
                mine.add(post(faye, NOON));
              }
              return mine;
            });

    assertThat(publicTimeline(Optional.empty(), 1000))
        .hasSize(128)
        .containsExactlyInAnyOrderElementsOf(results.stream().flatMap(List::stream).toList());
  }

  @Test
  default void publishingForAnAccountThatIsNotThereIsABug() {
    var recording = RecordingId.at(NOON);

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() ->
            posts()
                .publish(
                    NewPost.spoken(new AccountId(1), voice(recording), Visibility.PUBLIC, NOON)));
  }

  @Test
  default void timelinePagesMeetWithoutGapOrRepeat() throws Exception {
    Account faye = author("faye");
    // Many ids of one millisecond, with gaps of hours between the groups.
    var all = new ArrayList<Post>();
    for (int i = 0; i < 25; i++) {
      all.add(post(faye, NOON.plus(Duration.ofHours(i / 7))));
    }
    all.sort(Comparator.comparing(Post::id).reversed());
    posts().delete(all.remove(12).id());

    var seen = new ArrayList<Post>();
    List<Post> page = publicTimeline(Optional.empty(), 4);
    while (!page.isEmpty()) {
      seen.addAll(page);
      page = publicTimeline(Optional.of(page.getLast().id()), 4);
    }

    assertThat(seen).containsExactlyElementsOf(all);
  }

  @Test
  default void newerThanGoesTheOtherWay() throws Exception {
    Account faye = author("faye");
    var all = new ArrayList<Post>();
    for (int i = 0; i < 9; i++) {
      all.add(post(faye, NOON.plusSeconds(i)));
    }

    assertThat(timelines().publicTimeline(Optional.empty(), Page.after(all.get(3).id(), 3)))
        .containsExactlyElementsOf(all.subList(4, 7).reversed());
    assertThat(timelines().publicTimeline(Optional.empty(), Page.after(all.get(8).id(), 3)))
        .isEmpty();
  }

  @Test
  default void accountTimelineHasOnlyItsOwn() throws Exception {
    Account faye = author("faye");
    Account leslie = author("leslie");
    List<Post> hers =
        List.of(post(faye, NOON), post(faye, NOON.plusSeconds(2)), post(faye, NOON.plusSeconds(4)));
    post(leslie, NOON.plusSeconds(1));
    post(leslie, NOON.plusSeconds(3));

    assertThat(accountTimeline(faye, Optional.empty(), 10))
        .containsExactlyElementsOf(hers.reversed());
    assertThat(accountTimeline(faye, Optional.of(hers.get(2).id()), 1))
        .containsExactly(hers.get(1));
    assertThat(postsOf(faye)).isEqualTo(3);
    assertThat(postsOf(leslie)).isEqualTo(2);
  }

  @Test
  default void limitIsNeverNegative() throws Exception {
    post(author("faye"), NOON);

    assertThat(publicTimeline(Optional.empty(), 0)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> publicTimeline(Optional.empty(), -1));
  }

  @Test
  default void heldMessageIsInNoTimelineUntilItIsGiven() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);

    HeldMessage held =
        posts().hold(voice(recording), Optional.of(Samples.phone(1)), NOON).orElseThrow();

    assertThat(held)
        .isEqualTo(new HeldMessage(Optional.of(Samples.phone(1)), voice(recording), NOON));
    assertThat(posts().heldMessage(recording)).contains(held);
    assertThat(posts().held(Optional.empty(), 10)).containsExactly(held);
    assertThat(posts().byRecording(recording)).isEmpty();
    assertThat(publicTimeline(Optional.empty(), 10)).isEmpty();

    Post given =
        posts().give(recording, faye.id(), Visibility.PUBLIC, NOON.plusSeconds(60)).orElseThrow();

    assertThat(given.author()).isEqualTo(faye);
    assertThat(given.voice()).contains(held.voice());
    assertThat(given.postedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(publicTimeline(Optional.empty(), 10)).containsExactly(given);
    assertThat(posts().held(Optional.empty(), 10)).isEmpty();
    assertThat(posts().heldMessage(recording)).isEmpty();
    assertThat(posts().give(recording, faye.id(), Visibility.PUBLIC, NOON)).isEmpty();
  }

  @Test
  default void holdingAgainGivesTheMessageThatStandsThere() throws Exception {
    var recording = RecordingId.at(NOON);
    HeldMessage first = posts().hold(voice(recording), Optional.empty(), NOON).orElseThrow();

    Optional<HeldMessage> again =
        posts().hold(voice(recording), Optional.of(Samples.phone(1)), NOON.plusSeconds(1));

    assertThat(again).contains(first);
    assertThat(first.phone()).isEmpty();
  }

  @Test
  default void aRecordingIsPublishedOrHeldNeverBoth() throws Exception {
    Account faye = author("faye");
    var held = RecordingId.at(NOON);
    posts().hold(voice(held), Optional.empty(), NOON);
    Post post = post(faye, NOON);

    assertThat(posts().publish(spoken(faye, voice(held), NOON))).isEmpty();
    assertThat(posts().hold(post.voice().orElseThrow(), Optional.empty(), NOON)).isEmpty();
    assertThat(posts().heldMessage(held)).isPresent();
    assertThat(posts().byRecording(recording(post))).contains(post);
  }

  @Test
  default void heldMessagesArePagedOldestFirst() throws Exception {
    var recordings =
        IntStream.range(0, 7).mapToObj(i -> RecordingId.at(NOON.plusSeconds(i))).toList();
    for (RecordingId recording : recordings.reversed()) {
      posts().hold(voice(recording), Optional.empty(), NOON);
    }

    List<HeldMessage> first = posts().held(Optional.empty(), 4);
    List<HeldMessage> second = posts().held(Optional.of(first.getLast().recording()), 4);

    assertThat(first).extracting(HeldMessage::recording).isEqualTo(recordings.subList(0, 4));
    assertThat(second).extracting(HeldMessage::recording).isEqualTo(recordings.subList(4, 7));
  }

  @Test
  default void oneOfManyGivesAHeldMessage() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);
    posts().hold(voice(recording), Optional.empty(), NOON);

    List<Optional<Post>> given =
        Parallel.run(
            12, n -> posts().give(recording, faye.id(), Visibility.PUBLIC, NOON.plusMillis(n)));

    assertThat(given.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(publicTimeline(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  default void deletedPostStaysDeleted() throws Exception {
    Account faye = author("faye");
    Post post = post(faye, NOON);

    assertThat(posts().delete(post.id())).contains(post);

    assertThat(posts().delete(post.id())).isEmpty();
    assertThat(posts().publish(spoken(faye, post.voice().orElseThrow(), NOON))).isEmpty();
    assertThat(posts().hold(post.voice().orElseThrow(), Optional.empty(), NOON)).isEmpty();
    assertThat(posts().give(recording(post), faye.id(), Visibility.PUBLIC, NOON)).isEmpty();
    assertThat(posts().byId(post.id())).isEmpty();
    assertThat(posts().byRecording(recording(post))).isEmpty();
    assertThat(publicTimeline(Optional.empty(), 10)).isEmpty();
    assertThat(accountTimeline(faye, Optional.empty(), 10)).isEmpty();
    assertThat(postsOf(faye)).isZero();
  }

  @Test
  default void deletedHeldMessageStaysDeleted() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);
    posts().hold(voice(recording), Optional.of(Samples.phone(1)), NOON);

    assertThat(posts().discard(recording)).contains(voice(recording));

    assertThat(posts().held(Optional.empty(), 10)).isEmpty();
    assertThat(posts().give(recording, faye.id(), Visibility.PUBLIC, NOON)).isEmpty();
    assertThat(posts().publish(spoken(faye, voice(recording), NOON))).isEmpty();
  }

  @Test
  default void whatIsForbiddenOnItsWayNeverArrives() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);

    assertThat(posts().forbid(recording)).isTrue();

    assertThat(posts().forbid(recording)).isFalse();
    assertThat(posts().publish(spoken(faye, voice(recording), NOON))).isEmpty();
    assertThat(posts().hold(voice(recording), Optional.empty(), NOON)).isEmpty();
    assertThat(posts().keep(faye.id(), voice(recording))).isFalse();
  }

  @Test
  default void whatHasArrivedCannotBeForbidden() throws Exception {
    Post post = post(author("faye"), NOON);
    var held = RecordingId.at(NOON);
    posts().hold(voice(held), Optional.empty(), NOON);

    assertThat(posts().forbid(recording(post))).isFalse();
    assertThat(posts().forbid(held)).isFalse();

    assertThat(posts().byId(post.id())).contains(post);
    assertThat(posts().heldMessage(held)).isPresent();
  }

  @Test
  default void oneOfManyDeletesAndHasTheVoice() throws Exception {
    Post post = post(author("faye"), NOON);

    List<Optional<Post>> deleted = Parallel.run(12, n -> posts().delete(post.id()));

    assertThat(deleted.stream().flatMap(Optional::stream)).containsExactly(post);
  }

  @Test
  default void deletingWhatNeverWasLeavesTheWayFree() throws Exception {
    Account faye = author("faye");
    var recording = RecordingId.at(NOON);

    assertThat(posts().discard(recording)).isEmpty();
    assertThat(posts().publish(spoken(faye, voice(recording), NOON))).isPresent();
  }

  @Test
  default void idsOfOneMillisecondNeverMeet() throws Exception {
    // 600 of 65,536: two of them draw the same id with a chance of 94 %.
    Account faye = author("faye");
    for (int i = 0; i < 600; i++) {
      post(faye, NOON);
    }

    assertThat(postsOf(faye)).isEqualTo(600);
  }
}
