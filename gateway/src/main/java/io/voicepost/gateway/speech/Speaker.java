package io.voicepost.gateway.speech;

import io.voicepost.storage.Handle;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/// Says in one language what is not known beforehand: numbers, names, times, and every sentence
/// with a hole in it. What it makes are sounds of that language. Immutable.
public final class Speaker {
  /// The largest number that can be said.
  public static final long LARGEST = 999_999_999_999L;

  private final Language language;
  private final Grammar grammar;

  private Speaker(Language language, Grammar grammar) {
    this.language = language;
    this.grammar = grammar;
  }

  public static Speaker of(Language language) {
    return new Speaker(
        language,
        switch (language) {
          case ENGLISH -> new English();
          case MANDARIN -> new Mandarin();
        });
  }

  public Language language() {
    return language;
  }

  /// A cardinal number.
  ///
  /// @throws IllegalArgumentException below 0 and above [#LARGEST]
  public Utterance number(long number) {
    if (number < 0 || number > LARGEST) {
      throw new IllegalArgumentException("cannot say " + number);
    }
    return grammar.number(number);
  }

  /// The digits of a code, one by one, in groups of two or three.
  ///
  /// @param digits `0` to `9`, at least one
  public Utterance digits(String digits) {
    if (!digits.matches("[0-9]+")) {
      throw new IllegalArgumentException("a code has digits alone");
    }
    return spelled(digits);
  }

  /// A name letter by letter, digits one by one, with pauses.
  public Utterance handle(Handle handle) {
    return spelled(handle.value());
  }

  /// "two minutes ago", in the largest unit that fits, rounded down; "just now" below five seconds
  /// and for what is still to come.
  public Utterance ago(Duration age) {
    if (age.toSeconds() < 5) {
      return Utterance.of(Piece.JUST_NOW);
    }
    if (age.toMinutes() < 1) {
      return count(age.toSeconds(), Piece.ONE_SECOND_AGO, Piece.SECONDS_AGO);
    }
    if (age.toHours() < 1) {
      return count(age.toMinutes(), Piece.ONE_MINUTE_AGO, Piece.MINUTES_AGO);
    }
    return age.toDays() < 1
        ? count(age.toHours(), Piece.ONE_HOUR_AGO, Piece.HOURS_AGO)
        : count(age.toDays(), Piece.ONE_DAY_AGO, Piece.DAYS_AGO);
  }

  /// "once", "twice", "12 times".
  public Utterance times(long number) {
    return number == 2 ? Utterance.of(Piece.TWICE) : count(number, Piece.ONCE, Piece.TIMES);
  }

  /// "at nine thirty a.m.", to the minute.
  public Utterance at(LocalTime time) {
    return grammar.at(time);
  }

  /// "You posted two minutes ago. To take it down, press 9."
  public Utterance postedAgo(Duration age) {
    return Utterance.of(Piece.POSTED_BEFORE).then(ago(age)).then(Piece.POSTED_AFTER);
  }

  /// "From f a y e, two minutes ago": before a post or a reply.
  public Utterance from(Handle speaker, Duration age) {
    var name = Utterance.of(Piece.FROM).then(handle(speaker));
    return Utterance.paused(List.of(name, ago(age)));
  }

  /// "Your last post was heard 12 times, and reposted once."
  public Utterance lastPost(long heard, long reposted) {
    return Utterance.of(Piece.LAST_POST_HEARD)
        .then(times(heard))
        .then(Piece.AND_REPOSTED)
        .then(times(reposted));
  }

  /// "You have three replies", or that there are none.
  public Utterance replies(long number) {
    return number == 0
        ? Utterance.of(Prompt.NO_REPLIES)
        : youHave(number, Piece.ONE_REPLY, Piece.REPLIES);
  }

  /// "You have three unpublished messages", or that there are none.
  public Utterance drafts(long number) {
    return number == 0
        ? Utterance.of(Prompt.NO_DRAFTS)
        : youHave(number, Piece.ONE_DRAFT, Piece.DRAFTS);
  }

  /// "This line is closed now. It opens today at nine a.m."
  public Utterance closedUntilToday(LocalTime opening) {
    return closedUntil(Piece.TODAY, opening);
  }

  public Utterance closedUntilTomorrow(LocalTime opening) {
    return closedUntil(Piece.TOMORROW, opening);
  }

  /// "This line is closed now. It opens on Monday at nine a.m."
  public Utterance closedUntil(DayOfWeek day, LocalTime opening) {
    return closedUntil(Piece.MONDAY.plus(day.getValue() - 1), opening);
  }

  /// "You have called too often. Please wait twelve minutes, and then call again."
  ///
  /// @param wait rounded up to minutes, or to hours from two hours on
  public Utterance tooManyCalls(Duration wait) {
    return Utterance.of(Prompt.TOO_MANY_CALLS).then(waitThen(wait, Piece.THEN_CALL));
  }

  /// "Too many wrong PINs. Please wait twelve minutes, and then try again."
  ///
  /// @param wait rounded up to minutes, or to hours from two hours on
  public Utterance pinLocked(Duration wait) {
    return Utterance.of(Prompt.PIN_LOCKED).then(waitThen(wait, Piece.THEN_TRY));
  }

  /// "This phone now belongs to f a y e."
  public Utterance linkedTo(Handle owner) {
    return Utterance.of(Piece.LINKED_TO).then(handle(owner));
  }

  /// "This phone already belongs to f a y e."
  public Utterance alreadyLinkedTo(Handle owner) {
    return Utterance.of(Piece.ALREADY_LINKED_TO).then(handle(owner));
  }

  /// "Your name is f a y e. Your claim code is 123 456. Once more: 123 456", and what to do with
  /// it.
  public Utterance newAccount(Handle name, String claimCode) {
    return Utterance.paused(
            List.of(
                Utterance.of(Piece.YOUR_NAME).then(handle(name)),
                Utterance.of(Piece.YOUR_CODE).then(digits(claimCode)),
                Utterance.of(Piece.ONCE_MORE).then(digits(claimCode))))
        .then(Prompt.CLAIM_ON_WEB);
  }

  /// "Your code for a new password is 123 456 78. Once more: 123 456 78", and what to do with it.
  public Utterance newPassword(String code) {
    return Utterance.paused(
            List.of(
                Utterance.of(Piece.YOUR_PASSWORD_CODE).then(digits(code)),
                Utterance.of(Piece.ONCE_MORE).then(digits(code))))
        .then(Prompt.PASSWORD_ON_WEB);
  }

  /// "Prompt 101."
  public Utterance promptNumbered(int number) {
    return Utterance.of(Piece.PROMPT_NUMBERED).then(digits("" + number));
  }

  private Utterance youHave(long number, Piece one, Piece many) {
    return Utterance.of(Piece.YOU_HAVE).then(count(number, one, many));
  }

  private Utterance closedUntil(Piece day, LocalTime opening) {
    return Utterance.of(Prompt.LINE_CLOSED).then(Piece.OPENS, day).then(at(opening));
  }

  private Utterance waitThen(Duration wait, Piece then) {
    long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
    var length =
        minutes < 120
            ? count(minutes, Piece.ONE_MINUTE, Piece.MINUTES)
            : count((minutes + 59) / 60, Piece.ONE_HOUR, Piece.HOURS);
    return Utterance.of(Piece.WAIT_FOR).then(length).then(then);
  }

  private Utterance count(long number, Piece one, Piece many) {
    if (number < 0 || number > LARGEST) {
      throw new IllegalArgumentException("cannot say " + number);
    }
    return grammar.count(number, one, many);
  }

  private Utterance spelled(String text) {
    var groups = new ArrayList<Utterance>();
    for (var group : Spelling.groups(text)) {
      groups.add(Utterance.of(group.chars().mapToObj(this::character).toArray(Piece[]::new)));
    }
    return Utterance.paused(groups);
  }

  private Piece character(int character) {
    if (character == '_') {
      return Piece.UNDERSCORE;
    }
    return character >= 'a' ? Piece.LETTER_A.plus(character - 'a') : grammar.digit(character - '0');
  }
}
