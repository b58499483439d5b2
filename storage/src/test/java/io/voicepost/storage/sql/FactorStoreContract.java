package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Samples;
import io.voicepost.storage.access.FactorStore;
import io.voicepost.storage.access.FactorTry;
import io.voicepost.storage.access.LockoutPolicy;
import io.voicepost.storage.access.SecondFactor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [FactorStore] promises.
interface FactorStoreContract {
  LockoutPolicy TWO_THEN_WAIT =
      new LockoutPolicy(2, List.of(Duration.ofMinutes(1), Duration.ofMinutes(10)));

  AccountStore accounts();

  FactorStore factors();

  DatabaseConfig config();

  private AccountId account(String handle) throws Exception {
    return accounts().create(new Handle(handle), handle).id();
  }

  /// Somebody with a second factor, its code of step 7 used, and two recovery codes.
  private AccountId protectedAccount(String handle) throws Exception {
    var account = account(handle);
    assertThat(factors().begin(account, "sealed")).isTrue();
    assertThat(
            factors()
                .confirm(
                    account, "sealed", 7, Set.of(Samples.secret(1), Samples.secret(2)), noon()))
        .isTrue();
    return account;
  }

  private static Instant noon() {
    return NOON.truncatedTo(ChronoUnit.MILLIS);
  }

  @Test
  default void secretCountsFromItsConfirmationOn() throws Exception {
    var faye = account("faye");
    assertThat(factors().factor(faye)).isEmpty();

    assertThat(factors().begin(faye, "first")).isTrue();
    assertThat(factors().begin(faye, "second")).isTrue();
    assertThat(factors().factor(faye).orElseThrow().isOn()).isFalse();
    assertThat(factors().beginTry(faye, TWO_THEN_WAIT, noon())).isEqualTo(new FactorTry.NoFactor());
    assertThat(factors().accept(faye, "second", 9)).isFalse();
    assertThat(factors().replaceRecoveryCodes(faye, Set.of(Samples.secret(1)))).isFalse();

    assertThat(factors().confirm(faye, "first", 7, Set.of(), noon())).isFalse();
    assertThat(factors().confirm(faye, "second", 7, Set.of(Samples.secret(1)), noon())).isTrue();
    assertThat(factors().confirm(faye, "second", 8, Set.of(), noon())).isFalse();

    assertThat(factors().factor(faye))
        .contains(new SecondFactor("second", Optional.of(noon()), 7, Optional.empty()));
    assertThat(factors().recoveryCodes(faye)).isEqualTo(1);
    assertThat(factors().begin(faye, "third")).isFalse();
  }

  @Test
  default void codeOfAStepIsTakenOnceAndNoneBeforeIt() throws Exception {
    var faye = protectedAccount("faye");

    assertThat(factors().accept(faye, "sealed", 7)).isFalse();
    assertThat(factors().accept(faye, "another", 8)).isFalse();
    List<Boolean> taken = Parallel.run(8, _ -> factors().accept(faye, "sealed", 9));
    assertThat(taken).filteredOn(it -> it).hasSize(1);
    assertThat(factors().accept(faye, "sealed", 8)).isFalse();
    assertThat(factors().accept(faye, "sealed", 10)).isTrue();
  }

  @Test
  default void triesAreCountedBeforeTheyAreLookedAt() throws Exception {
    var faye = protectedAccount("faye");
    var leslie = protectedAccount("leslie");

    List<FactorTry> tried = Parallel.run(8, _ -> factors().beginTry(faye, TWO_THEN_WAIT, noon()));

    assertThat(tried).filteredOn(FactorTry.Allowed.class::isInstance).hasSize(2);
    assertThat(tried)
        .filteredOn(FactorTry.Locked.class::isInstance)
        .containsOnly(new FactorTry.Locked(noon().plusSeconds(60)));
    assertThat(factors().beginTry(leslie, TWO_THEN_WAIT, noon()))
        .isEqualTo(new FactorTry.Allowed("sealed", Optional.empty()));
  }

  @Test
  default void lockOutsGrowUntilACodeIsRight() throws Exception {
    var faye = protectedAccount("faye");
    var at = noon();
    for (var pause : List.of(1, 10, 10)) {
      assertThat(factors().beginTry(faye, TWO_THEN_WAIT, at))
          .isEqualTo(new FactorTry.Allowed("sealed", Optional.empty()));
      var until = at.plus(Duration.ofMinutes(pause));
      assertThat(factors().beginTry(faye, TWO_THEN_WAIT, at))
          .isEqualTo(new FactorTry.Allowed("sealed", Optional.of(until)));
      assertThat(factors().beginTry(faye, TWO_THEN_WAIT, until.minusMillis(1)))
          .isEqualTo(new FactorTry.Locked(until));
      at = until;
    }
    assertThat(factors().beginTry(faye, TWO_THEN_WAIT, at)).isInstanceOf(FactorTry.Allowed.class);
    factors().accept(faye, "sealed", 9);
    assertThat(factors().factor(faye).orElseThrow().lockedUntil()).isEmpty();
    factors().beginTry(faye, TWO_THEN_WAIT, at);
    assertThat(factors().beginTry(faye, TWO_THEN_WAIT, at))
        .isEqualTo(new FactorTry.Allowed("sealed", Optional.of(at.plus(Duration.ofMinutes(1)))));
  }

  @Test
  default void recoveryCodeWorksOnceForItsAccount() throws Exception {
    var faye = protectedAccount("faye");
    var leslie = account("leslie");

    assertThat(factors().useRecoveryCode(leslie, Samples.secret(1))).isFalse();
    assertThat(factors().useRecoveryCode(faye, Samples.secret(3))).isFalse();
    List<Boolean> used = Parallel.run(8, _ -> factors().useRecoveryCode(faye, Samples.secret(1)));
    assertThat(used).filteredOn(it -> it).hasSize(1);
    assertThat(factors().recoveryCodes(faye)).isEqualTo(1);

    assertThat(factors().replaceRecoveryCodes(faye, Set.of(Samples.secret(4)))).isTrue();
    assertThat(factors().useRecoveryCode(faye, Samples.secret(2))).isFalse();
    assertThat(factors().useRecoveryCode(faye, Samples.secret(4))).isTrue();
  }

  @Test
  default void removingTakesTheRecoveryCodesAlong() throws Exception {
    var faye = protectedAccount("faye");
    var begun = account("leslie");
    factors().begin(begun, "sealed");

    assertThat(factors().remove(begun)).isFalse();
    assertThat(factors().remove(faye)).isTrue();
    assertThat(factors().remove(faye)).isFalse();
    assertThat(factors().factor(faye)).isEmpty();
    assertThat(factors().recoveryCodes(faye)).isZero();

    var again = protectedAccount("anita");
    Raw.execute(config(), "delete from account");
    assertThat(factors().factor(again)).isEmpty();
  }
}
