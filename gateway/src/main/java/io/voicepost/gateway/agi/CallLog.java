package io.voicepost.gateway.agi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voicepost.gateway.call.CallOutcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator what happens at the edge: one line for each call and one now and then for
/// whoever is turned away, and the metrics. Safe for many threads.
final class CallLog {
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(CallLog.class);

  private final MeterRegistry meters;
  private final AtomicInteger active = new AtomicInteger();
  private final Timer durations;
  private final Counter turnedAway;
  private final AtomicLong lastComplaint =
      new AtomicLong(System.nanoTime() - BETWEEN_COMPLAINTS.toNanos());
  private final AtomicInteger quiet = new AtomicInteger();

  CallLog(MeterRegistry meters) {
    this.meters = meters;
    // Still told once this is closed and forgotten.
    Gauge.builder("voicepost.calls.active", active, AtomicInteger::get)
        .strongReference(true)
        .register(meters);
    this.durations = meters.timer("voicepost.call.duration");
    this.turnedAway = meters.counter("voicepost.agi.turned.away");
  }

  void begun() {
    active.incrementAndGet();
  }

  void ended(CallOutcome outcome, Duration duration) {
    ended(outcome.label(), duration);
    log.info(
        "call ended outcome={} seconds={} result=\"{}\"",
        outcome.label(),
        seconds(duration),
        outcome);
  }

  void failed(RuntimeException bug, Duration duration) {
    ended("failed", duration);
    log.error("call failed seconds={} next=adoption", seconds(duration), bug);
  }

  /// Whoever it is can come as often as they like: of many, one line.
  void turnedAway(String reason) {
    turnedAway.increment();
    long now = System.nanoTime();
    long last = lastComplaint.get();
    if (now - last >= BETWEEN_COMPLAINTS.toNanos() && lastComplaint.compareAndSet(last, now)) {
      log.warn("agi connection dropped reason=\"{}\" unlogged={}", reason, quiet.getAndSet(0));
    } else {
      quiet.incrementAndGet();
    }
  }

  private void ended(String outcome, Duration duration) {
    active.decrementAndGet();
    meters.counter("voicepost.calls", "outcome", outcome).increment();
    durations.record(duration);
  }

  private static String seconds(Duration duration) {
    return "%d.%d".formatted(duration.toSeconds(), duration.toMillisPart() / 100);
  }
}
