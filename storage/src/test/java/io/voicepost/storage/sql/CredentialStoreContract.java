package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.access.CredentialStore;
import io.voicepost.storage.access.Passkey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [CredentialStore] promises.
interface CredentialStoreContract {
  AccountStore accounts();

  CredentialStore credentials();

  DatabaseConfig config();

  private Account faye() throws Exception {
    return accounts().create(new Handle("faye"), "Faye Wong");
  }

  private static Passkey passkey(Account account, String id, long count) {
    return new Passkey(
        id.repeat(16), account.id(), "Phone 📱", "cmVjb3Jk", count, NOON, Optional.empty());
  }

  @Test
  default void signUpMakesAnAccountWithItsPassword() throws Exception {
    var faye = credentials().signUp(new Handle("faye"), "Faye Wong", "$argon2id$1");

    assertThat(accounts().byHandle(new Handle("faye"))).contains(faye);
    assertThat(credentials().passwordHash(faye.id())).contains("$argon2id$1");
  }

  @Test
  default void oneOfManyWinsAHandleAndItsPassword() throws Exception {
    List<Optional<String>> made =
        Parallel.run(
            8,
            n -> {
              try {
                credentials().signUp(new Handle("faye"), "Faye " + n, "hash " + n);
                return Optional.of("hash " + n);
              } catch (HandleTakenException e) {
                return Optional.empty();
              }
            });

    var winners = made.stream().flatMap(Optional::stream).toList();
    var faye = accounts().byHandle(new Handle("faye")).orElseThrow();
    assertThat(winners).hasSize(1);
    assertThat(credentials().passwordHash(faye.id())).contains(winners.getFirst());
  }

  @Test
  default void takenHandleKeepsItsPassword() throws Exception {
    var faye = credentials().signUp(new Handle("faye"), "Faye Wong", "hers");

    assertThatExceptionOfType(HandleTakenException.class)
        .isThrownBy(() -> credentials().signUp(new Handle("faye"), "Thief", "his"));
    assertThat(credentials().passwordHash(faye.id())).contains("hers");
  }

  @Test
  default void passwordIsSetAndReplaced() throws Exception {
    var faye = faye();
    assertThat(credentials().passwordHash(faye.id())).isEmpty();

    credentials().setPasswordHash(faye.id(), "first", NOON);
    credentials().setPasswordHash(faye.id(), "second", NOON.plusSeconds(1));

    assertThat(credentials().passwordHash(faye.id())).contains("second");
  }

  @Test
  default void passkeyIsFoundByItsNameAndItsAccount() throws Exception {
    var faye = faye();
    var first = passkey(faye, "a", 0);
    var second = passkey(faye, "A", 5);

    assertThat(credentials().add(first)).isTrue();
    assertThat(credentials().add(second)).isTrue();
    assertThat(credentials().add(passkey(faye, "a", 9))).isFalse();

    assertThat(credentials().passkey(second.credentialId())).contains(second);
    assertThat(credentials().passkey("b".repeat(16))).isEmpty();
    assertThat(credentials().passkeys(faye.id())).containsExactlyInAnyOrder(first, second);
  }

  @Test
  default void countThatDoesNotGrowIsACopy() throws Exception {
    var faye = faye();
    var key = passkey(faye, "a", 5);
    var later = NOON.plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    credentials().add(key);

    assertThat(credentials().used(key.credentialId(), 6, later)).isTrue();
    assertThat(credentials().used(key.credentialId(), 6, later)).isFalse();
    assertThat(credentials().used(key.credentialId(), 0, later)).isFalse();

    var kept = credentials().passkey(key.credentialId()).orElseThrow();
    assertThat(kept.signCount()).isEqualTo(6);
    assertThat(kept.usedAt()).contains(later);
  }

  @Test
  default void keyThatDoesNotCountMayBeUsedAgain() throws Exception {
    var key = passkey(faye(), "a", 0);
    credentials().add(key);

    assertThat(credentials().used(key.credentialId(), 0, NOON)).isTrue();
    assertThat(credentials().used(key.credentialId(), 0, Instant.now())).isTrue();
    assertThat(credentials().used("b".repeat(16), 0, NOON)).isFalse();
  }

  @Test
  default void onlyItsOwnerNamesAndRemovesAPasskey() throws Exception {
    var faye = faye();
    var leslie = accounts().create(new Handle("leslie"), "Leslie");
    var key = passkey(faye, "a", 0);
    credentials().add(key);

    assertThat(credentials().rename(leslie.id(), key.credentialId(), "Mine")).isFalse();
    assertThat(credentials().remove(leslie.id(), key.credentialId())).isFalse();
    assertThat(credentials().rename(faye.id(), key.credentialId(), "Old phone")).isTrue();
    assertThat(credentials().passkeys(faye.id()))
        .singleElement()
        .extracting(Passkey::label)
        .isEqualTo("Old phone");
    assertThat(credentials().remove(faye.id(), key.credentialId())).isTrue();
    assertThat(credentials().passkey(key.credentialId())).isEmpty();
  }

  @Test
  default void credentialsGoWithTheirAccount() throws Exception {
    var faye = credentials().signUp(new Handle("faye"), "Faye Wong", "hash");
    credentials().add(passkey(faye, "a", 0));

    Raw.execute(config(), "delete from account");

    assertThat(credentials().passwordHash(faye.id())).isEmpty();
    assertThat(credentials().passkeys(faye.id())).isEmpty();
  }
}
