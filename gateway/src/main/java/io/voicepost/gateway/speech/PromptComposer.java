package io.voicepost.gateway.speech;

import io.voicepost.storage.Handle;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Says in one language what is not known beforehand: numbers, names, times, and every sentence
/// with a hole in it. What it makes are sounds of that language. Immutable.
public final class PromptComposer {
  /// The largest number that can be said.
  public static final long LARGEST = 999_999_999_999L;

  private final PromptLanguage language;

  private PromptComposer(PromptLanguage language) {
    this.language = language;
  }

  public static PromptComposer of(PromptLanguage language) {
    return new PromptComposer(language);
  }

  /// Reads the rules of all languages, so that no caller waits for them: ICU takes some hundred
  /// milliseconds for the first.
  public static void readRules() {
    PromptLanguage.all().forEach(PromptGrammar::of);
  }

  public PromptLanguage language() {
    return language;
  }

  /// A cardinal number.
  ///
  /// @throws IllegalArgumentException below 0 and above [#LARGEST]
  public Utterance number(long number) {
    return grammar().number(checked(number));
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
      return Utterance.of(PromptPiece.JUST_NOW);
    }
    if (age.toMinutes() < 1) {
      return count(age.toSeconds(), PromptPattern.SECONDS_AGO);
    }
    if (age.toHours() < 1) {
      return count(age.toMinutes(), PromptPattern.MINUTES_AGO);
    }
    return age.toDays() < 1
        ? count(age.toHours(), PromptPattern.HOURS_AGO)
        : count(age.toDays(), PromptPattern.DAYS_AGO);
  }

  /// "once", "twice", "12 times".
  public Utterance times(long number) {
    return count(number, PromptPattern.TIMES);
  }

  /// "at nine thirty a.m.", to the minute.
  public Utterance at(LocalTime time) {
    long hour = time.getHour();
    return grammar()
        .say(
            PromptPattern.TIME,
            Map.of(
                "hour", hour, "hour12", (hour + 11) % 12 + 1, "minute", (long) time.getMinute()));
  }

  /// "You posted two minutes ago. To take it down, press 9."
  public Utterance postedAgo(Duration age) {
    return Utterance.of(PromptPiece.POSTED_BEFORE).then(ago(age)).then(PromptPiece.POSTED_AFTER);
  }

  /// "From f a y e, two minutes ago": before a post or a reply.
  public Utterance from(Handle speaker, Duration age) {
    var name = Utterance.of(PromptPiece.FROM).then(handle(speaker));
    return Utterance.paused(List.of(name, ago(age)));
  }

  /// "Your last post was heard 12 times, and reposted once."
  public Utterance lastPost(long heard, long reposted) {
    return Utterance.of(PromptPiece.LAST_POST_HEARD)
        .then(times(heard))
        .then(PromptPiece.AND_REPOSTED)
        .then(times(reposted));
  }

  /// "You have three replies", or that there are none.
  public Utterance replies(long number) {
    return number == 0 ? Utterance.of(Prompt.NO_REPLIES) : youHave(number, PromptPattern.REPLIES);
  }

  /// "You have three unpublished messages", or that there are none.
  public Utterance drafts(long number) {
    return number == 0 ? Utterance.of(Prompt.NO_DRAFTS) : youHave(number, PromptPattern.DRAFTS);
  }

  /// "This line is closed now. It opens today at nine a.m."
  public Utterance closedUntilToday(LocalTime opening) {
    return closedUntil(PromptPiece.TODAY, opening);
  }

  public Utterance closedUntilTomorrow(LocalTime opening) {
    return closedUntil(PromptPiece.TOMORROW, opening);
  }

  /// "This line is closed now. It opens on Monday at nine a.m."
  public Utterance closedUntil(DayOfWeek day, LocalTime opening) {
    return closedUntil(PromptPiece.MONDAY.plus(day.getValue() - 1), opening);
  }

  /// "You have called too often. Please wait twelve minutes, and then call again."
  ///
  /// @param wait rounded up to minutes, or to hours from two hours on
  public Utterance tooManyCalls(Duration wait) {
    return Utterance.of(Prompt.TOO_MANY_CALLS).then(waitThen(wait, PromptPiece.THEN_CALL));
  }

  /// "Too many wrong PINs. Please wait twelve minutes, and then try again."
  ///
  /// @param wait rounded up to minutes, or to hours from two hours on
  public Utterance pinLocked(Duration wait) {
    return Utterance.of(Prompt.PIN_LOCKED).then(waitThen(wait, PromptPiece.THEN_TRY));
  }

  /// "This phone now belongs to f a y e."
  public Utterance linkedTo(Handle owner) {
    return Utterance.of(PromptPiece.LINKED_TO).then(handle(owner));
  }

  /// "This phone already belongs to f a y e."
  public Utterance alreadyLinkedTo(Handle owner) {
    return Utterance.of(PromptPiece.ALREADY_LINKED_TO).then(handle(owner));
  }

  /// "Your name is f a y e. Your claim code is 123 456. Once more: 123 456", and what to do with
  /// it.
  public Utterance newAccount(Handle name, String claimCode) {
    return Utterance.paused(
            List.of(
                Utterance.of(PromptPiece.YOUR_NAME).then(handle(name)),
                Utterance.of(PromptPiece.YOUR_CODE).then(digits(claimCode)),
                Utterance.of(PromptPiece.ONCE_MORE).then(digits(claimCode))))
        .then(Prompt.CLAIM_ON_WEB);
  }

  /// "Your code for a new password is 123 456 78. Once more: 123 456 78", and what to do with it.
  public Utterance newPassword(String code) {
    return Utterance.paused(
            List.of(
                Utterance.of(PromptPiece.YOUR_PASSWORD_CODE).then(digits(code)),
                Utterance.of(PromptPiece.ONCE_MORE).then(digits(code))))
        .then(Prompt.PASSWORD_ON_WEB);
  }

  /// "Prompt 101."
  public Utterance promptNumbered(int number) {
    return Utterance.of(PromptPiece.PROMPT_NUMBERED).then(digits("" + number));
  }

  private Utterance youHave(long number, PromptPattern what) {
    return Utterance.of(PromptPiece.YOU_HAVE).then(count(number, what));
  }

  private Utterance closedUntil(PromptPiece day, LocalTime opening) {
    return Utterance.of(Prompt.LINE_CLOSED).then(PromptPiece.OPENS, day).then(at(opening));
  }

  private Utterance waitThen(Duration wait, PromptPiece then) {
    long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
    var length =
        minutes < 120
            ? count(minutes, PromptPattern.MINUTES)
            : count((minutes + 59) / 60, PromptPattern.HOURS);
    return Utterance.of(PromptPiece.WAIT_FOR).then(length).then(then);
  }

  private Utterance count(long number, PromptPattern what) {
    return grammar().say(what, Map.of("n", checked(number)));
  }

  private PromptGrammar grammar() {
    return PromptGrammar.of(language);
  }

  private static long checked(long number) {
    if (number < 0 || number > LARGEST) {
      throw new IllegalArgumentException("cannot say " + number);
    }
    return number;
  }

  private Utterance spelled(String text) {
    var groups = new ArrayList<Utterance>();
    for (var group : Spelling.groups(text)) {
      groups.add(
          group.chars().mapToObj(this::character).reduce(Utterance.NOTHING, Utterance::then));
    }
    return Utterance.paused(groups);
  }

  private Utterance character(int character) {
    if (character == '_') {
      return Utterance.of(PromptPiece.UNDERSCORE);
    }
    return character >= 'a'
        ? Utterance.of(PromptPiece.LETTER_A.plus(character - 'a'))
        : count(character - '0', PromptPattern.DIGIT);
  }
}
