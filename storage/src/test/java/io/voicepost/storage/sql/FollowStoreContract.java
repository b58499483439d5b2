package io.voicepost.storage.sql;

import static io.voicepost.storage.FollowStore.FollowOptions.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountCounts;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.Relationship;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [FollowStore] promises.
interface FollowStoreContract {
  AccountStore accounts();

  FollowStore follows();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  private AccountCounts counts(Account account) throws IOException {
    return accounts().counts(List.of(account.id())).getOrDefault(account.id(), AccountCounts.NONE);
  }

  private Relationship between(Account one, Account other) throws IOException {
    return follows()
        .relationships(one.id(), List.of(other.id()))
        .getOrDefault(other.id(), Relationship.NONE);
  }

  @Test
  default void followingCountsOnceOnBothSides() throws Exception {
    Account fan = account("fan");
    Account faye = account("faye");

    List<Boolean> fresh = Parallel.run(12, _ -> follows().follow(fan.id(), faye.id(), USUAL));

    assertThat(fresh).containsOnlyOnce(true);
    assertThat(counts(fan).following()).isEqualTo(1);
    assertThat(counts(faye).followers()).isEqualTo(1);
    assertThat(follows().followers(faye.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(fan);
    assertThat(follows().following(fan.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(faye);
    assertThat(follows().followees(fan.id())).containsExactly(faye.id());
    assertThat(between(fan, faye).following()).isTrue();
    assertThat(between(faye, fan).followedBy()).isTrue();

    assertThat(follows().unfollow(fan.id(), faye.id())).isTrue();
    assertThat(follows().unfollow(fan.id(), faye.id())).isFalse();
    assertThat(counts(fan).following()).isZero();
    assertThat(counts(faye).followers()).isZero();
    assertThat(between(fan, faye)).isEqualTo(Relationship.NONE);
  }

  @Test
  default void twoWhoFollowEachOtherAtOnceBothDo() throws Exception {
    Account one = account("one");
    Account other = account("other");

    Parallel.run(
        16,
        n ->
            n % 2 == 0
                ? follows().follow(one.id(), other.id(), USUAL)
                : follows().follow(other.id(), one.id(), USUAL));

    assertThat(counts(one)).isEqualTo(new AccountCounts(0, 1, 1, Optional.empty()));
    assertThat(counts(other)).isEqualTo(new AccountCounts(0, 1, 1, Optional.empty()));
  }

  @Test
  default void wishesChangeWithoutCountingAgain() throws Exception {
    Account fan = account("fan");
    Account faye = account("faye");
    follows().follow(fan.id(), faye.id(), USUAL);

    follows().follow(fan.id(), faye.id(), new FollowStore.FollowOptions(false, true));

    assertThat(between(fan, faye).reposts()).isFalse();
    assertThat(between(fan, faye).told()).isTrue();
    assertThat(follows().attentive(faye.id())).containsExactly(fan.id());
    assertThat(follows().unseen(fan.id()).withoutReposts()).containsExactly(faye.id());
    assertThat(counts(faye).followers()).isEqualTo(1);
  }

  @Test
  default void lockedAccountLetsFollowersInOneByOne() throws Exception {
    Account faye = account("faye");
    Account fan = account("fan");
    Account pest = account("pest");
    follows().request(fan.id(), faye.id(), new FollowStore.FollowOptions(true, true));
    follows().request(pest.id(), faye.id(), USUAL);

    assertThat(follows().request(fan.id(), faye.id(), USUAL)).isFalse();
    assertThat(between(fan, faye).requested()).isTrue();
    assertThat(between(faye, fan).requestedBy()).isTrue();
    assertThat(follows().requests(faye.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactlyInAnyOrder(fan, pest);

    assertThat(follows().accept(faye.id(), fan.id())).isTrue();
    assertThat(follows().accept(faye.id(), fan.id())).isFalse();
    assertThat(follows().reject(faye.id(), pest.id())).isTrue();

    assertThat(between(fan, faye).following()).isTrue();
    assertThat(between(fan, faye).told()).isTrue();
    assertThat(between(pest, faye)).isEqualTo(Relationship.NONE);
    assertThat(follows().requests(faye.id(), Page.first(9))).isEmpty();
    assertThat(counts(faye).followers()).isEqualTo(1);
  }

  @Test
  default void blockingEndsWhatEitherFollows() throws Exception {
    Account faye = account("faye");
    Account pest = account("pest");
    follows().follow(faye.id(), pest.id(), USUAL);
    follows().follow(pest.id(), faye.id(), USUAL);

    assertThat(follows().block(faye.id(), pest.id())).isTrue();
    assertThat(follows().block(faye.id(), pest.id())).isFalse();

    assertThat(between(faye, pest).blocking()).isTrue();
    assertThat(between(pest, faye).blockedBy()).isTrue();
    assertThat(between(pest, faye).following()).isFalse();
    assertThat(counts(faye)).isEqualTo(AccountCounts.NONE);
    assertThat(follows().unseen(faye.id()).hidden()).containsExactly(pest.id());
    assertThat(follows().unseen(pest.id()).hidden()).containsExactly(faye.id());
    assertThat(follows().blocked(faye.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(pest);
    assertThat(follows().unblock(faye.id(), pest.id())).isTrue();
    assertThat(follows().unseen(pest.id())).isEqualTo(FollowStore.HiddenAccounts.NOBODY);
  }

  @Test
  default void muteEndsWhenItsTimeIsOver() throws Exception {
    Account faye = account("faye");
    Account loud = account("loud");
    Account past = account("past");
    follows().mute(faye.id(), loud.id(), true, Optional.of(Instant.now().plus(Duration.ofDays(1))));
    follows().mute(faye.id(), past.id(), true, Optional.of(Instant.now().minusSeconds(1)));

    assertThat(follows().unseen(faye.id()).hidden()).isEqualTo(Set.of(loud.id()));
    assertThat(follows().unseen(loud.id()).hidden()).isEmpty();
    assertThat(between(faye, loud).mutingNotifications()).isTrue();
    assertThat(between(faye, past).muting()).isFalse();
    assertThat(follows().muted(faye.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(loud);

    follows().mute(faye.id(), loud.id(), false, Optional.empty());

    assertThat(between(faye, loud).mutingNotifications()).isFalse();
    assertThat(follows().unmute(faye.id(), loud.id())).isTrue();
    assertThat(between(faye, loud)).isEqualTo(Relationship.NONE);
  }
}
