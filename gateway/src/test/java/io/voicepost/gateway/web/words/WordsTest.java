package io.voicepost.gateway.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers, times and plurals, as each language says them.
class WordsTest {
  private static final Instant THEN = Instant.parse("2026-01-12T14:05:00Z");

  @ParameterizedTest
  @CsvSource({
    "en, 1, 1 reply",
    "en, 5, 5 replies",
    "zh, 5, 5 条回复",
    "es, 1, 1 respuesta",
    "es, 5, 5 respuestas",
    "ar, 3, 3 ردود",
    "ar, 11, 11 ردًا",
    "ar, 100, 100 رد",
  })
  void numbersDecideThePlural(String code, int number, String said) {
    assertThat(words(code).say("post.replies", number)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 12345, 12.3K",
    "zh, 12345678, 1234万",
    "es, 12345, '12,3 mil'",
    "es, 123456, 123 mil",
    "ar, 12345, 12.3 ألف",
  })
  void countsAreShort(String code, long count, String shown) {
    assertThat(words(code).count(count).replace('\u00a0', ' ')).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 12 Jan, 12 Jan 2026, January 2026, '12 January 2026, 14:05 UTC'",
    "zh, 1月12日, 2026年1月12日, 2026年1月, 2026年1月12日 14:05 UTC",
    "es, 12 ene, 12 ene 2026, enero de 2026, '12 de enero de 2026, 14:05 UTC'",
  })
  void datesAreWrittenAsItsReadersDo(
      String code, String day, String dated, String month, String exactly) {
    var words = words(code);
    assertThat(words.when(THEN, THEN.plus(Duration.ofDays(3)))).isEqualTo(day);
    assertThat(words.when(THEN, THEN.plus(Duration.ofDays(400)))).isEqualTo(dated);
    assertThat(words.month(THEN)).isEqualTo(month);
    assertThat(words.exactly(THEN)).isEqualTo(exactly);
  }

  @Test
  void digitsOfArabicPagesAreThoseOfThePlayer() {
    var words = words("ar");
    assertThat(words.month(THEN)).isEqualTo("يناير 2026");
    assertThat(words.when(THEN, THEN.plus(Duration.ofMinutes(5)))).isEqualTo("قبل 5 د");
    assertThat(words.length(Duration.ofSeconds(2))).isEqualTo("ثانيتان");
  }

  @ParameterizedTest
  @CsvSource({"1, 1 second", "31, 31 seconds", "60, 1 min", "62, 1 min 2 s"})
  void lengthIsInMinutesAndSeconds(long seconds, String said) {
    assertThat(words("en").length(Duration.ofSeconds(seconds))).isEqualTo(said);
  }

  private static Words words(String code) {
    return new Words(PageLanguage.ofCode(code).orElseThrow());
  }
}
