package io.voicepost.gateway.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.spool.Spool;
import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes captured messages out of the spool, one a worker, and publishes them. A message that fails
/// for a while comes back later, one that can never be played goes to quarantine, and neither holds
/// up the others.
public final class PublishWorker implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  /// How often an idle worker looks whether the gateway is closing.
  private static final Duration LOOK_UP = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(PublishWorker.class);

  private final Spool spool;
  private final PublishPipeline pipeline;
  private final CaptionEditor captionEditor;
  private final MeterRegistry meters;
  private final Timer duration;
  private final Map<SpooledRecording, Retry> retries = new ConcurrentHashMap<>();
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closing;

  /// What follows a failure.
  ///
  /// @param attempt which one failed, from 1 on, since the gateway started
  /// @param delay until the next one
  private record Retry(int attempt, Duration delay) {
    static final Retry FIRST = new Retry(1, FIRST_RETRY);

    Retry next() {
      var twice = delay.multipliedBy(2);
      return new Retry(attempt + 1, twice.compareTo(LAST_RETRY) < 0 ? twice : LAST_RETRY);
    }
  }

  private PublishWorker(
      Spool spool, PublishPipeline pipeline, CaptionEditor captionEditor, MeterRegistry meters) {
    this.spool = spool;
    this.pipeline = pipeline;
    this.captionEditor = captionEditor;
    this.meters = meters;
    this.duration =
        Timer.builder("voicepost.publish")
            .description("From taking a message out of the spool to its post")
            .publishPercentileHistogram()
            .register(meters);
  }

  /// Starts `workers` workers on what is in the spool and what comes.
  public static PublishWorker start(
      Spool spool,
      PublishPipeline pipeline,
      CaptionEditor captionEditor,
      MeterRegistry meters,
      int workers) {
    var publisher = new PublishWorker(spool, pipeline, captionEditor, meters);
    for (int i = 0; i < workers; i++) {
      publisher.workers.add(
          Thread.ofVirtual().name("publisher-", i).start(publisher::workUntilClosed));
    }
    return publisher;
  }

  /// Lets each worker finish the message in hand, for 30 seconds at most. What was not finished is
  /// still in the spool.
  @Override
  public void close() {
    closing = true;
    try {
      for (var worker : workers) {
        if (!worker.join(Duration.ofSeconds(30))) {
          log.warn("publisher not finished worker={} next=restart", worker.getName());
          worker.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workUntilClosed() {
    try {
      while (!closing) {
        var message = spool.take(LOOK_UP);
        if (message.isPresent()) {
          turn(message.get());
        }
      }
    } catch (InterruptedException e) {
      log.warn("publisher interrupted next=restart");
    }
  }

  private void turn(SpooledRecording message) throws InterruptedException {
    var id = message.facts().recording();
    var sample = Timer.start();
    try {
      var outcome = pipeline.publish(message);
      captionEditor.request(id);
      spool.confirm(message);
      retries.remove(message);
      forgetIfDeleted(message, outcome);
      sample.stop(duration);
      count(outcome.name());
      log.info("publish finished recording={} outcome={}", id, outcome.label());
    } catch (UnplayableAudioException e) {
      quarantine(message, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      var retry = later(message);
      log.warn(
          "publish failed recording={} attempt={} next={}s error=\"{}\"",
          id,
          retry.attempt(),
          retry.delay().toSeconds(),
          e.toString());
    } catch (RuntimeException | Error e) {
      // An error, too: a worker that ended would leave its message in no line.
      var retry = later(message);
      log.error(
          "publish failed recording={} attempt={} next={}s",
          id,
          retry.attempt(),
          retry.delay().toSeconds(),
          e);
    }
  }

  /// Whoever deleted it before it was confirmed found nothing to forget in the spool.
  private void forgetIfDeleted(SpooledRecording message, PublishPipeline.PublishOutcome outcome) {
    var id = message.facts().recording();
    try {
      if (outcome == PublishPipeline.PublishOutcome.GONE || pipeline.isGone(message)) {
        spool.forget(id);
      }
    } catch (IOException e) {
      log.warn("spool delete failed recording={} next=sweep error=\"{}\"", id, e.toString());
    }
  }

  private void quarantine(SpooledRecording message, String reason) {
    var id = message.facts().recording();
    try {
      spool.quarantine(message, reason);
      retries.remove(message);
      count("quarantined");
      log.error("recording quarantined recording={} reason=\"{}\"", id, reason);
    } catch (IOException e) {
      var retry = later(message);
      log.error(
          "quarantine failed recording={} attempt={} next={}s",
          id,
          retry.attempt(),
          retry.delay().toSeconds(),
          e);
    }
  }

  private Retry later(SpooledRecording message) {
    count("delayed");
    var retry = retries.merge(message, Retry.FIRST, (last, _) -> last.next());
    spool.again(message, retry.delay());
    return retry;
  }

  private void count(String outcome) {
    meters.counter("voicepost.messages", "outcome", outcome).increment();
  }
}
