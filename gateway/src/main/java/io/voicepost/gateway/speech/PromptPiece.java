package io.voicepost.gateway.speech;

import java.util.Arrays;

/// The parts of sentences that every language has, with their numbers, 800 to 999, as in [Prompt].
/// Those that a language has for itself, such as the words of its numbers, are in its table, with
/// their numbers.
enum PromptPiece {
  // What stands around the holes of sentences.
  POSTED_BEFORE(801),
  POSTED_AFTER(802),
  FROM(803),
  LAST_POST_HEARD(804),
  AND_REPOSTED(805),
  YOU_HAVE(806),
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
  JUST_NOW(830),

  // Days.
  MONDAY(850),
  TUESDAY(851),
  WEDNESDAY(852),
  THURSDAY(853),
  FRIDAY(854),
  SATURDAY(855),
  SUNDAY(856),

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

  PromptPiece(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  SoundFile sound() {
    return SoundFile.of(this);
  }

  /// The piece whose number is so much higher: two after [#MONDAY] lies [#WEDNESDAY].
  PromptPiece plus(long steps) {
    return Arrays.stream(values())
        .filter(it -> it.number == number + steps)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(this + " has no " + steps));
  }
}
