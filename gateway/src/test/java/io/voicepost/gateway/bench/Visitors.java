package io.voicepost.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/// Many who ask at once, each for one thing after the other.
final class Visitors implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static HttpRequest get(URI page, String path, int account) {
    return request(page, path, account).build();
  }

  static HttpRequest post(URI page, String path, int account) {
    return request(page, path, account).POST(BodyPublishers.noBody()).build();
  }

  private static HttpRequest.Builder request(URI page, String path, int account) {
    return HttpRequest.newBuilder(page.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("authorization", "Bearer " + Stage.token(account));
  }

  /// Sends so many requests, at most `visitors` of them at a time, none before its turn: `every`
  /// apart; without a turn, each as soon as the one before it is answered.
  ///
  /// @return how long each answer took, from its turn on: who comes late waited, too
  /// @throws IOException if one is not answered with 200
  Times ask(
      int visitors,
      int requests,
      Duration every,
      IntFunction<HttpRequest> request,
      IntConsumer done)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var all = new ArrayList<Future<List<Duration>>>();
      for (int visitor = 0; visitor < visitors; visitor++) {
        int first = visitor;
        Callable<List<Duration>> visit =
            () -> {
              var times = new ArrayList<Duration>();
              for (int i = first; i < requests; i += visitors) {
                times.add(one(request.apply(i), every.isZero() ? 0 : start + i * every.toNanos()));
                done.accept(i + 1);
              }
              return times;
            };
        all.add(threads.submit(visit));
      }
      var times = new ArrayList<Duration>();
      for (var one : all) {
        times.addAll(one.get());
      }
      return new Times(times);
    } catch (ExecutionException e) {
      throw new IOException("a visitor was not answered: " + e.getCause(), e);
    }
  }

  private Duration one(HttpRequest request, long turn) throws IOException, InterruptedException {
    long begin = turn == 0 ? System.nanoTime() : turn;
    long wait = begin - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
    var answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri().getPath() + " answers " + answer.statusCode());
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  String body(HttpRequest request) throws IOException, InterruptedException {
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri().getPath() + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
