package io.voicepost.gateway.call;

import static io.voicepost.gateway.speech.Prompt.INVITED_ONLY;
import static io.voicepost.gateway.speech.Prompt.LINE_BUSY;
import static io.voicepost.gateway.speech.Prompt.LINE_CLOSED;
import static io.voicepost.gateway.speech.Prompt.MEMBERS_ONLY;
import static io.voicepost.gateway.speech.Prompt.NO_MINUTES_LEFT;

import io.voicepost.gateway.identity.LineRule;
import io.voicepost.gateway.identity.LineRule.Refusal;
import io.voicepost.gateway.speech.Utterance;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.LinePolicy.Admission;
import io.voicepost.storage.phone.LineStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may come in, and what those hear who may not. For one call.
final class CallScreening {
  /// What a caller who calls too often is told to wait: it is true of the limit of an hour, at the
  /// most.
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(CallScreening.class);

  private final CallSession session;
  private final LineStore lists;

  /// @param lists who may speak on lines that take only those they know
  CallScreening(CallSession session, LineStore lists) {
    this.session = session;
    this.lists = lists;
  }

  /// Why the call is not taken, after saying so; empty if it is.
  Optional<CallOutcome> refusal() {
    var refusal = asked(LineRule.Moment.ANSWERED);
    refusal.ifPresent(it -> session.tell(said(it)));
    return refusal.map(it -> new CallOutcome.Refused(name(it)));
  }

  /// Whoever cannot be asked for lets nobody in.
  private Optional<Refusal> asked(LineRule.Moment moment) {
    try {
      return LineRule.refusal(moment, session.attempt(), lists);
    } catch (IOException e) {
      log.warn(
          "caller check failed line={} next=refuse error=\"{}\"",
          session.line().number(),
          e.toString());
      return Optional.of(new Refusal.NotInvited());
    }
  }

  private static String name(Refusal refusal) {
    return switch (refusal) {
      case Refusal.UsedUp(var reason) -> reason.name().toLowerCase(Locale.ROOT);
      case Refusal.Closed _ -> "closed";
      case Refusal.NotInvited() -> "not_invited";
      case Refusal.TooLong() -> "too_long";
    };
  }

  private Utterance said(Refusal refusal) {
    return switch (refusal) {
      case Refusal.UsedUp(var reason) -> said(reason);
      case Refusal.Closed(var opening) -> closed(opening);
      case Refusal.NotInvited(), Refusal.TooLong() -> notHere();
    };
  }

  private Utterance said(CallVerdict.LimitReached reason) {
    return switch (reason) {
      case TOO_MANY_THIS_HOUR -> session.composer().tooManyCalls(AN_HOUR);
      case TOO_MANY_AT_ONCE, LINE_BUSY -> Utterance.of(LINE_BUSY);
      case MINUTES_USED_UP -> Utterance.of(NO_MINUTES_LEFT);
    };
  }

  private Utterance closed(Optional<Instant> opening) {
    if (opening.isEmpty()) {
      return Utterance.of(LINE_CLOSED);
    }
    var zone = session.line().hours().zone();
    var at = opening.get().atZone(zone);
    long days = session.now().atZone(zone).toLocalDate().until(at.toLocalDate(), ChronoUnit.DAYS);
    var time = at.toLocalTime();
    return days == 0
        ? session.composer().closedUntilToday(time)
        : days == 1
            ? session.composer().closedUntilTomorrow(time)
            : session.composer().closedUntil(at.getDayOfWeek(), time);
  }

  /// Whether the caller may leave a message on this line.
  boolean maySpeak() {
    return asked(LineRule.Moment.SPEAKING).isEmpty();
  }

  /// What somebody hears who may not speak here.
  Utterance notHere() {
    return Utterance.of(
        session.line().policy().admission() == Admission.LISTED ? INVITED_ONLY : MEMBERS_ONLY);
  }
}
