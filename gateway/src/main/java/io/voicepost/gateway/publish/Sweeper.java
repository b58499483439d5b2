package io.voicepost.gateway.publish;

import io.voicepost.gateway.spool.Spool;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the spool of what was confirmed long ago, once an hour.
public final class Sweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final Spool spool;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("sweeper").factory());

  private Sweeper(Spool spool) {
    this.spool = spool;
  }

  public static Sweeper start(Spool spool) {
    var sweeper = new Sweeper(spool);
    var _ = sweeper.timer.scheduleWithFixedDelay(sweeper::sweep, 0, 1, TimeUnit.HOURS);
    return sweeper;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void sweep() {
    try {
      spool.sweep();
    } catch (IOException | RuntimeException e) {
      log.warn("The spool was not swept; again in an hour.", e);
    }
  }
}
