package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.milliseconds;
import static io.voicepost.gateway.bench.Times.seconds;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// One famous post, reposted by everybody at once, while others read their timelines.
final class RepostsBench {
  private static final Duration AIM = Duration.ofMillis(100);
  private static final int READS_A_SECOND = 50;
  private static final int WARMING = 10_000;
  private static final Duration REST = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private RepostsBench() {}

  /// @param reposts how many accounts repost the post, once each
  /// @param during the time in which they do
  record Storm(int reposts, int clients, Duration during) {}

  /// @param counted what the post says afterwards, on each database
  record Result(Table table, List<Long> counted) {}

  static Result run(Path folder, Crowd.Size size, Storm storm)
      throws IOException, InterruptedException {
    var table =
        new Table(
            "reposts: %d of one post from %d clients within %d s, while %d pages a second are read"
                .formatted(
                    storm.reposts(), storm.clients(), storm.during().toSeconds(), READS_A_SECOND),
            "database",
            "took",
            "counted",
            "repost p50",
            "p99",
            "read p50",
            "p99",
            "aim for p99");
    var counted = new ArrayList<Long>();
    for (var kind : Stage.Kind.values()) {
      try (var stage = Stage.set(folder.resolve("reposts"), kind, size)) {
        stage.signIn(storm.reposts() + 1, _ -> {});
        counted.add(measure(stage, kind, storm, table));
      }
    }
    return new Result(table, counted);
  }

  private static long measure(Stage stage, Stage.Kind kind, Storm storm, Table table)
      throws IOException, InterruptedException {
    var page = stage.open();
    var famous = "/api/v1/statuses/" + Crowd.post(1000);
    var every = storm.during().dividedBy(storm.reposts());
    int reads = (int) (storm.during().toSeconds() * READS_A_SECOND);
    try (var visitors = new Visitors();
        var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      warmUp(visitors, page, kind, storm);
      Callable<Times> reading =
          () ->
              visitors.ask(
                  8,
                  reads,
                  Duration.ofSeconds(1).dividedBy(READS_A_SECOND),
                  i -> Visitors.get(page, "/api/v1/timelines/home", 2 + i % (storm.reposts() - 1)),
                  _ -> {});
      var read = threads.submit(reading);
      long begin = System.nanoTime();
      var reposted =
          visitors.ask(
              storm.clients(),
              storm.reposts(),
              every,
              i -> Visitors.post(page, famous + "/reblog", 2 + i),
              Progress.of(kind + ": reposts", storm.reposts()));
      var took = Duration.ofNanos(System.nanoTime() - begin);
      var readers = read.get();
      var status = JSON.readTree(visitors.body(Visitors.get(page, famous, 2)));
      long counted = status.path("reblogs_count").asLong();
      table.row(
          kind.toString(),
          seconds(took),
          counted + "",
          milliseconds(reposted.median()),
          milliseconds(reposted.atPercent(99)),
          milliseconds(readers.median()),
          milliseconds(readers.atPercent(99)),
          "< " + milliseconds(AIM));
      return counted;
    } catch (ExecutionException e) {
      throw new IOException("the readers failed: " + e.getCause(), e);
    }
  }

  /// The storm is about a service that runs all day: what it does is compiled, and the disk has
  /// what the filling left to be written.
  private static void warmUp(Visitors visitors, URI page, Stage.Kind kind, Storm storm)
      throws IOException, InterruptedException {
    int warming = Math.min(WARMING, storm.reposts());
    var quiet = "/api/v1/statuses/" + Crowd.post(1001) + "/reblog";
    visitors.ask(
        storm.clients(),
        warming,
        Duration.ZERO,
        i -> Visitors.post(page, quiet, 2 + i),
        Progress.of(kind + ": reposts of another post, to warm up", warming));
    visitors.ask(
        8,
        warming / 5,
        Duration.ZERO,
        i -> Visitors.get(page, "/api/v1/timelines/home", 2 + i),
        _ -> {});
    if (warming == WARMING) {
      Thread.sleep(REST);
    }
  }
}
