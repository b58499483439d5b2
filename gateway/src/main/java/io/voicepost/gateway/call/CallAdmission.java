package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.AsyncLookup;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.ServiceLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who calls, and counts the call, beside the conversation, so that a slow database keeps
/// nobody waiting for long.
final class CallAdmission {
  /// A database that takes longer to admit a call has lost it.
  private static final Duration SLOWEST_ADMISSION = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(CallAdmission.class);

  private final CallerIdentification callers;
  private final CallCounter counter;
  private final IncomingCall call;
  private final ServiceLine line;
  private final Clock clock;
  private final Instant at;
  private final RecordingId id;
  private final AsyncLookup<AnsweredCall> lookup;
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile Instant end = Instant.MAX;

  private CallAdmission(
      CallerIdentification callers,
      CallCounter counter,
      IncomingCall call,
      ServiceLine line,
      Clock clock) {
    this.callers = callers;
    this.counter = counter;
    this.call = call;
    this.line = line;
    this.clock = clock;
    this.at = clock.instant();
    this.id = RecordingId.at(at);
    this.lookup = AsyncLookup.begin("caller", this::arrival);
  }

  static CallAdmission begin(
      CallerIdentification callers,
      CallCounter counter,
      IncomingCall call,
      ServiceLine line,
      Clock clock) {
    var admission = new CallAdmission(callers, counter, call, line, clock);
    Thread.ofVirtual().name("call-lease").start(admission::keepCounting);
    return admission;
  }

  private AnsweredCall arrival() {
    var caller = callers.caller(call, line);
    var origin = callers.origin(call, line);
    return new AnsweredCall(caller, origin, counter.admit(id, line, callers.countedAs(caller), at));
  }

  /// Who calls; unresolved if it cannot be found out within `patience` from now.
  AnsweredCall await(Duration patience) {
    return lookup.await(patience).orElseGet(this::unresolved);
  }

  private AnsweredCall unresolved() {
    return new AnsweredCall(
        callers.unresolved(call, line),
        call.unsigned(),
        new CallVerdict.Admitted(Optional.empty()));
  }

  /// The call is over. Nobody waits until that is written down; if it never is, the call counts
  /// until its lease ends.
  void ended() {
    end = clock.instant();
    hungUp.countDown();
  }

  /// An end that is written before its beginning ends nothing: the beginning comes first, however
  /// slow the database is and whoever still waits for it.
  private void keepCounting() {
    try {
      while (!hungUp.await(counter.renewal().toMillis(), TimeUnit.MILLISECONDS)) {
        counter.renew(id, clock.instant());
      }
      if (!lookup.isOver(SLOWEST_ADMISSION)) {
        log.warn("call admission late call={} next=lease-end", id);
      }
      counter.ended(id, end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
