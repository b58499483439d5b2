package io.voicepost.gateway.speech;

import static io.voicepost.gateway.speech.PromptPiece.AFTERNOON;
import static io.voicepost.gateway.speech.PromptPiece.BEFORE_DAWN;
import static io.voicepost.gateway.speech.PromptPiece.DIGIT_ONE;
import static io.voicepost.gateway.speech.PromptPiece.EVENING;
import static io.voicepost.gateway.speech.PromptPiece.HALF_PAST;
import static io.voicepost.gateway.speech.PromptPiece.HUNDRED_MILLION;
import static io.voicepost.gateway.speech.PromptPiece.LEADING_TWO_THOUSAND;
import static io.voicepost.gateway.speech.PromptPiece.MINUTES_PAST;
import static io.voicepost.gateway.speech.PromptPiece.MORNING;
import static io.voicepost.gateway.speech.PromptPiece.NOON;
import static io.voicepost.gateway.speech.PromptPiece.ONE;
import static io.voicepost.gateway.speech.PromptPiece.ONE_HUNDRED;
import static io.voicepost.gateway.speech.PromptPiece.ONE_HUNDRED_MILLION;
import static io.voicepost.gateway.speech.PromptPiece.ONE_TEN_THOUSAND;
import static io.voicepost.gateway.speech.PromptPiece.ONE_THOUSAND;
import static io.voicepost.gateway.speech.PromptPiece.O_CLOCK;
import static io.voicepost.gateway.speech.PromptPiece.TEN;
import static io.voicepost.gateway.speech.PromptPiece.TEN_THOUSAND;
import static io.voicepost.gateway.speech.PromptPiece.TWENTY;
import static io.voicepost.gateway.speech.PromptPiece.TWO_HUNDRED_MILLION;
import static io.voicepost.gateway.speech.PromptPiece.TWO_OF;
import static io.voicepost.gateway.speech.PromptPiece.TWO_TEN_THOUSAND;
import static io.voicepost.gateway.speech.PromptPiece.ZERO;

import java.time.LocalTime;

/// Numbers go by groups of four digits, 万 and 亿; 零 stands once for any run of noughts that is
/// followed by something, except between groups of which the lower one is full.
final class Mandarin implements Grammar {
  private static final int GROUP = 10_000;

  @Override
  public Utterance number(long number) {
    if (number == 0) {
      return Utterance.of(ZERO);
    }
    long high = number / GROUP / GROUP;
    long middle = number / GROUP % GROUP;
    long low = number % GROUP;
    var said = Utterance.NOTHING;
    if (high > 0) {
      said = scaled(high, ONE_HUNDRED_MILLION, TWO_HUNDRED_MILLION, HUNDRED_MILLION, true);
    }
    if (middle > 0) {
      said =
          said.then(nought(high > 0 && middle < 1000))
              .then(scaled(middle, ONE_TEN_THOUSAND, TWO_TEN_THOUSAND, TEN_THOUSAND, high == 0));
    }
    if (low > 0) {
      boolean first = high == 0 && middle == 0;
      boolean gap = !first && (middle == 0 || low < 1000);
      said = said.then(nought(gap)).then(group(low, first));
    }
    return said;
  }

  private static Utterance nought(boolean needed) {
    return needed ? Utterance.of(ZERO) : Utterance.NOTHING;
  }

  private static Utterance scaled(
      long group, PromptPiece one, PromptPiece two, PromptPiece unit, boolean first) {
    if (group == 1) {
      return Utterance.of(one);
    }
    return group == 2 && first ? Utterance.of(two) : group(group, first).then(unit);
  }

  /// One to four digits.
  ///
  /// @param first whether the number begins here: then ten is 十 and 2000 is 两千
  private static Utterance group(long number, boolean first) {
    long thousands = number / 1000;
    long hundreds = number / 100 % 10;
    long tens = number / 10 % 10;
    long ones = number % 10;
    var said = Utterance.NOTHING;
    if (thousands > 0) {
      said =
          said.then(
              thousands == 2 && first ? LEADING_TWO_THOUSAND : ONE_THOUSAND.plus(thousands - 1));
    }
    if (hundreds > 0) {
      said = said.then(ONE_HUNDRED.plus(hundreds - 1));
    }
    boolean skipsHundreds = thousands > 0 && hundreds == 0 && tens + ones > 0;
    boolean skipsTens = hundreds > 0 && tens == 0 && ones > 0;
    said = said.then(nought(skipsHundreds || skipsTens));
    if (tens == 1) {
      said = number < 20 && first ? Utterance.of(TEN) : said.then(ONE, TEN);
    } else if (tens > 1) {
      said = said.then(TWENTY.plus(tens - 2));
    }
    return ones == 0 ? said : said.then(ZERO.plus(ones));
  }

  @Override
  public Utterance count(long number, PromptPiece one, PromptPiece many) {
    if (number == 1) {
      return Utterance.of(one);
    }
    return (number == 2 ? Utterance.of(TWO_OF) : number(number)).then(many);
  }

  @Override
  public PromptPiece digit(int digit) {
    return digit == 1 ? DIGIT_ONE : ZERO.plus(digit);
  }

  @Override
  public Utterance at(LocalTime time) {
    int hour = time.getHour() > 12 ? time.getHour() - 12 : time.getHour();
    return Utterance.of(partOfDay(time.getHour()))
        .then(hour == 2 ? Utterance.of(TWO_OF) : number(hour))
        .then(O_CLOCK)
        .then(minutes(time.getMinute()));
  }

  private static PromptPiece partOfDay(int hour) {
    if (hour < 6) {
      return BEFORE_DAWN;
    }
    if (hour < 12) {
      return MORNING;
    }
    if (hour == 12) {
      return NOON;
    }
    return hour < 18 ? AFTERNOON : EVENING;
  }

  private Utterance minutes(int minute) {
    return switch (minute) {
      case 0 -> Utterance.NOTHING;
      case 30 -> Utterance.of(HALF_PAST);
      default -> nought(minute < 10).then(number(minute)).then(MINUTES_PAST);
    };
  }
}
