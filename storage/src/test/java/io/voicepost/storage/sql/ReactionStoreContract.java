package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.spoken;
import static io.voicepost.storage.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.Reactions;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [ReactionStore] promises, and [PostStore] of reposts.
interface ReactionStoreContract {
  PostStore posts();

  AccountStore accounts();

  ReactionStore reactions();

  TimelineStore timelines();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  private Post post(Account author) throws IOException {
    return posts().publish(spoken(author, NOON)).orElseThrow();
  }

  private PostCounts counts(Post post) throws IOException {
    return posts()
        .counts(List.of(post.id()))
        .getOrDefault(post.id(), new PostCounts(-1, -1, -1, 0));
  }

  private long postsOf(Account account) throws IOException {
    return accounts()
        .counts(List.of(account.id()))
        .getOrDefault(account.id(), AccountCounts.NONE)
        .posts();
  }

  private Repost repost(Account by, Post post, Visibility visibility, Instant at)
      throws IOException {
    posts().repost(by.id(), post.id(), visibility, at);
    return posts().repostBy(by.id(), post.id()).orElseThrow();
  }

  @Test
  default void likeCountsOnceHoweverOftenItIsSaid() throws Exception {
    Post post = post(account("faye"));
    Account fan = account("fan");

    List<Boolean> fresh = Parallel.run(12, _ -> reactions().like(fan.id(), post.id()));

    assertThat(fresh).containsOnlyOnce(true);
    assertThat(counts(post)).isEqualTo(new PostCounts(0, 0, 1, 0));
    assertThat(reactions().likers(post.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(fan);
    assertThat(reactions().liked(fan.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(post);
    assertThat(reactions().reactions(fan.id(), List.of(post.id())))
        .containsEntry(post.id(), new Reactions(true, false, false));

    assertThat(reactions().unlike(fan.id(), post.id())).isTrue();
    assertThat(reactions().unlike(fan.id(), post.id())).isFalse();
    assertThat(counts(post)).isEqualTo(PostCounts.NONE);
    assertThat(reactions().reactions(fan.id(), List.of(post.id()))).isEmpty();
  }

  @Test
  default void whoDidWhatWithAPostIsReadAtOnce() throws Exception {
    Post post = post(account("faye"));
    Post other = post(account("other"));
    Account fan = account("fan");
    Account quiet = account("quiet");
    reactions().like(fan.id(), post.id());
    reactions().bookmark(fan.id(), post.id());
    reactions().like(quiet.id(), other.id());

    assertThat(reactions().reactions(post.id(), List.of(fan.id(), quiet.id())))
        .containsExactly(java.util.Map.entry(fan.id(), new Reactions(true, false, true)));
  }

  @Test
  default void countsAreExactWhenManyRepostAtOnce() throws Exception {
    Post post = post(account("faye"));
    var fans = new ArrayList<Account>();
    for (int i = 0; i < 24; i++) {
      fans.add(account("fan" + i));
    }

    // Each three times.
    Parallel.run(
        72,
        n ->
            posts()
                .repost(fans.get(n % 24).id(), post.id(), Visibility.PUBLIC, NOON.plusMillis(n)));

    assertThat(counts(post)).isEqualTo(new PostCounts(0, 24, 0, 0));
    assertThat(reactions().reposters(post.id(), Page.first(80))).hasSize(24);

    Parallel.run(48, n -> posts().unrepost(fans.get(n % 24).id(), post.id()));

    assertThat(counts(post)).isEqualTo(PostCounts.NONE);
    assertThat(postsOf(fans.getFirst())).isZero();
  }

  @Test
  default void repostIsTheSameWhoeverRepeatsIt() throws Exception {
    Account faye = account("faye");
    Post post = post(faye);
    Account fan = account("fan");

    var first = repost(fan, post, Visibility.UNLISTED, NOON);
    var again = posts().repost(fan.id(), post.id(), Visibility.PUBLIC, NOON.plusSeconds(1));

    assertThat(again).isEmpty();
    assertThat(posts().repostBy(fan.id(), post.id())).contains(first);
    assertThat(first.author()).isEqualTo(fan);
    assertThat(first.post()).isEqualTo(post);
    assertThat(posts().entry(first.id())).contains(first);
    assertThat(posts().byId(first.id())).isEmpty();
    assertThat(posts().repost(fan.id(), first.id(), Visibility.PUBLIC, NOON)).isEmpty();
    assertThat(posts().repost(fan.id(), new PostId(1), Visibility.PUBLIC, NOON)).isEmpty();
    assertThat(posts().unrepost(fan.id(), post.id())).contains(first.id());
    assertThat(posts().unrepost(fan.id(), post.id())).isEmpty();
  }

  @Test
  default void draftCannotBeReposted() throws Exception {
    Account faye = account("faye");
    Post draft =
        posts()
            .publish(written(faye, "x", PostIndex.NONE, Visibility.DRAFT, Optional.empty(), NOON))
            .orElseThrow();

    assertThat(posts().repost(faye.id(), draft.id(), Visibility.PUBLIC, NOON)).isEmpty();
  }

  @Test
  default void deletingAPostTakesAllThatHangsOnIt() throws Exception {
    Account faye = account("faye");
    Account fan = account("fan");
    Post post = post(faye);
    Post reply =
        posts()
            .publish(
                written(
                    fan,
                    "yes",
                    PostIndex.NONE,
                    Visibility.PUBLIC,
                    Optional.of(post.id()),
                    NOON.plusSeconds(1)))
            .orElseThrow();
    assertThat(counts(post)).isEqualTo(new PostCounts(1, 0, 0, 0));
    var repost = repost(fan, post, Visibility.PUBLIC, NOON);
    reactions().like(fan.id(), post.id());
    reactions().bookmark(fan.id(), post.id());

    assertThat(posts().delete(post.id()).orElseThrow().voice()).isEqualTo(post.voice());

    assertThat(posts().entry(repost.id())).isEmpty();
    assertThat(posts().byId(reply.id())).isPresent();
    assertThat(reactions().liked(fan.id(), Page.first(9))).isEmpty();
    assertThat(reactions().bookmarked(fan.id(), Page.first(9))).isEmpty();
    assertThat(posts().counts(List.of(post.id()))).isEmpty();
    assertThat(postsOf(fan)).isEqualTo(1);
    assertThat(postsOf(faye)).isZero();

    // An answer gone is one answer less.
    Post other = post(faye);
    Post second =
        posts()
            .publish(
                written(
                    fan,
                    "no",
                    PostIndex.NONE,
                    Visibility.PUBLIC,
                    Optional.of(other.id()),
                    NOON.plusSeconds(2)))
            .orElseThrow();
    posts().delete(second.id());
    assertThat(counts(other)).isEqualTo(PostCounts.NONE);
  }

  @Test
  default void likesArePagedByTheTimeTheyWereGiven() throws Exception {
    Account faye = account("faye");
    Account fan = account("fan");
    Post older = post(faye);
    Post newer = posts().publish(spoken(faye, NOON.plusSeconds(5))).orElseThrow();
    reactions().like(fan.id(), newer.id());
    reactions().like(fan.id(), older.id());

    var first = reactions().liked(fan.id(), Page.first(1));
    var second = reactions().liked(fan.id(), new Page(first.getLast().cursor(), 0, false, 1));

    assertThat(first.getFirst().item()).isNotEqualTo(second.getFirst().item());
    assertThat(List.of(first.getFirst().item(), second.getFirst().item()))
        .containsExactlyInAnyOrder(older, newer);
  }

  @Test
  default void bookmarksAreOnesOwn() throws Exception {
    Post post = post(account("faye"));
    Account fan = account("fan");
    Account other = account("other");

    assertThat(reactions().bookmark(fan.id(), post.id())).isTrue();
    assertThat(reactions().bookmark(fan.id(), post.id())).isFalse();
    assertThat(reactions().bookmark(fan.id(), new PostId(1))).isFalse();

    assertThat(reactions().bookmarked(fan.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(post);
    assertThat(reactions().bookmarked(other.id(), Page.first(9))).isEmpty();
    assertThat(reactions().reactions(other.id(), List.of(post.id()))).isEmpty();
    assertThat(reactions().unbookmark(fan.id(), post.id())).isTrue();
  }
}
