package io.voicepost.storage.access;

import java.io.IOException;
import java.time.Instant;

/// Signed claims about callers, so that none is believed twice. Safe for many threads and nodes.
/// `IOException` means the database did not answer: repeat the call later.
public interface PassportStore {
  /// `true` for the first who asks, and for nobody after.
  boolean isFirst(CodeKey passport, Instant now) throws IOException;

  /// Forgets what was seen before `before`.
  void forgetBefore(Instant before) throws IOException;
}
