package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.AsyncLookup;
import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.SignedCall;
import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.PhoneCall;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
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
  /// How often a call says that it goes on. Three times as long it counts if it never says so
  /// again, as when its gateway died.
  static final Duration RENEWAL = Duration.ofSeconds(30);

  private static final int MISSED = 3;

  /// A database that takes longer to admit a call has lost it.
  private static final Duration SLOWEST_ADMISSION = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(CallAdmission.class);

  private final CallParts parts;
  private final IncomingCall call;
  private final ServiceLine line;
  private final Clock clock;
  private final Duration renewal;
  private final Instant at;
  private final RecordingId id;
  private final AsyncLookup<AnsweredCall> lookup;
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile Instant end = Instant.MAX;

  private CallAdmission(
      CallParts parts, IncomingCall call, ServiceLine line, Clock clock, Duration renewal) {
    this.parts = parts;
    this.call = call;
    this.line = line;
    this.clock = clock;
    this.renewal = renewal;
    this.at = clock.instant();
    this.id = RecordingId.at(at);
    this.lookup = AsyncLookup.begin("caller", this::arrival);
  }

  /// @param renewal how often the call says that it goes on
  static CallAdmission begin(
      CallParts parts, IncomingCall call, ServiceLine line, Clock clock, Duration renewal) {
    var admission = new CallAdmission(parts, call, line, clock, renewal);
    Thread.ofVirtual().name("call-lease").start(admission::keepCounting);
    return admission;
  }

  private AnsweredCall arrival() {
    var caller = caller();
    return new AnsweredCall(caller, origin(attestation()), verdict(caller));
  }

  private Caller caller() {
    return call.proof() instanceof CallerProof.SignedIn(var member)
        ? member
        : parts.directory().identify(call.presented(), line.region());
  }

  private Origin origin(Attestation attestation) {
    return new Origin(call.path(), attestation, call.id());
  }

  /// The browser phone's number is ours, and signed by nobody.
  private Attestation attestation() {
    return call.path() != CallPath.BROWSER
            && call.proof() instanceof CallerProof.Signature(var verifyResult, var identity)
        ? parts
            .passports()
            .attestation(
                new SignedCall(
                    verifyResult, identity, call.presented(), call.dialled(), line.region()))
        : Attestation.NONE;
  }

  /// A database that does not answer refuses nobody.
  private CallVerdict verdict(Caller caller) {
    try {
      return parts.calls().admit(counted(caller), line.fairUse());
    } catch (IOException e) {
      log.warn("call not counted call={} line={} error=\"{}\"", id, line.number(), e.toString());
      return new CallVerdict.Admitted(Optional.empty());
    }
  }

  private PhoneCall counted(Caller caller) {
    return new PhoneCall(id, line.number(), parts.directory().countedAs(caller), at, lease());
  }

  /// Who calls; unresolved if it cannot be found out within `patience` from now.
  AnsweredCall await(Duration patience) {
    return lookup.await(patience).orElseGet(this::unresolved);
  }

  private AnsweredCall unresolved() {
    var caller =
        call.proof() instanceof CallerProof.SignedIn(var member)
            ? member
            : parts.directory().unresolved(call.presented(), line.region());
    return new AnsweredCall(
        caller, origin(Attestation.NONE), new CallVerdict.Admitted(Optional.empty()));
  }

  private Duration lease() {
    return renewal.multipliedBy(MISSED);
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
      while (!hungUp.await(renewal.toMillis(), TimeUnit.MILLISECONDS)) {
        renew();
      }
      if (!lookup.isOver(SLOWEST_ADMISSION)) {
        log.warn("call admission late call={} next=lease-end", id);
      }
      parts.calls().ended(id, end);
    } catch (IOException e) {
      log.warn("call end not counted call={} error=\"{}\"", id, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() {
    try {
      parts.calls().renew(id, clock.instant(), lease());
    } catch (IOException e) {
      log.warn("call renewal failed call={} error=\"{}\"", id, e.toString());
    }
  }
}
