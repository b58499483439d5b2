package io.voicepost.gateway.identity;

import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.LinePolicy.Admission;
import io.voicepost.storage.phone.LineStore;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every rule of a line, in one place: asked of a call while it lasts, and all at once of what was
/// recorded while nobody could ask. A rule that is added here counts for both.
public enum LineRule {
  FAIR_USE(Moment.ANSWERED) {
    @Override
    Optional<Refusal> ask(Attempt it, LineStore lists) {
      return it.verdict() instanceof CallVerdict.Refused(var reason)
          ? Optional.of(new Refusal.UsedUp(reason))
          : Optional.empty();
    }
  },
  HOURS(Moment.ANSWERED) {
    @Override
    Optional<Refusal> ask(Attempt it, LineStore lists) {
      var hours = it.line().hours();
      return hours.isOpen(it.at())
          ? Optional.empty()
          : Optional.of(new Refusal.Closed(hours.opensAt(it.at())));
    }
  },
  DOOR(Moment.SPEAKING) {
    @Override
    Optional<Refusal> ask(Attempt it, LineStore lists) throws IOException {
      var policy = it.line().policy();
      boolean welcome =
          switch (it.caller()) {
            case Caller.Member member ->
                policy.admission() != Admission.LISTED
                    || lists.isListed(it.line().number(), member.account().id());
            case Caller.Stranger _, Caller.Withheld() ->
                policy.admission() == Admission.OPEN && policy.holdsStrangers();
            // Whoever it is, it is found out later, and asked then.
            case Caller.Unresolved _ -> true;
          };
      return welcome ? Optional.empty() : Optional.of(new Refusal.NotInvited());
    }
  },
  /// A call is cut at the line's limit; what was recorded without the line may be longer.
  LENGTH(Moment.SPOKEN) {
    @Override
    Optional<Refusal> ask(Attempt it, LineStore lists) {
      return it.sound().compareTo(it.line().longest().plus(LENGTH_SLACK)) > 0
          ? Optional.of(new Refusal.TooLong())
          : Optional.empty();
    }
  };

  private static final Duration LENGTH_SLACK = Duration.ofSeconds(2);

  /// When a call meets a rule.
  public enum Moment {
    ANSWERED,
    SPEAKING,
    SPOKEN
  }

  /// What is asked for.
  ///
  /// @param verdict what fair use says of the call
  /// @param at when the call was answered, or now, while it lasts
  /// @param sound how long the message is, zero as long as there is none
  public record Attempt(
      ServiceLine line, Caller caller, CallVerdict verdict, Instant at, Duration sound) {}

  /// Why not.
  public sealed interface Refusal {
    /// The caller, or the line, has had enough calls.
    record UsedUp(CallVerdict.LimitReached reason) implements Refusal {}

    /// @param opens when the line opens next, if it ever does
    record Closed(Optional<Instant> opens) implements Refusal {}

    /// The line takes no messages from this caller.
    record NotInvited() implements Refusal {}

    record TooLong() implements Refusal {}
  }

  private final Moment moment;

  LineRule(Moment moment) {
    this.moment = moment;
  }

  abstract Optional<Refusal> ask(Attempt it, LineStore lists) throws IOException;

  /// What a call is refused for at this moment.
  ///
  /// @throws IOException if the database did not answer
  public static Optional<Refusal> refusal(Moment moment, Attempt attempt, LineStore lists)
      throws IOException {
    return first(Stream.of(values()).filter(it -> it.moment == moment).toList(), attempt, lists);
  }

  /// What a message is refused for that was recorded while nobody could ask.
  ///
  /// @throws IOException if the database did not answer
  public static Optional<Refusal> refusal(Attempt attempt, LineStore lists) throws IOException {
    return first(List.of(values()), attempt, lists);
  }

  private static Optional<Refusal> first(List<LineRule> rules, Attempt attempt, LineStore lists)
      throws IOException {
    for (var rule : rules) {
      var refusal = rule.ask(attempt, lists);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }
}
