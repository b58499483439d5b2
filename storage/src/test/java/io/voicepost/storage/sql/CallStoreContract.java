package io.voicepost.storage.sql;

import static io.voicepost.storage.phone.CallVerdict.LimitReached.LINE_BUSY;
import static io.voicepost.storage.phone.CallVerdict.LimitReached.MINUTES_USED_UP;
import static io.voicepost.storage.phone.CallVerdict.LimitReached.TOO_MANY_AT_ONCE;
import static io.voicepost.storage.phone.CallVerdict.LimitReached.TOO_MANY_THIS_HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Samples;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.FairUse;
import io.voicepost.storage.phone.PhoneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [CallStore] promises.
interface CallStoreContract {
  Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  Duration LEASE = Duration.ofMinutes(10);
  CallVerdict ADMITTED = new CallVerdict.Admitted(Optional.empty());

  CallStore calls();

  DatabaseConfig config();

  private static PhoneCall call(Optional<PhoneKey> phone, String line, Instant at) {
    return new PhoneCall(RecordingId.at(at), line, phone, at, LEASE);
  }

  private static PhoneCall from(int phone, Instant at) {
    return call(Optional.of(Samples.phone(phone).key()), "8642", at);
  }

  private static CallVerdict refused(CallVerdict.LimitReached reason) {
    return new CallVerdict.Refused(reason);
  }

  @Test
  default void noLimitIsNoLimit() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(calls().admit(from(1, NOON), FairUse.UNLIMITED)).isEqualTo(ADMITTED);
    }
  }

  @Test
  default void callsAnHourAreThoseThatWereAdmitted() throws Exception {
    var limits = new FairUse(2, 0, 0, 0);
    calls().admit(from(1, NOON), limits);
    calls().admit(from(1, NOON.plusSeconds(60)), limits);

    for (int i = 0; i < 3; i++) {
      assertThat(calls().admit(from(1, NOON.plusSeconds(120)), limits))
          .isEqualTo(refused(TOO_MANY_THIS_HOUR));
    }
    assertThat(calls().admit(from(2, NOON.plusSeconds(120)), limits)).isEqualTo(ADMITTED);
    assertThat(calls().admit(from(1, NOON.plusSeconds(3600)), limits)).isEqualTo(ADMITTED);
    assertThat(calls().admit(from(1, NOON.plusSeconds(3601)), limits))
        .isEqualTo(refused(TOO_MANY_THIS_HOUR));
  }

  @Test
  default void callsAtOnceEndWhenTheyEnd() throws Exception {
    var limits = new FairUse(0, 1, 0, 0);
    var first = from(1, NOON);
    calls().admit(first, limits);
    assertThat(calls().admit(from(1, NOON.plusSeconds(1)), limits))
        .isEqualTo(refused(TOO_MANY_AT_ONCE));

    calls().ended(first.id(), NOON.plusSeconds(2));

    assertThat(calls().admit(from(1, NOON.plusSeconds(3)), limits)).isEqualTo(ADMITTED);
  }

  @Test
  default void callThatNeverEndedIsOverWithItsLease() throws Exception {
    var limits = new FairUse(0, 1, 1, 0);
    var lost = from(1, NOON);
    calls().admit(lost, limits);
    assertThat(calls().admit(from(1, NOON.plus(LEASE).minusMillis(1)), limits))
        .isEqualTo(refused(TOO_MANY_AT_ONCE));
    assertThat(calls().renew(lost.id(), NOON.plusSeconds(300), LEASE)).isTrue();
    assertThat(calls().admit(from(1, NOON.plus(LEASE)), limits))
        .isEqualTo(refused(TOO_MANY_AT_ONCE));

    assertThat(calls().admit(from(1, NOON.plusSeconds(300).plus(LEASE)), limits))
        .isEqualTo(ADMITTED);
    calls().ended(lost.id(), NOON);
    assertThat(calls().renew(lost.id(), NOON, LEASE)).isFalse();
  }

  @Test
  default void lineIsBusyWithAllItsCallers() throws Exception {
    var limits = new FairUse(0, 0, 2, 0);
    var first = from(1, NOON);
    calls().admit(first, limits);
    calls().admit(from(2, NOON), limits);

    assertThat(calls().admit(from(3, NOON), limits)).isEqualTo(refused(LINE_BUSY));
    assertThat(calls().admit(call(Optional.empty(), "1", NOON), limits)).isEqualTo(ADMITTED);
    calls().ended(first.id(), NOON.plusSeconds(1));
    assertThat(calls().admit(from(3, NOON.plusSeconds(1)), limits)).isEqualTo(ADMITTED);
  }

  @Test
  default void minutesOfTheDayAddUpWhateverTheLine() throws Exception {
    var limits = new FairUse(0, 0, 0, 5);
    var first = from(1, NOON);
    assertThat(calls().admit(first, limits))
        .isEqualTo(new CallVerdict.Admitted(Optional.of(Duration.ofMinutes(5))));
    calls().ended(first.id(), NOON.plusSeconds(180));
    var second = call(Optional.of(Samples.phone(1).key()), "1", NOON.plusSeconds(1000));
    assertThat(calls().admit(second, limits))
        .isEqualTo(new CallVerdict.Admitted(Optional.of(Duration.ofMinutes(2))));
    assertThat(calls().admit(from(1, NOON.plusSeconds(1060)), limits))
        .isEqualTo(new CallVerdict.Admitted(Optional.of(Duration.ofMinutes(1))));
    assertThat(calls().admit(from(1, NOON.plusSeconds(1120)), limits))
        .isEqualTo(refused(MINUTES_USED_UP));

    assertThat(calls().admit(from(1, NOON.plusSeconds(86_400 + 2000)), limits))
        .isEqualTo(new CallVerdict.Admitted(Optional.of(Duration.ofMinutes(5))));
  }

  @Test
  default void withheldNumbersCountTogetherLineByLine() throws Exception {
    var limits = new FairUse(1, 0, 0, 0);
    calls().admit(call(Optional.empty(), "1", NOON), limits);

    assertThat(calls().admit(call(Optional.empty(), "1", NOON), limits))
        .isEqualTo(refused(TOO_MANY_THIS_HOUR));
    assertThat(calls().admit(call(Optional.empty(), "2", NOON), limits)).isEqualTo(ADMITTED);
  }

  @Test
  default void ofManyAtOnceNoMoreAreAdmitted() throws Exception {
    var perNumber = Parallel.run(12, _ -> calls().admit(from(1, NOON), new FairUse(0, 3, 0, 0)));
    var perLine =
        Parallel.run(
            12,
            n ->
                calls()
                    .admit(
                        call(Optional.of(Samples.phone(n).key()), "7", NOON),
                        new FairUse(0, 0, 4, 0)));

    assertThat(perNumber).filteredOn(ADMITTED::equals).hasSize(3);
    assertThat(perLine).filteredOn(ADMITTED::equals).hasSize(4);
  }

  @Test
  default void sameCallIsAdmittedAgainAndCountedOnce() throws Exception {
    var limits = new FairUse(1, 1, 1, 0);
    var call = from(1, NOON);

    assertThat(calls().admit(call, limits)).isEqualTo(ADMITTED);
    assertThat(calls().admit(call, limits)).isEqualTo(ADMITTED);
    assertThat(Raw.query(config(), "select id from phone_call")).hasSize(1);
  }

  @Test
  default void oldCallsAreForgotten() throws Exception {
    calls().admit(from(1, NOON), FairUse.UNLIMITED);
    calls().admit(from(2, NOON.plusSeconds(1)), FairUse.UNLIMITED);

    calls().forgetBefore(NOON.plusSeconds(1));

    assertThat(Raw.query(config(), "select id from phone_call")).hasSize(1);
    assertThat(Raw.query(config(), "select name from gate")).hasSize(1);
  }
}
