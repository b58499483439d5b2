package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.ListStore;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [ListStore] promises.
interface ListStoreContract {
  AccountStore accounts();

  ListStore lists();

  private Account account(String handle) throws Exception {
    return accounts().create(new Handle(handle), "Name of " + handle);
  }

  @Test
  default void listIsItsOwnersAlone() throws Exception {
    Account me = account("me");
    Account other = account("other");
    var list = lists().create(me.id(), "Singers");

    assertThat(lists().of(me.id())).containsExactly(list);
    assertThat(lists().of(other.id())).isEmpty();
    assertThat(lists().byId(other.id(), list.id())).isEmpty();
    assertThat(lists().rename(other.id(), list.id(), "Mine")).isEmpty();
    assertThat(lists().delete(other.id(), list.id())).isFalse();
    assertThat(lists().rename(me.id(), list.id(), "Poets").orElseThrow().title())
        .isEqualTo("Poets");
    assertThat(lists().byId(me.id(), list.id()).orElseThrow().title()).isEqualTo("Poets");
  }

  @Test
  default void membersComeAndGo() throws Exception {
    Account me = account("me");
    Account faye = account("faye");
    Account leslie = account("leslie");
    var list = lists().create(me.id(), "Singers");

    lists().add(list.id(), List.of(faye.id(), leslie.id()));
    lists().add(list.id(), List.of(faye.id()));

    assertThat(lists().members(list.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactlyInAnyOrder(faye, leslie);
    assertThat(lists().having(me.id(), faye.id())).containsExactly(list);

    lists().remove(list.id(), List.of(faye.id()));

    assertThat(lists().members(list.id(), Page.first(9)))
        .extracting(Listed::item)
        .containsExactly(leslie);
    assertThat(lists().having(me.id(), faye.id())).isEmpty();
    assertThat(lists().delete(me.id(), list.id())).isTrue();
    assertThat(lists().of(me.id())).isEmpty();
  }
}
