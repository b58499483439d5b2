package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.identity.Inquiry;
import io.voicepost.gateway.identity.SignedCall;
import io.voicepost.gateway.spool.Attestation;
import io.voicepost.gateway.spool.CallPath;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.CallVerdict;
import io.voicepost.storage.PhoneCall;
import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.ServiceLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who calls, and counts the call, while it is picked up, so that a slow database keeps
/// nobody waiting.
final class Reception {
  /// How long a call counts as going on though nobody says so: the longest message and menus.
  private static final Duration MENUS = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final CallParts parts;
  private final IncomingCall call;
  private final ServiceLine line;
  private final RecordingId id;
  private final Instant at;
  private final Inquiry<Arrival> inquiry;

  private Reception(CallParts parts, IncomingCall call, ServiceLine line, Instant at) {
    this.parts = parts;
    this.call = call;
    this.line = line;
    this.id = RecordingId.at(at);
    this.at = at;
    this.inquiry = Inquiry.begin("caller", this::arrival);
  }

  static Reception begin(CallParts parts, IncomingCall call, ServiceLine line, Instant now) {
    return new Reception(parts, call, line, now);
  }

  private Arrival arrival() {
    var caller = parts.directory().identify(call.presented(), line.region());
    return new Arrival(caller, new Origin(call.path(), attestation()), verdict(caller));
  }

  private Attestation attestation() {
    return call.path() == CallPath.BROWSER
        ? Attestation.NONE
        : parts
            .passports()
            .attestation(
                new SignedCall(
                    call.verifyResult(),
                    call.identity(),
                    call.presented(),
                    call.dialled(),
                    line.region()));
  }

  /// A database that does not answer refuses nobody.
  private CallVerdict verdict(Caller caller) {
    try {
      return parts.calls().admit(counted(caller), line.fairUse());
    } catch (IOException e) {
      log.warn("A call is not counted: {}", e.toString());
      return new CallVerdict.Admitted(Optional.empty());
    }
  }

  private PhoneCall counted(Caller caller) {
    return new PhoneCall(id, line.number(), phone(caller), at, line.longest().plus(MENUS));
  }

  private static Optional<PhoneKey> phone(Caller caller) {
    return switch (caller) {
      case Caller.Member member -> member.phone().map(it -> it.key());
      case Caller.Stranger(var phone) -> Optional.of(phone.key());
      case Caller.Unresolved(var phone) -> Optional.of(phone.key());
      case Caller.Withheld() -> Optional.empty();
    };
  }

  /// Who calls; unresolved if it cannot be found out within `patience` from now.
  Arrival await(Duration patience) {
    return inquiry.await(patience).orElseGet(this::unresolved);
  }

  private Arrival unresolved() {
    return new Arrival(
        parts.directory().unresolved(call.presented(), line.region()),
        new Origin(call.path(), Attestation.NONE),
        new CallVerdict.Admitted(Optional.empty()));
  }

  /// The call is over. Nobody waits until that is written down; if it never is, the call counts for
  /// a while longer.
  void ended(Instant now) {
    Thread.ofVirtual().name("end-of-call").start(() -> count(now));
  }

  private void count(Instant end) {
    try {
      parts.calls().ended(id, end);
    } catch (IOException e) {
      log.warn("The end of a call is not counted: {}", e.toString());
    }
  }
}
