package io.voicepost.storage.sql;

import static io.voicepost.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.access.LockoutPolicy;
import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.phone.PhoneSettings;
import io.voicepost.storage.phone.PhoneSettingsStore;
import io.voicepost.storage.phone.PinState;
import io.voicepost.storage.phone.PinTry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [PhoneSettingsStore] promises.
interface PhoneSettingsStoreContract {
  LockoutPolicy LOCK_OUTS =
      new LockoutPolicy(
          3, List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(1)));

  AccountStore accounts();

  PhoneSettingsStore telephones();

  private AccountId faye() throws Exception {
    return accounts().create(new Handle("faye"), "Faye Wong").id();
  }

  @Test
  default void settingsAreTheUsualOnesUntilTheyAreChanged() throws Exception {
    var faye = faye();
    var other = accounts().create(new Handle("other"), "Other").id();
    assertThat(telephones().settings(faye)).isEqualTo(PhoneSettings.USUAL);
    var wanted = new PhoneSettings(CallerClass.PROTECTED, HangUpRule.DRAFT, Optional.of("zh-CN"));

    telephones().setPin(faye, "hash");
    assertThat(telephones().settings(faye)).isEqualTo(PhoneSettings.USUAL);
    telephones().change(faye, wanted);
    assertThat(telephones().settings(faye)).isEqualTo(wanted);
    assertThat(telephones().settings(other)).isEqualTo(PhoneSettings.USUAL);
    assertThat(telephones().beginTry(faye, LOCK_OUTS, NOON))
        .isEqualTo(new PinTry.Allowed("hash", 1, Optional.empty()));
  }

  @Test
  default void languageIsOneThatHasAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PhoneSettings(CallerClass.EASY, HangUpRule.PUBLISH, Optional.of("no language")));
  }

  @Test
  default void withoutAPinThereIsNoTry() throws Exception {
    var faye = faye();
    assertThat(telephones().beginTry(faye, LOCK_OUTS, NOON)).isEqualTo(new PinTry.NoPin());
    telephones().setPin(faye, "hash");
    telephones().removePin(faye);
    assertThat(telephones().beginTry(faye, LOCK_OUTS, NOON)).isEqualTo(new PinTry.NoPin());
    assertThat(telephones().pin(faye, NOON)).isEqualTo(PinState.NONE);
  }

  @Test
  default void lockOutsGrowAndTriesInThemAreNotCounted() throws Exception {
    var faye = faye();
    telephones().setPin(faye, "hash");
    var now = NOON.truncatedTo(ChronoUnit.MILLIS);
    var lasted = new ArrayList<Duration>();

    for (int round = 1; round <= 5; round++) {
      for (int i = 1; i < LOCK_OUTS.tries(); i++) {
        assertThat(telephones().beginTry(faye, LOCK_OUTS, now))
            .isEqualTo(
                new PinTry.Allowed("hash", (round - 1) * LOCK_OUTS.tries() + i, Optional.empty()));
      }
      var last = (PinTry.Allowed) telephones().beginTry(faye, LOCK_OUTS, now);
      var until = last.lockedUntil().orElseThrow();
      lasted.add(Duration.between(now, until));
      assertThat(telephones().beginTry(faye, LOCK_OUTS, until.minusMillis(1)))
          .isEqualTo(new PinTry.Locked(until));
      assertThat(telephones().pin(faye, now))
          .isEqualTo(new PinState(true, round * LOCK_OUTS.tries(), Optional.of(until)));
      assertThat(telephones().pin(faye, until).lockedUntil()).isEmpty();
      now = until;
    }

    assertThat(lasted)
        .containsExactly(
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1));
  }

  @Test
  default void ofManyAtOnceNoMoreMayTryThanAreFree() throws Exception {
    var faye = faye();
    telephones().setPin(faye, "hash");

    var tries = Parallel.run(16, _ -> telephones().beginTry(faye, LOCK_OUTS, NOON));

    assertThat(tries).filteredOn(PinTry.Allowed.class::isInstance).hasSize(3);
    assertThat(tries).filteredOn(PinTry.Locked.class::isInstance).hasSize(13);
  }

  @Test
  default void rightPinForgetsTheTriesAndAnOlderOneDoesNot() throws Exception {
    var faye = faye();
    telephones().setPin(faye, "hash");
    for (int i = 0; i < 3; i++) {
      telephones().beginTry(faye, LOCK_OUTS, NOON);
    }

    telephones().pinWasRight(faye, "older hash");
    assertThat(telephones().beginTry(faye, LOCK_OUTS, NOON)).isInstanceOf(PinTry.Locked.class);
    telephones().pinWasRight(faye, "hash");
    assertThat(telephones().pin(faye, NOON)).isEqualTo(new PinState(true, 0, Optional.empty()));
  }

  @Test
  default void newPinEndsALockOut() throws Exception {
    var faye = faye();
    telephones().setPin(faye, "hash");
    for (int i = 0; i < 3; i++) {
      telephones().beginTry(faye, LOCK_OUTS, NOON);
    }

    telephones().setPin(faye, "new");

    assertThat(telephones().beginTry(faye, LOCK_OUTS, NOON))
        .isEqualTo(new PinTry.Allowed("new", 1, Optional.empty()));
  }

  @Test
  default void lockOutOfOneIsNotAnothers() throws Exception {
    var faye = faye();
    var other = accounts().create(new Handle("other"), "Other").id();
    telephones().setPin(faye, "hash");
    telephones().setPin(other, "hash");
    for (int i = 0; i < 3; i++) {
      telephones().beginTry(faye, LOCK_OUTS, NOON);
    }

    assertThat(telephones().beginTry(other, LOCK_OUTS, NOON)).isInstanceOf(PinTry.Allowed.class);
  }
}
