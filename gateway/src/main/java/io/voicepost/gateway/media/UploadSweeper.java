package io.voicepost.gateway.media;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes uploads that nobody posted, once an hour.
public final class UploadSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UploadSweeper.class);

  private final Uploads uploads;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("upload-sweeper").factory());

  private UploadSweeper(Uploads uploads) {
    this.uploads = uploads;
  }

  public static UploadSweeper start(Uploads uploads) {
    var sweeper = new UploadSweeper(uploads);
    var _ = sweeper.timer.scheduleWithFixedDelay(sweeper::sweep, 2, 60, TimeUnit.MINUTES);
    return sweeper;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void sweep() {
    try {
      uploads.sweep();
    } catch (IOException | RuntimeException e) {
      log.warn("Uploads that nobody posted were not swept; again in an hour.", e);
    }
  }
}
