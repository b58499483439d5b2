package io.voicepost.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes again and again what is over. A sweep that fails is logged; the next one comes all the
/// same.
final class Sweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final String what;
  private final Duration period;
  private final Sweep sweep;
  private final ScheduledExecutorService timer;

  /// Removes what is over now.
  interface Sweep {
    void run() throws IOException;
  }

  private Sweeper(String what, Duration period, Sweep sweep) {
    this.what = what;
    this.period = period;
    this.sweep = sweep;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sweeper of " + what).factory());
  }

  /// @param what is swept, for the log
  /// @param first after which the first sweep begins
  /// @param period from the end of a sweep to the next one
  static Sweeper start(String what, Duration first, Duration period, Sweep sweep) {
    var sweeper = new Sweeper(what, period, sweep);
    var _ =
        sweeper.timer.scheduleWithFixedDelay(
            sweeper::turn, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return sweeper;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void turn() {
    try {
      sweep.run();
    } catch (IOException | RuntimeException e) {
      log.warn("sweep failed sweep=\"{}\" next={}s", what, period.toSeconds(), e);
    }
  }
}
