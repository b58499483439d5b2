package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.storage.Handle;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.SealedNumber;
import io.voicepost.storage.SealedPhone;
import io.voicepost.storage.post.HeldMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is promised of secrets and what is written under them, on every database.
interface SecretStoreContract {
  Database database();

  @Test
  default void everyNumberIsSealedAnewAndStillFindsItsAccountAndItsMessages() throws Exception {
    var accounts = database().accounts();
    var faye = accounts.create(new Handle("faye"), "Faye Wong");
    accounts.linkPhone(faye.id(), Samples.phone(1));
    accounts.linkPhone(faye.id(), Samples.phone(2));
    var held = RecordingId.at(Samples.NOON);
    database().posts().hold(Samples.voice(held), Optional.of(Samples.phone(3)), Samples.NOON);
    var secrets = database().secrets();
    secrets.rememberPhones("old");

    secrets.resealPhones(Optional.of("old"), "new", SecretStoreContract::anew);

    assertThat(secrets.phones()).contains("new");
    assertThat(accounts.phones(faye.id()))
        .containsExactlyInAnyOrder(anew(Samples.phone(1)), anew(Samples.phone(2)));
    assertThat(database().phones().phone(anew(Samples.phone(1)).key())).isPresent();
    assertThat(database().phones().phone(Samples.phone(1).key())).isEmpty();
    assertThat(database().posts().held(Optional.empty(), 5))
        .extracting(HeldMessage::phone)
        .containsExactly(Optional.of(anew(Samples.phone(3))));
  }

  @Test
  default void whatWasBegunAndNotEndedLeavesEveryNumberAsItWas() throws Exception {
    var accounts = database().accounts();
    var faye = accounts.create(new Handle("faye"), "Faye Wong");
    accounts.linkPhone(faye.id(), Samples.phone(1));
    accounts.linkPhone(faye.id(), Samples.phone(2));
    var secrets = database().secrets();
    secrets.rememberPhones("old");

    assertThatThrownBy(() ->
            secrets.resealPhones(
                Optional.of("old"),
                "new",
                phone -> {
                  if (phone.equals(Samples.phone(2))) {
                    throw new IllegalArgumentException("sealed with yet another secret");
                  }
                  return anew(phone);
                }))
        .isInstanceOf(RuntimeException.class);

    assertThat(secrets.phones()).contains("old");
    assertThat(accounts.phones(faye.id()))
        .containsExactlyInAnyOrder(Samples.phone(1), Samples.phone(2));
  }

  @Test
  default void whoIsSecondSealsNothingTwice() throws Exception {
    var faye = database().accounts().create(new Handle("faye"), "Faye Wong");
    database().accounts().linkPhone(faye.id(), Samples.phone(1));
    var secrets = database().secrets();
    assertThat(secrets.phones()).isEmpty();
    assertThat(secrets.anyPhone()).contains(Samples.phone(1));

    secrets.resealPhones(Optional.empty(), "new", SecretStoreContract::anew);
    secrets.resealPhones(Optional.empty(), "new", SecretStoreContract::anew);

    assertThat(database().accounts().phones(faye.id())).containsExactly(anew(Samples.phone(1)));
  }

  @Test
  default void lastStartIsRemembered() throws Exception {
    assertThat(database().secrets().lastStart()).isEmpty();
    database().secrets().rememberStart("first");
    database().secrets().rememberStart("second");
    assertThat(database().secrets().lastStart()).contains("second");
    assertThat(database().secrets().phones()).isEmpty();
  }

  @Test
  default void hashesOfAnotherSecretAreCounted() throws Exception {
    var credentials = database().credentials();
    credentials.signUp(new Handle("faye"), "Faye", "old:hash");
    var other = credentials.signUp(new Handle("other"), "Other", "new:hash");
    database().phoneSettings().setPin(other.id(), "old:pin");

    assertThat(database().secrets().hashesWithout("new:")).isEqualTo(2);
    credentials.setPasswordHash(other.id(), "new:other", Instant.EPOCH);
    database().phoneSettings().removePin(other.id());
    assertThat(database().secrets().hashesWithout("new:")).isEqualTo(1);
  }

  private static SealedPhone anew(SealedPhone old) {
    return new SealedPhone(
        new PhoneKey(new StringBuilder(old.key().hex()).reverse().toString()),
        new SealedNumber(List.of("new", old.number().base64()).getFirst() + old.number().base64()));
  }
}
