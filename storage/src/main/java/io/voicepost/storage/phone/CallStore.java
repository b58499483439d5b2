package io.voicepost.storage.phone;

import io.voicepost.storage.RecordingId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Calls of the last day, to tell when it is enough. Safe for many threads and nodes. `IOException`
/// means the database did not answer: repeat the call later.
public interface CallStore {
  /// Begins a call if fair use admits it: of many at once no more than `limits` says. Beginning a
  /// call again that is going on admits it again and counts it once.
  CallVerdict admit(PhoneCall call, FairUse limits) throws IOException;

  /// Says that a call still goes on and counts for `lease` from `now`, should nobody hear of it
  /// again; `false` if it ended or never began.
  boolean renew(RecordingId call, Instant now, Duration lease) throws IOException;

  /// The first end counts.
  void ended(RecordingId call, Instant at) throws IOException;

  /// Forgets calls that began before `before`.
  void forgetBefore(Instant before) throws IOException;
}
