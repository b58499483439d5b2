package io.voicepost.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The codes of RFC 4226 and RFC 6238.
final class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

  /// RFC 4226, appendix D.
  @ParameterizedTest
  @CsvSource({
    "0, 755224",
    "1, 287082",
    "2, 359152",
    "3, 969429",
    "4, 338314",
    "5, 254676",
    "6, 287922",
    "7, 162583",
    "8, 399871",
    "9, 520489",
  })
  void codesOfCounters(long counter, String code) {
    assertThat(Totp.code(SECRET, counter)).isEqualTo(code);
  }

  /// RFC 6238, appendix B: the last six of eight digits.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130",
  })
  void codesOfMoments(long second, String code) {
    var now = Instant.ofEpochSecond(second);
    assertThat(Totp.code(SECRET, Totp.step(now))).isEqualTo(code);
    assertThat(Totp.stepOf(SECRET, code, now)).hasValue(second / 30);
  }

  @Test
  void clockMayBeAStepOff() {
    var now = Instant.ofEpochSecond(1_111_111_111);
    long step = Totp.step(now);
    for (int drift = -3; drift <= 3; drift++) {
      var found = Totp.stepOf(SECRET, Totp.code(SECRET, step + drift), now);
      assertThat(found.isPresent()).as("drift " + drift).isEqualTo(Math.abs(drift) <= 1);
    }
  }

  @Test
  void spacesOfTheAppAreForgiven() {
    assertThat(Totp.read(" 123 456 ")).contains("123456");
    for (var wrong : new String[] {"", "12345", "1234567", "12345a", "１２３４５６"}) {
      assertThat(Totp.read(wrong)).as(wrong).isEqualTo(Optional.empty());
    }
  }

  /// RFC 4648, section 10.
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI",
  })
  void base32(String text, String encoded) {
    assertThat(Base32.encode(text.getBytes(US_ASCII))).isEqualTo(encoded);
  }
}
