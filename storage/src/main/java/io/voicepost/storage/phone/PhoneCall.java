package io.voicepost.storage.phone;

import io.voicepost.storage.PhoneKey;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.TextRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A call as fair use counts it. Calls with a withheld number count together, line by line.
///
/// @param id one call, one id
/// @param lease how long it counts as going on when nobody says that it ended; what a call can last
///   at most, or less where [CallStore#renew] is called in time
public record PhoneCall(
    RecordingId id, String line, Optional<PhoneKey> phone, Instant beganAt, Duration lease) {
  public PhoneCall {
    TextRules.checkLineNumber(line);
    if (!lease.isPositive()) {
      throw new IllegalArgumentException("a call lasts");
    }
  }

  /// Under what it is counted.
  public String caller() {
    return phone.map(PhoneKey::hex).orElse("withheld " + line);
  }
}
