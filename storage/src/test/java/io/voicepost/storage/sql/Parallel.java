package io.voicepost.storage.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Runs one thing many times at the same moment.
final class Parallel {
  private Parallel() {}

  @FunctionalInterface
  interface Work<T> {
    T run(int number) throws Exception;
  }

  static <T> List<T> run(int times, Work<T> work) throws Exception {
    var start = new CyclicBarrier(times);
    var calls = new ArrayList<Callable<T>>();
    for (int n = 0; n < times; n++) {
      int number = n;
      calls.add(() -> {
        start.await(30, TimeUnit.SECONDS);
        return work.run(number);
      });
    }
    try (var threads = Executors.newFixedThreadPool(times)) {
      var results = new ArrayList<T>();
      for (Future<T> future : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
