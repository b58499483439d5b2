package io.voicepost.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.Handle;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said in Arabic, as one would write it without vowels.
final class ArabicPromptsTest {
  private static final PromptLanguage ARABIC = new PromptLanguage("ar");
  private static final PromptComposer COMPOSER = PromptComposer.of(ARABIC);

  @ParameterizedTest
  @CsvSource({
    "0, صفر مرة",
    "1, مرة واحدة",
    "2, مرتين",
    "3, ثلاث مرات",
    "8, ثماني مرات",
    "10, عشر مرات",
    "11, إحدى عشرة مرة",
    "12, اثنتي عشرة مرة",
    "18, ثماني عشرة مرة",
    "20, عشرين مرة",
    "21, إحدى وعشرين مرة",
    "22, اثنتين وعشرين مرة",
    "28, ثمان وعشرين مرة",
    "99, تسع وتسعين مرة",
    "100, مئة مرة",
    "103, مئة وثلاث مرات",
    "200, مئتي مرة",
    "215, مئتين وخمس عشرة مرة",
    "300, ثلاثمئة مرة",
    "1000, ألف مرة",
    "2000, ألفي مرة",
    "2010, ألفين وعشر مرات",
    "3000, ثلاثة آلاف مرة",
    "11000, أحد عشر ألفا مرة",
    "125003, مئة وخمسة وعشرين ألفا وثلاث مرات",
    "200000, مئتي ألف مرة",
    "2000000, مليوني مرة",
    "3000000, ثلاثة ملايين مرة",
    "21000000000, واحد وعشرين مليارا مرة",
  })
  void timesAreFeminine(long number, String said) throws IOException {
    assertThat(written(COMPOSER.times(number))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "1, إليك ردا واحدا.",
    "2, إليك ردين.",
    "3, إليك ثلاثة ردود.",
    "10, إليك عشرة ردود.",
    "11, إليك أحد عشر ردا.",
    "23, إليك ثلاثة وعشرين ردا.",
    "100, إليك مئة رد.",
    "105, إليك مئة وخمسة ردود.",
  })
  void repliesAreMasculine(long number, String said) throws IOException {
    assertThat(written(COMPOSER.replies(number))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, الآن.",
    "PT5S, منذ خمس ثوان.",
    "PT1M, منذ دقيقة.",
    "PT2M, منذ دقيقتين.",
    "PT12M, منذ اثنتي عشرة دقيقة.",
    "PT3H, منذ ثلاث ساعات.",
    "P2D, منذ يومين.",
    "P3D, منذ ثلاثة أيام.",
    "P11D, منذ أحد عشر يوما.",
    "P100D, منذ مئة يوم.",
  })
  void timesPast(Duration age, String said) throws IOException {
    assertThat(written(COMPOSER.ago(age))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "00:00, الساعة الثانية عشرة صباحا",
    "01:01, الساعة الواحدة ودقيقة صباحا",
    "09:00, الساعة التاسعة صباحا",
    "09:15, الساعة التاسعة والربع صباحا",
    "12:30, الساعة الثانية عشرة والنصف ظهرا",
    "17:05, الساعة الخامسة وخمس دقائق عصرا",
    "23:45, الساعة الحادية عشرة وخمس وأربعين دقيقة مساء",
  })
  void clockTimes(LocalTime time, String said) throws IOException {
    assertThat(written(COMPOSER.at(time))).isEqualTo(said);
  }

  @Test
  void sentences() throws IOException {
    assertThat(written(COMPOSER.digits("0123"))).isEqualTo("صفر واحد <pause> اثنان ثلاثة");
    assertThat(written(COMPOSER.postedAgo(Duration.ofMinutes(2))))
        .isEqualTo("نشرت منذ دقيقتين. لسحب منشورك اضغط تسعة.");
    assertThat(written(COMPOSER.lastPost(1, 11)))
        .isEqualTo("تم الاستماع إلى آخر منشور لك مرة واحدة وأعيد نشره إحدى عشرة مرة");
    assertThat(written(COMPOSER.drafts(2))).isEqualTo("إليك رسالتين لم تنشرا.");
    assertThat(written(COMPOSER.drafts(4))).isEqualTo("إليك أربع رسائل لم تنشر.");
    assertThat(written(COMPOSER.closedUntil(DayOfWeek.SUNDAY, LocalTime.of(9, 0))))
        .isEqualTo("هذا الخط مغلق الآن. يفتح يوم الأحد الساعة التاسعة صباحا");
    assertThat(written(COMPOSER.tooManyCalls(Duration.ofMinutes(12))))
        .isEqualTo("لقد اتصلت مرات كثيرة. انتظر اثنتي عشرة دقيقة قبل أن تتصل من جديد.");
    assertThat(written(COMPOSER.linkedTo(new Handle("a"))))
        .isEqualTo("هذا الهاتف الآن لحساب [en] A");
  }

  /// A conjunction of one letter is written together with what follows.
  private static String written(Utterance said) throws IOException {
    return PromptTexts.written(ARABIC, said).replaceAll("\\p{Mn}", "").replace(" و ", " و");
  }
}
