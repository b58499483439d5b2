package io.voicepost.gateway.agi;

import java.io.IOException;
import java.util.LinkedHashSet;

/// The connections that have not yet shown the secret. They hold no slot of a call. Of too many the
/// oldest is closed: our Asterisk says at once who it is, and gets through however many others say
/// nothing. Safe for many threads.
final class PendingConnections {
  /// More than there are calls at once in the worst of bursts.
  static final int MOST = 1000;

  private final LinkedHashSet<AgiConnection> oldestFirst = new LinkedHashSet<>();

  synchronized void add(AgiConnection connection) throws IOException {
    if (oldestFirst.size() >= MOST) {
      oldestFirst.removeFirst().close();
    }
    oldestFirst.add(connection);
  }

  synchronized void remove(AgiConnection connection) {
    oldestFirst.remove(connection);
  }
}
