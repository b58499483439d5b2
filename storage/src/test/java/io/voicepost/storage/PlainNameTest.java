package io.voicepost.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainNameTest {
  @ParameterizedTest
  @CsvSource({
    // Bidi: override, embedding, isolate, marks.
    "'\u202Eeyaf', eyaf",
    "'Faye\u202D\u202A\u202B\u202C', Faye",
    "'\u2066Faye\u2069\u2067\u2068', Faye",
    "'Fa\u200Eye\u200F\u061C', Faye",
    // What is drawn as nothing.
    "'Fa\u200Bye', Faye",
    "'Fa\u2060ye\uFEFF', Faye",
    "'Fa\u00ADye\u180E', Faye",
    "'Fa\u034Fye', Faye",
    "'\u3164Faye\u115F\u1160\uFFA0', Faye",
    "'Faye\u2800', Faye",
    "'Fa\uDB40\uDC41ye', Faye",
    "'Fa\uE000ye', Faye",
    "'Fa\u200Dye', Faye",
    "'Fa\u200Cye', Faye",
    "'Faye1\uFE0F', Faye1",
    "'Faye\uDB40\uDD00', Faye",
    // Marks that only the site may give.
    "'Faye \u2713', Faye",
    "'Faye\u2714\uFE0F', Faye",
    "'Faye \u2705', Faye",
    "'\u2611 Faye', Faye",
    "'Faye \uD83D\uDDF8', Faye",
    "'Faye \uD83D\uDDF9', Faye",
    // Spaces of every width.
    "'Faye\u00A0\u2003 Wong', Faye Wong",
    "'Faye\u3000Wong', Faye Wong",
  })
  void whatMisleadsIsLeftOut(String text, String shown) {
    assertThat(PlainName.of(text)).isEqualTo(shown);
    assertThat(PlainName.of(PlainName.of(text))).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "王菲",
        "Siân O’Súilleabháin",
        "שרה",
        "می‌خواهم", // joined by U+200C
        "क्‍ष", // by U+200D
        "👩‍👧 Mum",
        "👩🏽‍🚀 Ada",
        "❤️ Faye",
        "🏳️‍🌈",
        "🇮🇪 Róisín",
        "Ｆａｙｅ",
      })
  void namesOfPeopleStay(String name) {
    assertThat(PlainName.of(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B\u200B", "\u2714", "\u202E", "\u3164"})
  void nameOfNothingIsNoName(String text) {
    assertThat(PlainName.of(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Profile.of(text));
  }

  @Test
  void profilesAndAppsHaveNoOtherNames() {
    assertThat(Profile.of("Fa\u200Bye \u2714").displayName()).isEqualTo("Faye");
  }
}
