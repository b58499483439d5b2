package io.voicepost.gateway.spool;

import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// A message in line, and from when on it may be taken (by [System#nanoTime]).
record QueuedMessage(SpooledRecording message, long fromNanos) implements Delayed {
  static QueuedMessage now(SpooledRecording message) {
    return in(message, Duration.ZERO);
  }

  static QueuedMessage in(SpooledRecording message, Duration delay) {
    return new QueuedMessage(message, System.nanoTime() + delay.toNanos());
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(fromNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }
}
