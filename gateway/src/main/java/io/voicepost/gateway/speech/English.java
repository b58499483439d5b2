package io.voicepost.gateway.speech;

import static io.voicepost.gateway.speech.Piece.AM;
import static io.voicepost.gateway.speech.Piece.AT;
import static io.voicepost.gateway.speech.Piece.BILLION;
import static io.voicepost.gateway.speech.Piece.HUNDRED;
import static io.voicepost.gateway.speech.Piece.MIDNIGHT;
import static io.voicepost.gateway.speech.Piece.MILLION;
import static io.voicepost.gateway.speech.Piece.NOON;
import static io.voicepost.gateway.speech.Piece.OH;
import static io.voicepost.gateway.speech.Piece.PM;
import static io.voicepost.gateway.speech.Piece.TEN;
import static io.voicepost.gateway.speech.Piece.THOUSAND;
import static io.voicepost.gateway.speech.Piece.TWENTY;
import static io.voicepost.gateway.speech.Piece.ZERO;

import java.time.LocalTime;

final class English implements Grammar {
  @Override
  public Utterance number(long number) {
    if (number == 0) {
      return Utterance.of(ZERO);
    }
    return scale(number / 1_000_000_000, BILLION)
        .then(scale(number / 1_000_000 % 1000, MILLION))
        .then(scale(number / 1000 % 1000, THOUSAND))
        .then(belowThousand(number % 1000));
  }

  private static Utterance scale(long group, Piece scale) {
    return group == 0 ? Utterance.NOTHING : belowThousand(group).then(scale);
  }

  /// Nothing for 0.
  private static Utterance belowThousand(long number) {
    var hundreds =
        number < 100 ? Utterance.NOTHING : Utterance.of(ZERO.plus(number / 100), HUNDRED);
    return hundreds.then(belowHundred(number % 100));
  }

  private static Utterance belowHundred(long number) {
    if (number < 20) {
      return switch (Math.toIntExact(number)) {
        case 0 -> Utterance.NOTHING;
        case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> Utterance.of(ZERO.plus(number));
        default -> Utterance.of(TEN.plus(number - 10));
      };
    }
    return Utterance.of(TWENTY.plus(number / 10 - 2)).then(belowHundred(number % 10));
  }

  @Override
  public Utterance count(long number, Piece one, Piece many) {
    return number == 1 ? Utterance.of(one) : number(number).then(many);
  }

  @Override
  public Piece digit(int digit) {
    return ZERO.plus(digit);
  }

  @Override
  public Utterance at(LocalTime time) {
    if (time.getMinute() == 0 && time.getHour() % 12 == 0) {
      return Utterance.of(AT, time.getHour() == 0 ? MIDNIGHT : NOON);
    }
    int hour = (time.getHour() + 11) % 12 + 1;
    return Utterance.of(AT)
        .then(number(hour))
        .then(minutes(time.getMinute()))
        .then(time.getHour() < 12 ? AM : PM);
  }

  private Utterance minutes(int minute) {
    if (minute == 0) {
      return Utterance.NOTHING;
    }
    return minute < 10 ? Utterance.of(OH).then(number(minute)) : number(minute);
  }
}
