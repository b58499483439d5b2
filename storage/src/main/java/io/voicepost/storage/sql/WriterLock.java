package io.voicepost.storage.sql;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Lets writers in: one after the other in the order of their coming, or all at once.
interface WriterLock {
  /// Waits for a turn, which ends with the closing of what this returns.
  ///
  /// @throws IOException if the turn does not come in time
  Permit acquire() throws IOException;

  /// Ends a turn.
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  static WriterLock unlimited() {
    return () -> () -> {};
  }

  static WriterLock exclusive(Duration timeout) {
    var lock = new ReentrantLock(true);
    return () -> {
      try {
        if (!lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("the database has too much to write");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting to write", e);
      }
      return lock::unlock;
    };
  }
}
