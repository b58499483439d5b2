package io.voicepost.gateway.web.http;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Lets so many requests be worked on at once as the machine can work on. Of those that wait, comes
/// first who asked least of late: who asks often waits for the others, and nobody waits for them.
/// Safe for many threads.
public final class RequestQueue {
  private static final int MOST_WAITING = 2_000;

  private final Executor workers;
  private final int atOnce;
  private final TreeSet<QueuedRequest> waiting =
      new TreeSet<>(
          Comparator.comparingLong(QueuedRequest::asked).thenComparingLong(QueuedRequest::number));
  private int working;
  private long number;

  private record QueuedRequest(long asked, long number, Runnable work, Runnable refusal) {}

  public RequestQueue(Executor workers) {
    this.workers = workers;
    this.atOnce = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  }

  /// Works when it is its turn, on a worker's thread.
  ///
  /// @param asked how often who asks did so of late
  /// @param refusal answers in its place where too many wait who asked less often
  public <T> CompletableFuture<T> take(long asked, Supplier<T> work, Supplier<T> refusal) {
    var done = new CompletableFuture<T>();
    place(asked, () -> complete(done, work), () -> complete(done, refusal));
    return done;
  }

  private static <T> void complete(CompletableFuture<T> done, Supplier<T> answer) {
    try {
      done.complete(answer.get());
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }

  private void place(long asked, Runnable work, Runnable refusal) {
    synchronized (this) {
      if (working >= atOnce) {
        waiting.add(new QueuedRequest(asked, number++, work, refusal));
        if (waiting.size() > MOST_WAITING) {
          workers.execute(waiting.pollLast().refusal());
        }
        return;
      }
      working++;
    }
    start(work);
  }

  private void start(Runnable work) {
    workers.execute(() -> {
      try {
        work.run();
      } finally {
        next();
      }
    });
  }

  private void next() {
    QueuedRequest first;
    synchronized (this) {
      first = waiting.pollFirst();
      if (first == null) {
        working--;
        return;
      }
    }
    start(first.work());
  }
}
