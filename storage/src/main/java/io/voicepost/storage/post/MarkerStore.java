package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.util.List;

/// How far accounts have read. Safe for many threads; `IOException` means the database did not
/// answer.
public interface MarkerStore {
  /// All marks of an account.
  List<Marker> of(AccountId account) throws IOException;

  /// Moves a mark, forward or back, and returns it.
  Marker move(AccountId account, Marker.MarkedTimeline timeline, long lastRead) throws IOException;
}
