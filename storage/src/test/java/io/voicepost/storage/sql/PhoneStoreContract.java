package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.Samples;
import io.voicepost.storage.phone.LinkedPhone;
import io.voicepost.storage.phone.PhoneStore;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What every [PhoneStore] promises.
interface PhoneStoreContract {
  AccountStore accounts();

  PhoneStore phones();

  @Test
  default void phoneThatTheOperatorLinksIsProved() throws Exception {
    var faye = accounts().create(new Handle("faye"), "Faye Wong").id();

    accounts().linkPhone(faye, Samples.phone(1));

    var phone = phones().phone(Samples.phone(1).key()).orElseThrow();
    assertThat(phone.isProved()).isTrue();
    assertThat(phone.account()).isEqualTo(faye);
    assertThat(phone.sealed()).isEqualTo(Samples.phone(1));
    assertThat(phone.label()).isEmpty();
    assertThat(phones().phone(Samples.phone(2).key())).isEmpty();
  }

  @Test
  default void newPhoneIsProvedOnce() throws Exception {
    var faye = accounts().create(new Handle("faye"), "Faye Wong").id();
    var other = accounts().create(new Handle("other"), "Other").id();
    var key = Samples.phone(1).key();
    var noon = NOON.truncatedTo(ChronoUnit.MILLIS);

    phones().linkNew(faye, Samples.phone(1), noon);
    assertThat(phones().phone(key).orElseThrow().isProved()).isFalse();
    assertThat(phones().prove(other, key, noon)).isFalse();
    assertThat(phones().prove(faye, key, noon)).isTrue();
    assertThat(phones().prove(faye, key, noon.plusSeconds(60))).isTrue();
    phones().linkNew(faye, Samples.phone(1), noon.plusSeconds(99));

    assertThat(phones().of(faye))
        .singleElement()
        .satisfies(phone -> assertThat(phone.provedAt()).contains(noon))
        .satisfies(phone -> assertThat(phone.linkedAt()).isEqualTo(noon));
    assertThatExceptionOfType(PhoneTakenException.class)
        .isThrownBy(() -> phones().linkNew(other, Samples.phone(1), noon));
  }

  @Test
  default void onlyItsOwnerNamesAndRemovesAPhone() throws Exception {
    var faye = accounts().create(new Handle("faye"), "Faye Wong").id();
    var other = accounts().create(new Handle("other"), "Other").id();
    phones().linkNew(faye, Samples.phone(1), NOON.plusSeconds(2));
    phones().linkNew(faye, Samples.phone(2), NOON.plusSeconds(1));
    var key = Samples.phone(1).key();

    assertThat(phones().label(other, key, "Mine")).isFalse();
    assertThat(phones().remove(other, key)).isFalse();
    assertThat(phones().label(faye, key, "Old Nokia 📱")).isTrue();
    assertThat(phones().of(faye))
        .extracting(LinkedPhone::label)
        .containsExactly("", "Old Nokia 📱");
    assertThat(phones().of(other)).isEmpty();
    assertThat(phones().remove(faye, key)).isTrue();
    assertThat(phones().phone(key)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> phones().label(faye, Samples.phone(2).key(), "x".repeat(61)));
  }

  @Test
  default void removedPhoneFindsNobodyAndCanBeLinkedAnew() throws Exception {
    var faye = accounts().create(new Handle("faye"), "Faye Wong");
    var leslie = accounts().create(new Handle("leslie"), "Leslie");
    var key = Samples.phone(1).key();
    accounts().linkPhone(faye.id(), Samples.phone(1));

    assertThat(phones().remove(leslie.id(), key)).isFalse();
    assertThat(accounts().byPhone(key)).contains(faye);
    assertThat(phones().remove(faye.id(), key)).isTrue();
    assertThat(phones().remove(faye.id(), key)).isFalse();
    assertThat(accounts().byPhone(key)).isEmpty();
    accounts().linkPhone(leslie.id(), Samples.phone(1));
    assertThat(accounts().byPhone(key)).contains(leslie);
  }
}
