package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.spoken;
import static io.voicepost.storage.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.ListStore;
import io.voicepost.storage.Page;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [TimelineStore] promises.
interface TimelineStoreContract {
  PostStore posts();

  AccountStore accounts();

  FollowStore follows();

  ListStore lists();

  TimelineStore timelines();

  private Account author(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  private Post post(Account author, int second) throws IOException {
    return posts().publish(spoken(author, at(second))).orElseThrow();
  }

  private Post write(
      Account author, String caption, Set<String> tags, Visibility visibility, int second)
      throws IOException {
    var index = new PostIndex(tags, Set.of());
    return posts()
        .publish(written(author, caption, index, visibility, Optional.empty(), at(second)))
        .orElseThrow();
  }

  private Post answer(Account author, Post to, int second) throws IOException {
    return posts()
        .publish(
            written(
                author, "yes", PostIndex.NONE, Visibility.PUBLIC, Optional.of(to.id()), at(second)))
        .orElseThrow();
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  private Repost repost(Account by, Post post, Visibility visibility, Instant at)
      throws IOException {
    posts().repost(by.id(), post.id(), visibility, at);
    return posts().repostBy(by.id(), post.id()).orElseThrow();
  }

  @Test
  default void homeHasWhatThoseWhoAreFollowedSayAndBringAndOneself() throws Exception {
    Account me = author("me");
    Account faye = author("faye");
    Account stranger = author("stranger");
    follows().follow(me.id(), faye.id(), FollowStore.FollowOptions.USUAL);
    Post theirs = post(stranger, 1);
    Post hers = post(faye, 2);
    Post mine = write(me, "hello", Set.of(), Visibility.FOLLOWERS, 3);
    write(faye, "not yet", Set.of(), Visibility.DRAFT, 4);
    Repost brought = repost(faye, theirs, Visibility.PUBLIC, at(5));

    assertThat(timelines().home(me.id(), Page.first(10))).containsExactly(brought, mine, hers);
    assertThat(brought.post()).isEqualTo(theirs);

    follows().unfollow(me.id(), faye.id());

    assertThat(timelines().home(me.id(), Page.first(10))).containsExactly(mine);
  }

  @Test
  default void homePagesMeetWithoutGapOrRepeatHoweverUnevenTheAuthors() throws Exception {
    Account me = author("me");
    var random = new Random(7);
    var authors = new ArrayList<Account>();
    for (int i = 0; i < 12; i++) {
      authors.add(author("author" + i));
      follows().follow(me.id(), authors.getLast().id(), FollowStore.FollowOptions.USUAL);
    }
    var all = new ArrayList<TimelineEntry>();
    for (int second = 0; second < 120; second++) {
      // Some speak all the time, some once.
      int who = (int) (authors.size() * Math.pow(random.nextDouble(), 3));
      all.addFirst(post(authors.get(who), second));
    }

    for (int limit : new int[] {1, 3, 5, 50}) {
      assertThat(walkDown(me, limit)).as("pages of %d", limit).containsExactlyElementsOf(all);
      assertThat(walkUp(me, limit)).as("pages of %d", limit).containsExactlyElementsOf(all);
    }
  }

  private List<TimelineEntry> walkDown(Account reader, int limit) throws IOException {
    var seen = new ArrayList<TimelineEntry>();
    var page = timelines().home(reader.id(), Page.first(limit));
    while (!page.isEmpty()) {
      seen.addAll(page);
      page = timelines().home(reader.id(), Page.before(Optional.of(page.getLast().id()), limit));
    }
    return seen;
  }

  private List<TimelineEntry> walkUp(Account reader, int limit) throws IOException {
    var seen = new ArrayList<TimelineEntry>();
    var page = timelines().home(reader.id(), new Page(Long.MAX_VALUE, 0, true, limit));
    while (!page.isEmpty()) {
      seen.addAll(0, page);
      page = timelines().home(reader.id(), Page.after(page.getFirst().id(), limit));
    }
    return seen;
  }

  @Test
  default void publicTimelineHasNoRepliesRepostsOrUnlistedPosts() throws Exception {
    Account faye = author("faye");
    Post open = post(faye, 1);
    write(faye, "psst", Set.of(), Visibility.UNLISTED, 2);
    write(faye, "friends", Set.of(), Visibility.FOLLOWERS, 3);
    Post reply = answer(faye, open, 4);
    posts().repost(faye.id(), open.id(), Visibility.PUBLIC, at(5));

    assertThat(timelines().publicTimeline(Optional.empty(), Page.first(10))).containsExactly(open);

    // An answer stays one when what it answered is gone.
    posts().delete(open.id());

    assertThat(timelines().publicTimeline(Optional.empty(), Page.first(10))).isEmpty();
    assertThat(posts().byId(reply.id()).orElseThrow().replyTo())
        .contains(new Parent(Optional.empty(), faye.id()));
  }

  @Test
  default void accountTimelineGoesAsFarAsTheViewerMaySee() throws Exception {
    Account faye = author("faye");
    Post open = write(faye, "all", Set.of("song"), Visibility.PUBLIC, 1);
    Post unlisted = write(faye, "link", Set.of(), Visibility.UNLISTED, 2);
    Post friends = write(faye, "friends", Set.of(), Visibility.FOLLOWERS, 3);
    write(faye, "draft", Set.of(), Visibility.DRAFT, 4);
    Account other = author("other");
    Post reply = answer(faye, post(other, 5), 6);
    Repost repost = repost(faye, post(other, 7), Visibility.PUBLIC, at(8));
    Post spoken = post(faye, 9);

    var herself = Optional.of(faye.id());
    var visitor = Optional.<AccountId>empty();
    assertThat(account(faye, herself, false, false, false, ""))
        .containsExactly(spoken, repost, reply, friends, unlisted, open);
    assertThat(account(faye, visitor, true, true, false, ""))
        .containsExactly(spoken, unlisted, open);
    assertThat(account(faye, visitor, false, false, true, "")).containsExactly(spoken);
    assertThat(account(faye, visitor, false, false, false, "song")).containsExactly(open);
  }

  private List<TimelineEntry> account(
      Account author,
      Optional<AccountId> viewer,
      boolean withoutReplies,
      boolean withoutReposts,
      boolean voicesOnly,
      String tag)
      throws IOException {
    var filter =
        new TimelineStore.Filter(
            withoutReplies,
            withoutReposts,
            voicesOnly,
            Optional.of(tag).filter(it -> !it.isEmpty()));
    return timelines().account(viewer, author.id(), filter, Page.first(20));
  }

  @Test
  default void draftStaysWhereWhatItAnswersIsGone() throws Exception {
    Account faye = author("faye");
    Post draft = write(faye, "draft", Set.of(), Visibility.DRAFT, 1);
    Post gone = write(faye, "gone", Set.of(), Visibility.PUBLIC, 2);
    posts().delete(gone.id());
    var answer =
        written(faye, "draft", PostIndex.NONE, Visibility.PUBLIC, Optional.of(gone.id()), at(3));

    assertThat(posts().publishDraft(draft.id(), answer)).isEmpty();

    assertThat(timelines().drafts(faye.id(), Page.first(5))).containsExactly(draft);
  }

  @Test
  default void draftsAndPinsAreListedForTheirAuthor() throws Exception {
    Account faye = author("faye");
    Post draft = write(faye, "draft", Set.of(), Visibility.DRAFT, 1);
    Post first = post(faye, 2);
    Post second = post(faye, 3);
    posts().pin(second.id(), true, at(4));
    posts().pin(first.id(), true, at(5));
    posts().pin(draft.id(), true, at(6));

    assertThat(timelines().drafts(faye.id(), Page.first(5))).containsExactly(draft);
    assertThat(timelines().pinned(Optional.empty(), faye.id()))
        .extracting(Post::id)
        .containsExactly(first.id(), second.id());
    assertThat(timelines().pinned(Optional.empty(), faye.id())).allMatch(Post::pinned);

    posts().pin(first.id(), false, at(7));

    assertThat(timelines().pinned(Optional.empty(), faye.id()))
        .extracting(Post::id)
        .containsExactly(second.id());
  }

  @Test
  default void tagsFindPublicPostsOnly() throws Exception {
    Account faye = author("faye");
    Post one = write(faye, "#song one", Set.of("song"), Visibility.PUBLIC, 1);
    Post two = write(faye, "#song two", Set.of("song", "songbird"), Visibility.PUBLIC, 2);
    write(faye, "#song three", Set.of("song"), Visibility.UNLISTED, 3);

    assertThat(timelines().tagged(Optional.empty(), "song", Page.first(10)))
        .containsExactly(two, one);
    assertThat(timelines().tagged(Optional.empty(), "so", Page.first(10))).isEmpty();
    assertThat(timelines().tags("so", 5))
        .containsExactly(
            new TimelineStore.TagCount("song", 2), new TimelineStore.TagCount("songbird", 1));
  }

  @Test
  default void postsAreFoundByAllTheirWordsInAnyLanguage() throws Exception {
    Account faye = author("faye");
    Post rain = write(faye, "Rain in Beijing, again", Set.of(), Visibility.PUBLIC, 1);
    Post snow = write(faye, "SNOW in beijing", Set.of(), Visibility.PUBLIC, 2);
    Post chinese = write(faye, "今天北京天气很好", Set.of(), Visibility.PUBLIC, 3);
    write(faye, "snow in beijing, unlisted", Set.of(), Visibility.UNLISTED, 4);

    assertThat(timelines().search(Optional.empty(), "Beijing", Page.first(9)))
        .containsExactly(snow, rain);
    assertThat(timelines().search(Optional.empty(), "beijing snow", Page.first(9)))
        .containsExactly(snow);
    assertThat(timelines().search(Optional.empty(), "北京", Page.first(9))).containsExactly(chinese);
    assertThat(timelines().search(Optional.empty(), "北京天气", Page.first(9)))
        .containsExactly(chinese);
    assertThat(timelines().search(Optional.empty(), "天", Page.first(9))).containsExactly(chinese);
    assertThat(timelines().search(Optional.empty(), "京北", Page.first(9))).isEmpty();
    assertThat(timelines().search(Optional.empty(), " %_' ", Page.first(9))).isEmpty();

    posts().edit(rain.id(), new PostText("sun", "", ""), PostIndex.NONE, at(9));

    assertThat(timelines().search(Optional.empty(), "rain", Page.first(9))).isEmpty();
    assertThat(timelines().search(Optional.empty(), "sun", Page.first(9)))
        .extracting(Post::id)
        .containsExactly(rain.id());
  }

  @Test
  default void conversationIsWholeAndInOrder() throws Exception {
    Account faye = author("faye");
    Post root = post(faye, 1);
    Post reply = answer(faye, root, 2);
    Post deeper = answer(faye, reply, 3);
    post(faye, 4);
    posts().repost(faye.id(), root.id(), Visibility.PUBLIC, at(5));

    assertThat(deeper.thread()).isEqualTo(root.id());
    assertThat(timelines().conversation(Optional.empty(), root.id(), 10))
        .containsExactly(root, reply, deeper);
    assertThat(timelines().conversation(Optional.empty(), root.id(), 2))
        .containsExactly(root, reply);
  }

  @Test
  default void voiceAnswersAreThoseOfOthersEvenWhereWhatTheyAnswerIsGone() throws Exception {
    Account me = author("me");
    Account faye = author("faye");
    Post mine = post(me, 1);
    Post first = spokenAnswer(faye, mine, Visibility.PUBLIC, 2);
    Post second = spokenAnswer(faye, mine, Visibility.UNLISTED, 3);
    spokenAnswer(faye, mine, Visibility.FOLLOWERS, 9);
    answer(faye, mine, 4);
    spokenAnswer(me, first, Visibility.PUBLIC, 5);
    spokenAnswer(me, mine, Visibility.PUBLIC, 6);
    spokenAnswer(faye, mine, Visibility.DRAFT, 7);
    post(faye, 8);

    assertThat(timelines().voiceAnswers(me.id(), Page.first(10))).containsExactly(second, first);
    assertThat(timelines().voiceAnswers(me.id(), Page.first(1))).containsExactly(second);
    assertThat(timelines().voiceAnswers(me.id(), Page.before(Optional.of(second.id()), 9)))
        .containsExactly(first);

    posts().delete(mine.id());

    assertThat(timelines().voiceAnswers(me.id(), Page.first(10)))
        .extracting(Post::id)
        .containsExactly(second.id(), first.id());
  }

  private Post spokenAnswer(Account author, Post to, Visibility visibility, int second)
      throws IOException {
    var spoken = spoken(author, at(second));
    return posts()
        .publish(
            new NewPost(
                author.id(),
                spoken.voice(),
                PostText.NONE,
                PostIndex.NONE,
                visibility,
                Optional.of(to.id()),
                Optional.empty(),
                at(second)))
        .orElseThrow();
  }

  @Test
  default void listHasItsMembersOnly() throws Exception {
    Account me = author("me");
    Account faye = author("faye");
    Account leslie = author("leslie");
    Post hers = post(faye, 1);
    post(leslie, 2);
    post(me, 3);
    var list = lists().create(me.id(), "Singers");
    lists().add(list.id(), List.of(faye.id()));

    assertThat(timelines().list(list.id(), Page.first(10))).containsExactly(hers);
  }
}
