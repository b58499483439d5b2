package io.voicepost.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voicepost.storage.Handle;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said, by the names of the sounds; Mandarin's numbers as they are written.
final class PromptComposerTest {
  private static final PromptLanguage MANDARIN_LANGUAGE = new PromptLanguage("zh");
  private static final PromptComposer ENGLISH = PromptComposer.of(PromptLanguage.ENGLISH);
  private static final PromptComposer MANDARIN = PromptComposer.of(MANDARIN_LANGUAGE);

  @ParameterizedTest
  @CsvSource({
    "0, zero",
    "1, one",
    "2, two",
    "10, ten",
    "11, eleven",
    "19, nineteen",
    "20, twenty",
    "21, twenty one",
    "99, ninety nine",
    "100, one hundred",
    "101, one hundred one",
    "110, one hundred ten",
    "999, nine hundred ninety nine",
    "1000, one thousand",
    "1001, one thousand one",
    "2015, two thousand fifteen",
    "10000, ten thousand",
    "12345, twelve thousand three hundred forty five",
    "100000, one hundred thousand",
    "1000000, one million",
    "1000001, one million one",
    "100000000, one hundred million",
    "2000000000, two billion",
    "999000000000, nine hundred ninety nine billion",
  })
  void numbersInEnglish(long number, String said) {
    assertThat(ENGLISH.number(number)).hasToString(said);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 零",
    "1, 一",
    "2, 二",
    "10, 十",
    "11, 十一",
    "20, 二十",
    "21, 二十一",
    "99, 九十九",
    "100, 一百",
    "101, 一百零一",
    "110, 一百一十",
    "111, 一百一十一",
    "200, 二百",
    "999, 九百九十九",
    "1000, 一千",
    "1001, 一千零一",
    "1010, 一千零一十",
    "1100, 一千一百",
    "2000, 两千",
    "2222, 两千二百二十二",
    "10000, 一万",
    "10001, 一万零一",
    "10010, 一万零一十",
    "10100, 一万零一百",
    "11000, 一万一千",
    "12345, 一万二千三百四十五",
    "20000, 两万",
    "22000, 两万二千",
    "100000, 十万",
    "110000, 十一万",
    "120000, 十二万",
    "200000, 二十万",
    "1000000, 一百万",
    "1000001, 一百万零一",
    "1005000, 一百万五千",
    "10000100, 一千万零一百",
    "20000000, 两千万",
    "100000000, 一亿",
    "100000001, 一亿零一",
    "100010000, 一亿零一万",
    "100100000, 一亿零一十万",
    "112345678, 一亿一千二百三十四万五千六百七十八",
    "200020002, 两亿零二万零二",
    "1000000000, 十亿",
    "999999999999, 九千九百九十九亿九千九百九十九万九千九百九十九",
  })
  void numbersInMandarin(long number, String said) throws IOException {
    assertThat(PromptTexts.written(MANDARIN_LANGUAGE, MANDARIN.number(number)).replace(" ", ""))
        .isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, PromptComposer.LARGEST + 1, Long.MIN_VALUE, Long.MAX_VALUE})
  void whatIsNoNumberIsABug(long number) {
    assertThatThrownBy(() -> ENGLISH.number(number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MANDARIN.times(number)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "7, seven, seven",
    "11, one one, digit-one digit-one",
    "101, one zero one, digit-one zero digit-one",
    "2012, two zero pause one two, two zero pause digit-one two",
    "40917, four zero nine pause one seven, four zero nine pause digit-one seven",
    "123456, one two three pause four five six, digit-one two three pause four five six",
    "1234567, one two three pause four five pause six seven, "
        + "digit-one two three pause four five pause six seven",
  })
  void codesAreSaidDigitByDigitInGroups(String digits, String english, String mandarin) {
    assertThat(ENGLISH.digits(digits)).hasToString(english);
    assertThat(MANDARIN.digits(digits)).hasToString(mandarin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12a", "1 2", "-1", "１２"})
  void whatIsNoCodeIsABug(String digits) {
    assertThatThrownBy(() -> ENGLISH.digits(digits)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "z, z",
    "faye, f a pause y e",
    "faye_88, f a pause y e pause underscore pause eight eight",
    "a1, a pause one",
    "__, underscore pause underscore",
    "weibo, w e i pause b o",
  })
  void handlesAreSpelled(String handle, String said) {
    assertThat(ENGLISH.handle(new Handle(handle)).toString().replace("letter-", ""))
        .isEqualTo(said);
  }

  @Test
  void onesInHandlesAreDigitsInMandarin() {
    assertThat(MANDARIN.handle(new Handle("a1"))).hasToString("letter-a pause digit-one");
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S, just-now, just-now",
    "PT4.9S, just-now, just-now",
    "PT5S, five seconds-ago, five seconds-ago",
    "PT59.9S, fifty nine seconds-ago, fifty nine seconds-ago",
    "PT1M, one-minute-ago, one-minute-ago",
    "PT2M59S, two minutes-ago, two-of minutes-ago",
    "PT12M, twelve minutes-ago, ten two minutes-ago",
    "PT1H, one-hour-ago, one-hour-ago",
    "PT23H59M, twenty three hours-ago, twenty three hours-ago",
    "P1D, one-day-ago, one-day-ago",
    "P2D, two days-ago, two-of days-ago",
    "P365D, three hundred sixty five days-ago, three-hundred sixty five days-ago",
  })
  void timesPast(Duration age, String english, String mandarin) {
    assertThat(ENGLISH.ago(age)).hasToString(english);
    assertThat(MANDARIN.ago(age)).hasToString(mandarin);
  }

  @ParameterizedTest
  @CsvSource({
    "0, zero times, zero times",
    "1, once, once",
    "2, twice, twice",
    "3, three times, three times",
    "12, twelve times, ten two times",
    "16000, sixteen thousand times, one-ten-thousand six-thousand times",
  })
  void counts(long number, String english, String mandarin) {
    assertThat(ENGLISH.times(number)).hasToString(english);
    assertThat(MANDARIN.times(number)).hasToString(mandarin);
  }

  @ParameterizedTest
  @CsvSource({
    "00:00, at midnight, before-dawn zero o-clock",
    "00:05, at twelve oh five am, before-dawn zero o-clock zero five minutes-past",
    "02:00, at two am, before-dawn two-of o-clock",
    "09:00, at nine am, morning nine o-clock",
    "09:30, at nine thirty am, morning nine o-clock half-past",
    "11:59, at eleven fifty nine am, morning ten one o-clock fifty nine minutes-past",
    "12:00, at noon, noon ten two o-clock",
    "12:10, at twelve ten pm, noon ten two o-clock ten minutes-past",
    "14:00, at two pm, afternoon two-of o-clock",
    "18:02, at six oh two pm, evening six o-clock zero two minutes-past",
    "23:45, at eleven forty five pm, evening ten one o-clock forty five minutes-past",
  })
  void clockTimes(LocalTime time, String english, String mandarin) {
    assertThat(ENGLISH.at(time)).hasToString(english);
    assertThat(MANDARIN.at(time)).hasToString(mandarin);
  }

  @Test
  void sentencesWithHoles() {
    assertThat(ENGLISH.postedAgo(Duration.ofMinutes(2)))
        .hasToString("posted-before two minutes-ago posted-after");
    assertThat(ENGLISH.from(new Handle("al"), Duration.ofHours(1)))
        .hasToString("from letter-a letter-l pause one-hour-ago");
    assertThat(ENGLISH.lastPost(1, 16_000))
        .hasToString("last-post-heard once and-reposted sixteen thousand times");
    assertThat(ENGLISH.replies(0)).hasToString("no-replies");
    assertThat(ENGLISH.replies(1)).hasToString("you-have one-reply");
    assertThat(ENGLISH.drafts(0)).hasToString("no-drafts");
    assertThat(MANDARIN.drafts(2)).hasToString("you-have two-of drafts");
    assertThat(ENGLISH.closedUntil(DayOfWeek.SUNDAY, LocalTime.of(9, 0)))
        .hasToString("line-closed opens sunday at nine am");
    assertThat(ENGLISH.closedUntilTomorrow(LocalTime.NOON))
        .hasToString("line-closed opens tomorrow at noon");
    assertThat(MANDARIN.closedUntilToday(LocalTime.of(14, 30)))
        .hasToString("line-closed opens today afternoon two-of o-clock half-past");
    assertThat(ENGLISH.linkedTo(new Handle("a"))).hasToString("linked-to letter-a");
    assertThat(ENGLISH.newAccount(new Handle("a"), "123"))
        .hasToString(
            "your-name letter-a pause your-code one two three"
                + " pause once-more one two three claim-on-web");
    assertThat(ENGLISH.promptNumbered(101)).hasToString("prompt-numbered one zero one");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, one-minute",
    "PT1M, one-minute",
    "PT1M1S, two minutes",
    "PT119M, one hundred nineteen minutes",
    "PT2H, two hours",
    "PT2H1M, three hours",
  })
  void waitsAreNeverSaidTooShort(Duration wait, String said) {
    assertThat(ENGLISH.tooManyCalls(wait))
        .hasToString("too-many-calls wait-for " + said + " then-call");
    assertThat(ENGLISH.pinLocked(wait)).hasToString("pin-locked wait-for " + said + " then-try");
  }

  @Test
  void numbersOfSoundsAreThreeDigitsAndOneEach() {
    var numbers =
        Stream.concat(
                Stream.of(Prompt.values()).map(Prompt::number),
                Stream.of(PromptPiece.values()).map(PromptPiece::number))
            .toList();

    assertThat(numbers).doesNotHaveDuplicates().allMatch(it -> it >= 100 && it <= 999);
  }

  @Test
  void soundsAreFoundByTheirNumbers() {
    assertThat(SoundFile.numbered(101, MANDARIN_LANGUAGE)).contains(Prompt.WELCOME.sound());
    assertThat(SoundFile.numbered(881, MANDARIN_LANGUAGE)).contains(new SoundFile("two-of"));
    assertThat(SoundFile.numbered(881, PromptLanguage.ENGLISH)).isEmpty();
    assertThat(SoundFile.numbered(100, PromptLanguage.ENGLISH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../etc", "A", "a b", "-a", "a-", "a.wav", "a&b"})
  void whatIsNoSoundIsABug(String name) {
    assertThatThrownBy(() -> new SoundFile(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
