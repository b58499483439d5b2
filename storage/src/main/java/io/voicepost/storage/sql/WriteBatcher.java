package io.voicepost.storage.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;

/// Does in one transaction what many ask for at the same time. A crowd at one famous post would
/// otherwise stand in line for its row, each for as long as the disk takes for the one before. Safe
/// for many threads.
///
/// @param <W> what one of them asks for
/// @param <R> what they get
final class WriteBatcher<W, R> {
  /// What is asked for together.
  interface Batch<W, R> {
    /// @return for each of `wishes` what it gets, in their order
    List<R> on(Handle db, List<W> wishes);
  }

  /// A transaction longer than this keeps those waiting who come after it.
  private static final int MOST = 200;

  private final Sql sql;
  private final Comparator<Pending<W, R>> order;
  private final Batch<W, R> batch;
  private final Queue<Pending<W, R>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /// @param order the same wherever these rows are written: transactions that met in another one
  ///   would wait for each other
  WriteBatcher(Sql sql, Comparator<W> order, Batch<W, R> batch) {
    this.sql = sql;
    this.order = Comparator.comparing(Pending::wish, order);
    this.batch = batch;
  }

  /// Returns when it is written, together with others or alone.
  ///
  /// @throws IOException if nothing of it is written
  R ask(W wish) throws IOException {
    var mine = new Pending<W, R>(wish, new CompletableFuture<>());
    waiting.add(mine);
    turn.lock();
    try {
      while (!mine.answer().isDone()) {
        doNext();
      }
    } finally {
      turn.unlock();
    }
    return mine.get();
  }

  /// How many wait to be written.
  int waiting() {
    return waiting.size();
  }

  private void doNext() {
    var next = new ArrayList<Pending<W, R>>();
    while (next.size() < MOST && waiting.peek() != null) {
      next.add(waiting.remove());
    }
    next.sort(order);
    write(next);
  }

  /// Whose wish it is that cannot be written must not take the others along.
  private void write(List<Pending<W, R>> all) {
    try {
      var wishes = all.stream().map(Pending::wish).toList();
      var results = sql.transact(db -> batch.on(db, wishes));
      for (int i = 0; i < all.size(); i++) {
        all.get(i).answer().complete(results.get(i));
      }
    } catch (IOException e) {
      all.forEach(pending -> pending.answer().completeExceptionally(e));
    } catch (RuntimeException | Error e) {
      if (all.size() == 1) {
        all.getFirst().answer().completeExceptionally(e);
      } else {
        all.forEach(pending -> write(List.of(pending)));
      }
    }
  }

  private record Pending<W, R>(W wish, CompletableFuture<R> answer) {
    R get() throws IOException {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof IOException failure) {
          throw new IOException(failure.getMessage(), failure);
        }
        throw e;
      }
    }
  }
}
