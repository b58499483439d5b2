package io.voicepost.gateway.media;

import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.CaptionStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has captions written by machine, one recording after the other: what is pending stands in the
/// database, so that a crash or a service that is away only makes them late. A recording that fails
/// time and again is given up.
public final class CaptionWorker implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final int MOST_ATTEMPTS = 5;

  /// For what is done besides waiting for the service.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(CaptionWorker.class);

  private final CaptionStore captions;
  private final AudioStore audio;
  private final TranscriptionConfig service;
  private final TranscriptionClient hook;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread worker =
      Thread.ofVirtual().name("captioner").unstarted(this::workUntilClosed);

  CaptionWorker(CaptionStore captions, AudioStore audio, TranscriptionConfig service, Clock clock) {
    this.captions = captions;
    this.audio = audio;
    this.service = service;
    this.hook = new TranscriptionClient(service);
    this.clock = clock;
  }

  public static CaptionWorker start(
      CaptionStore captions, AudioStore audio, TranscriptionConfig service, Clock clock) {
    var captionWorker = new CaptionWorker(captions, audio, service, clock);
    captionWorker.worker.start();
    return captionWorker;
  }

  /// Gives up the recording in hand, which is taken up again later.
  @Override
  public void close() {
    closing.countDown();
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hook.close();
  }

  private void workUntilClosed() {
    try {
      do {
        while (closing.getCount() > 0 && turn()) {
          // the next one
        }
      } while (!closing.await(TURN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does one recording; `false` if none is due, or the database did not answer.
  boolean turn() throws InterruptedException {
    try {
      var job = captions.take(clock.instant(), service.patience().plus(SLACK));
      if (job.isPresent()) {
        caption(job.get());
      }
      return job.isPresent();
    } catch (IOException e) {
      log.warn("caption queue not read next={}s error=\"{}\"", TURN.toSeconds(), e.toString());
      return false;
    } catch (RuntimeException e) {
      log.error("captions failed next=retry", e);
      return false;
    }
  }

  private void caption(CaptionStore.Job job) throws IOException, InterruptedException {
    var id = job.voice().recording();
    var rendition = job.voice().renditions().getFirst();
    var sound = audio.get(rendition.key());
    if (sound.isEmpty()) {
      captions.giveUp(id); // it is being deleted
      return;
    }
    try {
      var heard = hook.transcribe(id + ".mp3", sound.get(), rendition.mediaType());
      captions.heard(id, service.language(), heard.toString(), clock.instant());
      log.info("captions ready recording={} cues={}", id, heard.cues().size());
    } catch (IOException | WebVttException e) {
      failed(job, e);
    }
  }

  private void failed(CaptionStore.Job job, Exception reason) throws IOException {
    var id = job.voice().recording();
    if (job.attempt() >= MOST_ATTEMPTS) {
      captions.giveUp(id);
      log.error(
          "captions given up recording={} attempt={} error=\"{}\"",
          id,
          job.attempt(),
          reason.toString());
      return;
    }
    var delay = FIRST_RETRY.multipliedBy(1L << (2 * (job.attempt() - 1)));
    captions.again(id, clock.instant().plus(delay));
    log.warn(
        "captions failed recording={} attempt={} next={}s error=\"{}\"",
        id,
        job.attempt(),
        delay.toSeconds(),
        reason.toString());
  }
}
