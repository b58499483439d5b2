package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voicepost.gateway.access.AccessConfig;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Pepper;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Handle;
import io.voicepost.storage.sql.Database;
import io.voicepost.storage.sql.DatabaseConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder;
  private Database database;
  private AccountId faye;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseConfig.sqlite(folder.resolve("voicepost.db")));
    faye = database.accounts().create(new Handle("faye"), "Faye Wong").id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Pins pins(Instant now, int pepper) {
    byte[] secret = new byte[32];
    secret[0] = (byte) pepper;
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    var access = AccessServices.open(database, AccessConfig.usual(new Pepper(secret)), clock);
    return new Pins(database.phoneSettings(), access.hashes(), clock);
  }

  private Pins pins() {
    return pins(NOON, 0);
  }

  private static String other(Pin pin) {
    return pin.digits().startsWith("7") ? "829405" : "713508";
  }

  @Test
  void issuedPinIsRightAndAnyOtherWrong() throws Exception {
    assertThat(pins().check(faye, "123456")).isEqualTo(new PinResult.NoneSet());
    var pin = pins().issue(faye);

    assertThat(pins().check(faye, other(pin))).isEqualTo(new PinResult.Wrong());
    assertThat(pins().check(faye, pin.digits())).isEqualTo(new PinResult.Right());
    assertThat(pins().state(faye).tries()).isZero();
    var again = pins().issue(faye);
    assertThat(pins().check(faye, again.digits())).isEqualTo(new PinResult.Right());
    pins().remove(faye);
    assertThat(pins().state(faye).set()).isFalse();
  }

  @Test
  void thirdWrongOneLocksAndThenTheRightOneIsNotLookedAt() throws Exception {
    var pin = pins().issue(faye);
    var until = NOON.plus(Duration.ofMinutes(15));
    pins().check(faye, other(pin));
    pins().check(faye, other(pin));

    assertThat(pins().check(faye, other(pin))).isEqualTo(new PinResult.WrongAndLocked(until));
    assertThat(pins().check(faye, pin.digits())).isEqualTo(new PinResult.Locked(until));
    assertThat(pins(until, 0).check(faye, pin.digits())).isEqualTo(new PinResult.Right());
  }

  @Test
  void rightOneAtTheThirdTryLocksNothing() throws Exception {
    var pin = pins().issue(faye);
    pins().check(faye, other(pin));
    pins().check(faye, other(pin));

    assertThat(pins().check(faye, pin.digits())).isEqualTo(new PinResult.Right());
    assertThat(pins().check(faye, pin.digits())).isEqualTo(new PinResult.Right());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12345", "1234567", "12a456", "1234567890123456789012345678901234567890"})
  void whatIsNoPinIsWrongAndNotCounted(String keyed) throws Exception {
    pins().issue(faye);

    assertThat(pins().check(faye, keyed)).isEqualTo(new PinResult.Wrong());
    assertThat(pins().state(faye).tries()).isZero();
  }

  @Test
  void pinIsOfNoUseWithoutThePepperOrForAnotherAccount() throws Exception {
    var pin = pins().issue(faye);
    assertThat(pins(NOON, 1).check(faye, pin.digits())).isEqualTo(new PinResult.Wrong());

    var other = database.accounts().create(new Handle("other"), "Other").id();
    var hash =
        ((io.voicepost.storage.phone.PinTry.Allowed)
                database.phoneSettings().beginTry(faye, Pins.LOCK_OUTS, NOON))
            .hash();
    assertThat(hash).contains("$argon2id$").doesNotContain(pin.digits());
    database.phoneSettings().setPin(other, hash);
    assertThat(pins().check(other, pin.digits())).isEqualTo(new PinResult.Wrong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000000", "111112", "121212", "123123", "123456", "654321", "890123", "210987", "112233",
        "998877", "112112"
      })
  void trivialOnesAreNotIssued(String digits) {
    assertThat(Pin.isTrivial(digits)).isTrue();
  }

  @Test
  void freshOnesAreManyAndNotTrivialAndMostNumbersAreAllowed() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      var digits = Pin.fresh().digits();
      assertThat(Pin.isTrivial(digits)).isFalse();
      seen.add(digits);
    }
    assertThat(seen).hasSizeGreaterThan(980);
    var trivial =
        IntStream.range(0, 1_000_000).filter(it -> Pin.isTrivial("%06d".formatted(it))).count();
    assertThat(trivial).isLessThan(10_000);
  }

  @Test
  void pinIsSixDigitsAndNeverPrinted() {
    assertThat(new Pin("482915")).hasToString("PIN");
    assertThatIllegalArgumentException().isThrownBy(() -> new Pin("48291"));
  }
}
