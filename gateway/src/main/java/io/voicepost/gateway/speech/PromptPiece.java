package io.voicepost.gateway.speech;

import static io.voicepost.gateway.speech.PromptLanguage.ENGLISH;
import static io.voicepost.gateway.speech.PromptLanguage.MANDARIN;

import java.util.Arrays;
import java.util.Optional;

/// The parts that sentences are put together from, with their numbers, 800 to 999, as in [Prompt].
/// Those of one language are those that the other has no word for.
enum PromptPiece {
  // What stands around the holes of sentences.
  POSTED_BEFORE(801),
  POSTED_AFTER(802),
  FROM(803),
  LAST_POST_HEARD(804),
  AND_REPOSTED(805),
  YOU_HAVE(806),
  ONE_REPLY(807),
  REPLIES(808),
  ONE_DRAFT(809),
  DRAFTS(810),
  OPENS(811),
  TODAY(812),
  TOMORROW(813),
  WAIT_FOR(814),
  THEN_CALL(815),
  THEN_TRY(816),
  LINKED_TO(817),
  ALREADY_LINKED_TO(818),
  YOUR_NAME(819),
  YOUR_CODE(820),
  ONCE_MORE(821),
  PROMPT_NUMBERED(822),
  YOUR_PASSWORD_CODE(823),

  // How long ago, how long, how often.
  JUST_NOW(830),
  ONE_SECOND_AGO(831),
  SECONDS_AGO(832),
  ONE_MINUTE_AGO(833),
  MINUTES_AGO(834),
  ONE_HOUR_AGO(835),
  HOURS_AGO(836),
  ONE_DAY_AGO(837),
  DAYS_AGO(838),
  ONE_MINUTE(839),
  MINUTES(840),
  ONE_HOUR(841),
  HOURS(842),
  ONCE(843),
  TWICE(844),
  TIMES(845),

  // Days and clock times.
  MONDAY(850),
  TUESDAY(851),
  WEDNESDAY(852),
  THURSDAY(853),
  FRIDAY(854),
  SATURDAY(855),
  SUNDAY(856),
  AM(857, ENGLISH),
  PM(858, ENGLISH),
  BEFORE_DAWN(859, MANDARIN),
  MORNING(860, MANDARIN),
  NOON(861),
  AFTERNOON(862, MANDARIN),
  EVENING(863, MANDARIN),
  O_CLOCK(864, MANDARIN),
  HALF_PAST(865, MANDARIN),
  MINUTES_PAST(866, MANDARIN),
  AT(867, ENGLISH),
  OH(868, ENGLISH),
  MIDNIGHT(869, ENGLISH),

  // Numbers.
  ZERO(870),
  ONE(871),
  TWO(872),
  THREE(873),
  FOUR(874),
  FIVE(875),
  SIX(876),
  SEVEN(877),
  EIGHT(878),
  NINE(879),
  /// 幺: how Mandarin says a one in a string of digits, because 一 is easily taken for 七.
  DIGIT_ONE(880, MANDARIN),
  /// 两: two of something.
  TWO_OF(881, MANDARIN),
  TEN(882),
  ELEVEN(883, ENGLISH),
  TWELVE(884, ENGLISH),
  THIRTEEN(885, ENGLISH),
  FOURTEEN(886, ENGLISH),
  FIFTEEN(887, ENGLISH),
  SIXTEEN(888, ENGLISH),
  SEVENTEEN(889, ENGLISH),
  EIGHTEEN(890, ENGLISH),
  NINETEEN(891, ENGLISH),
  TWENTY(892),
  THIRTY(893),
  FORTY(894),
  FIFTY(895),
  SIXTY(896),
  SEVENTY(897),
  EIGHTY(898),
  NINETY(899),
  HUNDRED(900, ENGLISH),
  THOUSAND(901, ENGLISH),
  MILLION(902, ENGLISH),
  BILLION(903, ENGLISH),
  // Tones change next to each other, so Mandarin's hundreds and thousands are one sound each.
  ONE_HUNDRED(904, MANDARIN),
  TWO_HUNDRED(905, MANDARIN),
  THREE_HUNDRED(906, MANDARIN),
  FOUR_HUNDRED(907, MANDARIN),
  FIVE_HUNDRED(908, MANDARIN),
  SIX_HUNDRED(909, MANDARIN),
  SEVEN_HUNDRED(910, MANDARIN),
  EIGHT_HUNDRED(911, MANDARIN),
  NINE_HUNDRED(912, MANDARIN),
  ONE_THOUSAND(913, MANDARIN),
  TWO_THOUSAND(914, MANDARIN),
  THREE_THOUSAND(915, MANDARIN),
  FOUR_THOUSAND(916, MANDARIN),
  FIVE_THOUSAND(917, MANDARIN),
  SIX_THOUSAND(918, MANDARIN),
  SEVEN_THOUSAND(919, MANDARIN),
  EIGHT_THOUSAND(920, MANDARIN),
  NINE_THOUSAND(921, MANDARIN),
  /// 两千, at the beginning of a number; 二千 further on.
  LEADING_TWO_THOUSAND(922, MANDARIN),
  TEN_THOUSAND(923, MANDARIN),
  ONE_TEN_THOUSAND(924, MANDARIN),
  TWO_TEN_THOUSAND(925, MANDARIN),
  HUNDRED_MILLION(926, MANDARIN),
  ONE_HUNDRED_MILLION(927, MANDARIN),
  TWO_HUNDRED_MILLION(928, MANDARIN),

  // Handles.
  LETTER_A(930),
  LETTER_B(931),
  LETTER_C(932),
  LETTER_D(933),
  LETTER_E(934),
  LETTER_F(935),
  LETTER_G(936),
  LETTER_H(937),
  LETTER_I(938),
  LETTER_J(939),
  LETTER_K(940),
  LETTER_L(941),
  LETTER_M(942),
  LETTER_N(943),
  LETTER_O(944),
  LETTER_P(945),
  LETTER_Q(946),
  LETTER_R(947),
  LETTER_S(948),
  LETTER_T(949),
  LETTER_U(950),
  LETTER_V(951),
  LETTER_W(952),
  LETTER_X(953),
  LETTER_Y(954),
  LETTER_Z(955),
  UNDERSCORE(956);

  private final int number;
  private final Optional<PromptLanguage> only;

  PromptPiece(int number) {
    this.number = number;
    only = Optional.empty();
  }

  PromptPiece(int number, PromptLanguage only) {
    this.number = number;
    this.only = Optional.of(only);
  }

  int number() {
    return number;
  }

  boolean isIn(PromptLanguage language) {
    return only.isEmpty() || only.get() == language;
  }

  SoundFile sound() {
    return SoundFile.of(this);
  }

  /// The piece whose number is so much higher: four after [#ZERO] lies [#FOUR].
  PromptPiece plus(long steps) {
    return Arrays.stream(values())
        .filter(it -> it.number == number + steps)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(this + " has no " + steps));
  }
}
