package io.voicepost.gateway.publish;

import io.voicepost.gateway.microblog.Posting;
import io.voicepost.storage.WaitingStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// Deletes what was held for a while and nobody let through. Safe beside others of its kind.
public final class Expiry {
  private static final int PAGE = 100;

  private final WaitingStore waiting;
  private final Posting posting;
  private final Clock clock;

  public Expiry(WaitingStore waiting, Posting posting, Clock clock) {
    this.waiting = waiting;
    this.posting = posting;
    this.clock = clock;
  }

  /// Deletes all that is due.
  public void sweep() throws IOException {
    var due = waiting.expired(clock.instant(), PAGE);
    while (!due.isEmpty()) {
      boolean any = false;
      for (var recording : due) {
        any |= posting.discard(recording);
      }
      due = any ? waiting.expired(clock.instant(), PAGE) : List.of();
    }
  }
}
