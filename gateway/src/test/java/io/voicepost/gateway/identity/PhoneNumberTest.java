package io.voicepost.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @CsvSource({
    "+12025550142, US, +12025550142",
    "2025550142, US, +12025550142",
    "12025550142, US, +12025550142",
    "01112025550142, US, +12025550142",
    "(202) 555-0142, US, +12025550142",
    "+86 138 0013 8000, US, +8613800138000",
    "13800138000, CN, +8613800138000",
    "008613800138000, DE, +8613800138000",
    "020 7946 0123, GB, +442079460123",
    "00442079460123, DE, +442079460123",
    "+1-415-555-0199, DE, +14155550199",
    "+1.415.555.0199, DE, +14155550199",
    "+1(415)5550199, DE, +14155550199",
    // With the prefix of the region, however long the two are together.
    "0114915123456789, US, +4915123456789",
    "0118613800138000, US, +8613800138000",
    "0118613800138000, CA, +8613800138000",
    "008613800138000, GB, +8613800138000",
    "00118613800138000, AU, +8613800138000",
    "0108613800138000, JP, +8613800138000",
    "0018613800138000, HK, +8613800138000",
    "8108613800138000, RU, +8613800138000",
    "0014155550199, CN, +14155550199",
    "00148613800138000, BR, +8613800138000",
    // With the prefix of others, or without any.
    "008613800138000, US, +8613800138000",
    "00442079460123, US, +442079460123",
    "0114915123456789, GB, +4915123456789",
    "8613800138000, US, +8613800138000",
    "4915123456789, US, +4915123456789",
    "442079460123, US, +442079460123",
    "14155550199, GB, +14155550199",
    "14155550199, FR, +14155550199",
    "8613800138000, GB, +8613800138000",
    "12025550142, ZZ, +12025550142",
  })
  void aNumberIsReadAsItsRegionWritesIt(String presented, String region, String e164) {
    assertThat(PhoneNumber.parse(presented, region)).contains(new PhoneNumber(e164));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "anonymous",
        "Restricted",
        "unknown",
        "+",
        "++",
        "112",
        "0",
        "123",
        "+0",
        "+999",
        "+12345678901234567890",
        "5550142",
        "20255501423",
        "123456",
        "\u0000",
        "\r\n"
      })
  void whatIsNoNumberIsNone(String presented) {
    assertThat(PhoneNumber.parse(presented, "US")).isEmpty();
  }

  @Test
  void aRegionThatIsNoneOnlyCostsNationalNumbers() {
    assertThat(PhoneNumber.parse("2025550142", "XX")).isEmpty();
    assertThat(PhoneNumber.parse("+12025550142", "XX")).isPresent();
  }

  @Test
  void noTextWhateverBreaksTheReader() {
    var random = new Random(42);
    var alphabet = "+0123456789 -()#*;=.x\u0661\uff11\u0000\n%';";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      PhoneNumber.parse(text.toString(), "US")
          .ifPresent(it -> assertThat(it.e164()).matches("\\+[1-9][0-9]{6,14}"));
    }
  }

  @Test
  void itsTextIsMasked() {
    var number = new PhoneNumber("+8613800138034");

    assertThat(number).hasToString("+86…34");
    assertThat("call from " + number).doesNotContain("138001380");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12025550142", "+02025550142", "+1", "+1234567890123456", "+1202555o142"})
  void onlyE164IsTakenAsItIs(String text) {
    assertThatThrownBy(() -> new PhoneNumber(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(text);
  }
}
