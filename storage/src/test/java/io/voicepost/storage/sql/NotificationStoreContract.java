package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static io.voicepost.storage.Samples.spoken;
import static io.voicepost.storage.post.Notification.Type.FOLLOW;
import static io.voicepost.storage.post.Notification.Type.LIKE;
import static io.voicepost.storage.post.Notification.Type.REPOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.FollowStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.NotificationStore;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [NotificationStore] promises.
interface NotificationStoreContract {
  PostStore posts();

  AccountStore accounts();

  FollowStore follows();

  NotificationStore notifications();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  private List<Notification> all(Account to) throws Exception {
    return notifications()
        .list(to.id(), EnumSet.allOf(Notification.Type.class), Optional.empty(), Page.first(9));
  }

  @Test
  default void eachThingIsToldOnce() throws Exception {
    Account faye = account("faye");
    Account fan = account("fan");
    Post post = posts().publish(spoken(faye, NOON)).orElseThrow();

    List<Optional<Long>> told =
        Parallel.run(
            12,
            n ->
                notifications()
                    .tell(faye.id(), LIKE, fan.id(), Optional.of(post.id()), NOON.plusMillis(n)));
    var follow =
        notifications().tell(faye.id(), FOLLOW, fan.id(), Optional.empty(), NOON.plusSeconds(1));
    var again =
        notifications().tell(faye.id(), FOLLOW, fan.id(), Optional.empty(), NOON.plusSeconds(2));

    assertThat(told.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(again).isEmpty();
    assertThat(all(faye)).hasSize(2);
    assertThat(all(faye).getFirst().id()).isEqualTo(follow.orElseThrow());
    var like = all(faye).getLast();
    assertThat(like.from()).isEqualTo(fan);
    assertThat(like.post()).contains(post);
    assertThat(like.type()).isEqualTo(LIKE);
    assertThat(notifications().byId(faye.id(), like.id())).contains(like);
    assertThat(notifications().byId(fan.id(), like.id())).isEmpty();
    assertThat(
            notifications()
                .list(faye.id(), EnumSet.of(LIKE, REPOST), Optional.of(fan.id()), Page.first(9)))
        .containsExactly(like);
    assertThat(notifications().countAfter(faye.id(), 0, 10)).isEqualTo(2);
    assertThat(notifications().countAfter(faye.id(), like.id(), 10)).isEqualTo(1);
    assertThat(notifications().countAfter(faye.id(), 0, 1)).isEqualTo(1);
  }

  @Test
  default void nothingIsToldOfOneselfNorOfTheBlockedNorTheMuted() throws Exception {
    Account faye = account("faye");
    Account pest = account("pest");
    Account loud = account("loud");
    Account quiet = account("quiet");
    follows().block(faye.id(), pest.id());
    follows().mute(faye.id(), loud.id(), true, Optional.empty());
    follows().mute(faye.id(), quiet.id(), false, Optional.empty());

    for (var from : List.of(faye, pest, loud, quiet)) {
      notifications().tell(faye.id(), FOLLOW, from.id(), Optional.empty(), NOON);
    }

    assertThat(all(faye)).extracting(Notification::from).containsExactly(quiet);
  }

  @Test
  default void whatIsTakenBackOrDeletedIsToldNoMore() throws Exception {
    Account faye = account("faye");
    Account fan = account("fan");
    Post post = posts().publish(spoken(faye, NOON)).orElseThrow();
    notifications().tell(faye.id(), LIKE, fan.id(), Optional.of(post.id()), NOON);
    notifications().tell(faye.id(), REPOST, fan.id(), Optional.of(post.id()), NOON);
    notifications().tell(faye.id(), FOLLOW, fan.id(), Optional.empty(), NOON);

    notifications().untell(faye.id(), LIKE, fan.id(), Optional.of(post.id()));
    assertThat(all(faye)).extracting(Notification::type).containsExactlyInAnyOrder(REPOST, FOLLOW);

    posts().delete(post.id());
    assertThat(all(faye)).extracting(Notification::type).containsExactly(FOLLOW);

    assertThat(notifications().dismiss(fan.id(), all(faye).getFirst().id())).isFalse();
    assertThat(notifications().dismiss(faye.id(), all(faye).getFirst().id())).isTrue();
    notifications().tell(faye.id(), FOLLOW, fan.id(), Optional.empty(), NOON);
    notifications().clear(faye.id());
    assertThat(all(faye)).isEmpty();
  }
}
