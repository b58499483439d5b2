package io.voicepost.gateway.call;

import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.phone.CallStore;
import io.voicepost.storage.phone.CallVerdict;
import io.voicepost.storage.phone.PhoneCall;
import io.voicepost.storage.phone.ServiceLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts calls, for fair use. Nothing here fails: what cannot be written down is not counted. Safe
/// for many calls at once.
///
/// @param renewal how often a call says that it goes on. Three times as long it counts if it never
///   says so again, as when its gateway died.
record CallCounter(CallStore calls, Duration renewal) {
  static final Duration RENEWAL = Duration.ofSeconds(30);

  private static final int MISSED = 3;
  private static final Logger log = LoggerFactory.getLogger(CallCounter.class);

  /// A database that does not answer refuses nobody.
  ///
  /// @param id the call's
  /// @param caller by what the caller's calls are counted
  CallVerdict admit(RecordingId id, ServiceLine line, Optional<PhoneKey> caller, Instant at) {
    try {
      return calls.admit(new PhoneCall(id, line.number(), caller, at, lease()), line.fairUse());
    } catch (IOException e) {
      log.warn("call not counted call={} line={} error=\"{}\"", id, line.number(), e.toString());
      return new CallVerdict.Admitted(Optional.empty());
    }
  }

  void renew(RecordingId id, Instant at) {
    try {
      calls.renew(id, at, lease());
    } catch (IOException e) {
      log.warn("call renewal failed call={} error=\"{}\"", id, e.toString());
    }
  }

  void ended(RecordingId id, Instant at) {
    try {
      calls.ended(id, at);
    } catch (IOException e) {
      log.warn("call end not counted call={} error=\"{}\"", id, e.toString());
    }
  }

  private Duration lease() {
    return renewal.multipliedBy(MISSED);
  }
}
