package io.voicepost.gateway.speech;

import static io.voicepost.gateway.speech.PromptPiece.AM;
import static io.voicepost.gateway.speech.PromptPiece.AT;
import static io.voicepost.gateway.speech.PromptPiece.BILLION;
import static io.voicepost.gateway.speech.PromptPiece.HUNDRED;
import static io.voicepost.gateway.speech.PromptPiece.MIDNIGHT;
import static io.voicepost.gateway.speech.PromptPiece.MILLION;
import static io.voicepost.gateway.speech.PromptPiece.NOON;
import static io.voicepost.gateway.speech.PromptPiece.OH;
import static io.voicepost.gateway.speech.PromptPiece.PM;
import static io.voicepost.gateway.speech.PromptPiece.TEN;
import static io.voicepost.gateway.speech.PromptPiece.THOUSAND;
import static io.voicepost.gateway.speech.PromptPiece.TWENTY;
import static io.voicepost.gateway.speech.PromptPiece.ZERO;

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

  private static Utterance scale(long group, PromptPiece scale) {
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
  public Utterance count(long number, PromptPiece one, PromptPiece many) {
    return number == 1 ? Utterance.of(one) : number(number).then(many);
  }

  @Override
  public PromptPiece digit(int digit) {
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
