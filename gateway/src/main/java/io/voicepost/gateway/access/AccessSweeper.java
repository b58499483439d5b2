package io.voicepost.gateway.access;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets codes and sessions that ended, every ten minutes.
public final class AccessSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessSweeper.class);

  private final Tokens tokens;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("access-sweeper").factory());

  private AccessSweeper(Tokens tokens) {
    this.tokens = tokens;
  }

  public static AccessSweeper start(Access access) {
    var sweeper = new AccessSweeper(access.tokens());
    var _ = sweeper.timer.scheduleWithFixedDelay(sweeper::sweep, 1, 10, TimeUnit.MINUTES);
    return sweeper;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void sweep() {
    try {
      tokens.sweep();
    } catch (IOException | RuntimeException e) {
      log.warn("Ended codes and sessions were not swept; again in ten minutes.", e);
    }
  }
}
