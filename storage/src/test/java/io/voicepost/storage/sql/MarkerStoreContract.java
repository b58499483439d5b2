package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.post.Marker;
import io.voicepost.storage.post.MarkerStore;
import org.junit.jupiter.api.Test;

/// What every [MarkerStore] promises.
interface MarkerStoreContract {
  AccountStore accounts();

  MarkerStore markers();

  @Test
  default void markMovesForwardAndBackAndCountsItsMoves() throws Exception {
    var me = accounts().create(new Handle("me"), "Me").id();
    var other = accounts().create(new Handle("other"), "Other").id();

    assertThat(markers().move(me, Marker.MarkedTimeline.HOME, 5).version()).isEqualTo(1);
    assertThat(markers().move(me, Marker.MarkedTimeline.HOME, 9).version()).isEqualTo(2);
    var back = markers().move(me, Marker.MarkedTimeline.HOME, 7);
    var notifications = markers().move(me, Marker.MarkedTimeline.NOTIFICATIONS, 3);

    assertThat(back.lastRead()).isEqualTo(7);
    assertThat(back.version()).isEqualTo(3);
    assertThat(markers().of(me)).containsExactlyInAnyOrder(back, notifications);
    assertThat(markers().of(other)).isEmpty();
  }
}
