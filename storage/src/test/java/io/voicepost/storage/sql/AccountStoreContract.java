package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.Samples;
import io.voicepost.storage.SealedNumber;
import io.voicepost.storage.SealedPhone;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] promises.
interface AccountStoreContract {
  /// An empty store.
  AccountStore accounts();

  @Test
  default void createdAccountIsFoundByHandleAndId() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");

    assertThat(faye.createdAt()).isEqualTo(faye.createdAt().truncatedTo(ChronoUnit.MILLIS));
    assertThat(accounts().byHandle(new Handle("faye"))).contains(faye);
    assertThat(accounts().byId(faye.id())).contains(faye);
    assertThat(accounts().byHandle(new Handle("fay"))).isEmpty();
    assertThat(accounts().byId(new AccountId(faye.id().value() + 1))).isEmpty();
  }

  @Test
  default void displayNameKeepsEveryScript() throws Exception {
    String name = "王菲 · فيروز · Бьорк 👩🏽‍🎤 ' \" \\ % ${bytewise} :name <a>";

    Account account = accounts().create(new Handle("faye"), name);

    assertThat(account.displayName()).isEqualTo(name);
    assertThat(accounts().byHandle(new Handle("faye"))).contains(account);
  }

  @Test
  default void handleOfAnotherAccountIsRefused() throws Exception {
    Account first = accounts().create(new Handle("faye"), "Faye Wong");

    assertThatExceptionOfType(HandleTakenException.class)
        .isThrownBy(() -> accounts().create(new Handle("faye"), "Somebody else"))
        .withMessageContaining("@faye");
    assertThat(accounts().byHandle(new Handle("faye"))).contains(first);
  }

  @Test
  default void oneOfManyWinsAHandle() throws Exception {
    List<Optional<Account>> results =
        Parallel.run(
            16,
            n -> {
              try {
                return Optional.of(accounts().create(new Handle("faye"), "Caller " + n));
              } catch (HandleTakenException e) {
                return Optional.empty();
              }
            });

    assertThat(results.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(accounts().list(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  default void listsByHandleInByteOrderPageByPage() throws Exception {
    for (String handle : List.of("b", "a_b", "a1", "ab", "_", "9", "a")) {
      accounts().create(new Handle(handle), "Account " + handle);
    }

    var seen = new ArrayList<String>();
    List<Account> page = accounts().list(Optional.empty(), 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      page.forEach(account -> seen.add(account.handle().value()));
      page = accounts().list(Optional.of(page.getLast().handle()), 3);
    }

    assertThat(seen).containsExactly("9", "_", "a", "a1", "a_b", "ab", "b");
  }

  @Test
  default void severalPhonesFindTheirAccount() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");
    Account leslie = accounts().create(new Handle("leslie"), "Leslie");
    accounts().linkPhone(faye.id(), Samples.phone(1));
    accounts().linkPhone(faye.id(), Samples.phone(2));
    accounts().linkPhone(leslie.id(), Samples.phone(3));

    assertThat(accounts().byPhone(Samples.phone(1).key())).contains(faye);
    assertThat(accounts().byPhone(Samples.phone(2).key())).contains(faye);
    assertThat(accounts().byPhone(Samples.phone(3).key())).contains(leslie);
    assertThat(accounts().byPhone(Samples.phone(4).key())).isEmpty();
    assertThat(accounts().phones(faye.id()))
        .containsExactlyInAnyOrder(Samples.phone(1), Samples.phone(2));
  }

  @Test
  default void linkingAgainChangesNothing() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");
    accounts().linkPhone(faye.id(), Samples.phone(1));
    var sealedAnew = new SealedPhone(Samples.phone(1).key(), new SealedNumber("b3RoZXI="));

    accounts().linkPhone(faye.id(), sealedAnew);

    assertThat(accounts().phones(faye.id())).containsExactly(Samples.phone(1));
  }

  @Test
  default void phoneOfAnotherAccountIsRefused() throws Exception {
    Account faye = accounts().create(new Handle("faye"), "Faye Wong");
    Account leslie = accounts().create(new Handle("leslie"), "Leslie");
    accounts().linkPhone(faye.id(), Samples.phone(1));

    assertThatExceptionOfType(PhoneTakenException.class)
        .isThrownBy(() -> accounts().linkPhone(leslie.id(), Samples.phone(1)));
    assertThat(accounts().byPhone(Samples.phone(1).key())).contains(faye);
  }

  @Test
  default void phoneOfAnAccountThatIsNotThereIsABug() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> accounts().linkPhone(new AccountId(1), Samples.phone(1)));
  }
}
