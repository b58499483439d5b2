package io.voicepost.gateway.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A question to something that may be slow, asked beside a call, so that nobody waits for its
/// answer longer than they want to.
public final class AsyncLookup<T> {
  private static final Logger log = LoggerFactory.getLogger(AsyncLookup.class);

  private final String what;
  private final FutureTask<T> task;
  private final Thread thread;

  private AsyncLookup(String what, FutureTask<T> task, Thread thread) {
    this.what = what;
    this.task = task;
    this.thread = thread;
  }

  /// @param what is asked for, in a few words, for the log
  public static <T> AsyncLookup<T> begin(String what, Callable<T> question) {
    var task = new FutureTask<>(question);
    return new AsyncLookup<>(what, task, Thread.ofVirtual().name(what).start(task));
  }

  /// Waits until nothing is asked any more, whether anybody still wanted the answer or not; `false`
  /// if that takes longer than `atMost`.
  public boolean isOver(Duration atMost) throws InterruptedException {
    return thread.join(atMost);
  }

  /// The answer; empty if there is none within `patience` from now. Then nobody waits for it any
  /// more.
  public Optional<T> await(Duration patience) {
    try {
      return Optional.of(task.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException slow) {
      task.cancel(true);
      log.warn("lookup timed out lookup={} after={}ms", what, patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      log.warn("lookup failed lookup={}", what, e);
    }
    return Optional.empty();
  }
}
