package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.milliseconds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How soon a follower has what the famous account posts: on their home timeline, which is asked
/// for again and again, and told by their stream.
final class Fame implements AutoCloseable {
  private static final Duration AIM = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FOLLOWER = 2;
  private static final Pattern MARK = Pattern.compile("famous-words-[0-9]+-");

  private final URI page;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Long> toldAt = new ConcurrentHashMap<>();

  private Fame(URI page) throws IOException, InterruptedException {
    this.page = page;
    var stream =
        http.send(
            HttpRequest.newBuilder(page.resolve("/api/v1/streaming/user"))
                .header("authorization", "Bearer " + Stage.token(FOLLOWER))
                .build(),
            BodyHandlers.ofLines());
    if (stream.statusCode() != 200) {
      throw new IOException("a follower's stream answers " + stream.statusCode());
    }
    Thread.ofVirtual().name("follower").start(() -> follow(stream.body()));
  }

  /// Adds two rows to a table of timelines; among so few posts the 99th percentile is the longest.
  static void measure(
      URI page, Stage.Kind kind, Crowd.Size size, int posts, Visitors visitors, Table table)
      throws IOException, InterruptedException {
    try (var fame = new Fame(page)) {
      var seen = new ArrayList<Duration>();
      var told = new ArrayList<Duration>();
      var progress = Progress.of(kind + ": posts of the famous account", posts);
      for (int i = 1; i <= posts; i++) {
        var mark = "famous-words-%d-".formatted(i);
        long start = System.nanoTime();
        visitors.body(post(page, mark));
        seen.add(Duration.ofNanos(fame.awaitAtHome(mark, visitors, start) - start));
        told.add(Duration.ofNanos(fame.awaitTold(mark, start) - start));
        progress.accept(i);
      }
      row(table, kind + ", famous post to a follower's home", size, new Times(seen));
      row(table, kind + ", famous post to a follower's stream", size, new Times(told));
    }
  }

  private static void row(Table table, String what, Crowd.Size size, Times times) {
    table.row(
        what,
        size.posts() + "",
        times.sorted().size() + "",
        milliseconds(times.median()),
        milliseconds(times.longest()),
        "< " + milliseconds(AIM));
  }

  private static HttpRequest post(URI page, String caption) {
    return HttpRequest.newBuilder(page.resolve("/api/v1/statuses"))
        .timeout(PATIENCE)
        .header("authorization", "Bearer " + Stage.token(Crowd.FAMOUS))
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("status=" + caption))
        .build();
  }

  private long awaitAtHome(String mark, Visitors visitors, long start)
      throws IOException, InterruptedException {
    var home = Visitors.get(page, "/api/v1/timelines/home", FOLLOWER);
    while (!visitors.body(home).contains(mark)) {
      check(start);
    }
    return System.nanoTime();
  }

  private long awaitTold(String mark, long start) throws IOException, InterruptedException {
    var at = toldAt.get(mark);
    while (at == null) {
      check(start);
      Thread.sleep(1);
      at = toldAt.get(mark);
    }
    return at;
  }

  private static void check(long start) throws IOException {
    if (System.nanoTime() - start > PATIENCE.toNanos()) {
      throw new IOException("a follower does not hear of a post of the famous account");
    }
  }

  private void follow(Stream<String> lines) {
    try (lines) {
      lines.forEach(line -> {
        var mark = MARK.matcher(line);
        if (mark.find()) {
          toldAt.putIfAbsent(mark.group(), System.nanoTime());
        }
      });
    } catch (UncheckedIOException closed) {
      // Nobody waits for more; if somebody does, they give up in time.
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
