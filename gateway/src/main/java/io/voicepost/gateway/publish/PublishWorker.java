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
  private final Map<SpooledRecording, Duration> delays = new ConcurrentHashMap<>();
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closing;

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
          log.warn("{} did not finish in time; its message stays in the spool.", worker.getName());
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
      log.warn("A publisher was interrupted; its message stays in the spool.");
    }
  }

  private void turn(SpooledRecording message) throws InterruptedException {
    var id = message.facts().recording();
    var sample = Timer.start();
    try {
      var outcome = pipeline.publish(message);
      captionEditor.request(id);
      spool.confirm(message);
      delays.remove(message);
      forgetIfDeleted(message, outcome);
      sample.stop(duration);
      count(outcome.name());
      log.info("Recording {} is {}.", id, outcome.said());
    } catch (UnplayableAudioException e) {
      quarantine(message, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      var delay = later(message);
      log.warn("Recording {} has to wait {} s: {}", id, delay.toSeconds(), e.toString());
    } catch (RuntimeException | Error e) {
      // An error, too: a worker that ended would leave its message in no line.
      var delay = later(message);
      log.error("Recording {} met a bug; tried again in {} s.", id, delay.toSeconds(), e);
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
      log.warn("Recording {} stays in the spool for a day, deleted or not: {}", id, e.toString());
    }
  }

  private void quarantine(SpooledRecording message, String reason) {
    var id = message.facts().recording();
    try {
      spool.quarantine(message, reason);
      delays.remove(message);
      count("quarantined");
      log.error("Recording {} can never be played and is in quarantine: {}.", id, reason);
    } catch (IOException e) {
      var delay = later(message);
      log.error("Recording {} did not go to quarantine; again in {} s.", id, delay.toSeconds(), e);
    }
  }

  private Duration later(SpooledRecording message) {
    count("delayed");
    var delay =
        delays.merge(
            message,
            FIRST_RETRY,
            (last, first) ->
                last.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? last.multipliedBy(2) : LAST_RETRY);
    spool.again(message, delay);
    return delay;
  }

  private void count(String outcome) {
    meters.counter("voicepost.messages", "outcome", outcome).increment();
  }
}
