package io.voicepost.storage.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
  private static final String OFFICE = "mon-fri 09:00-12:00 14:00-18:00; sat 10:00-24:00";

  private static Instant at(String zone, String local) {
    return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
  }

  @Test
  void withoutSpansItIsAlwaysOpen() {
    var now = Instant.parse("2026-11-22T03:00:00Z");
    assertThat(OpeningHours.ALWAYS.isOpen(now)).isTrue();
    assertThat(OpeningHours.ALWAYS.opensAt(now)).isEmpty();
    assertThat(OpeningHours.parse("Europe/Berlin", "  ").isOpen(now)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // 2026-11-20 is a Friday.
    "2026-11-20T08:59:59, false, 2026-11-20T09:00",
    "2026-11-20T09:00,    true,",
    "2026-11-20T11:59:59, true,",
    "2026-11-20T12:00,    false, 2026-11-20T14:00",
    "2026-11-20T18:00,    false, 2026-11-21T10:00",
    "2026-11-21T23:59:59, true,",
    "2026-11-22T00:00,    false, 2026-11-23T09:00",
  })
  void opensAndClosesByTheClocksOfItsZone(String local, boolean open, String opens) {
    for (var zone : new String[] {"Asia/Shanghai", "Europe/Berlin"}) {
      var hours = OpeningHours.parse(zone, OFFICE);
      assertThat(hours.isOpen(at(zone, local))).isEqualTo(open);
      if (open) {
        assertThat(hours.opensAt(at(zone, local))).isEmpty();
      } else {
        assertThat(hours.opensAt(at(zone, local))).contains(at(zone, opens));
      }
    }
  }

  @Test
  void nightGoesOnIntoTheNextDay() {
    var hours = OpeningHours.parse("UTC", "sun 22:00-02:00");
    assertThat(hours.isOpen(at("UTC", "2026-11-22T23:00"))).isTrue();
    assertThat(hours.isOpen(at("UTC", "2026-11-23T01:59"))).isTrue();
    assertThat(hours.isOpen(at("UTC", "2026-11-23T02:00"))).isFalse();
    assertThat(hours.isOpen(at("UTC", "2026-11-22T01:00"))).isFalse();
    assertThat(hours.opensAt(at("UTC", "2026-11-23T02:00")))
        .contains(at("UTC", "2026-11-29T22:00"));
  }

  @Test
  void clocksThatAreSetForwardOrBackLeaveTheSpan() {
    var hours = OpeningHours.parse("Europe/Berlin", "sun 01:30-03:30");
    // From 02:00 to 03:00 on 2026-03-29 there was no such time; on 2026-10-25 it was there twice.
    assertThat(hours.isOpen(Instant.parse("2026-03-29T00:30:00Z"))).isTrue();
    assertThat(hours.isOpen(Instant.parse("2026-03-29T01:29:59Z"))).isTrue();
    assertThat(hours.isOpen(Instant.parse("2026-03-29T01:30:00Z"))).isFalse();
    assertThat(hours.isOpen(Instant.parse("2026-10-24T23:30:00Z"))).isTrue();
    assertThat(hours.isOpen(Instant.parse("2026-10-25T02:29:59Z"))).isTrue();
    assertThat(hours.isOpen(Instant.parse("2026-10-25T02:30:00Z"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'mon,tue,wed 09:00-10:00', mon-wed 09:00-10:00",
    "'SUN-MON 00:00-24:00', mon 00:00-24:00; sun 00:00-24:00",
    "'mon 14:00-15:00 09:00-10:00; mon 09:00-10:00', mon 09:00-10:00 14:00-15:00",
    "'mon-sun 00:00-24:00', mon-sun 00:00-24:00",
  })
  void textIsReadAndWritten(String text, String written) {
    var hours = OpeningHours.parse("UTC", text);
    assertThat(hours.text()).isEqualTo(written);
    assertThat(OpeningHours.parse("UTC", hours.text())).isEqualTo(hours);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mon",
        "09:00-10:00",
        "mon 9-10",
        "mon 09:00",
        "mon 25:00-26:00",
        "mon 09:60-10:00",
        "monday 09:00-10:00",
        "mon-tue-wed 09:00-10:00",
        "mon, 09:00-10:00",
        "mon 24:00-10:00"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OpeningHours.parse("UTC", text));
  }

  @Test
  void whatIsNoZoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpeningHours.parse("Middle/Earth", ""))
        .withMessageContaining("Europe/Berlin");
  }
}
