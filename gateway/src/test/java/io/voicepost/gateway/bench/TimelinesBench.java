package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.milliseconds;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/// What a page of a timeline costs among few posts and among many, over HTTP, as apps and browsers
/// ask for it, each time for another account; and how soon a post of the famous account is there.
final class TimelinesBench {
  private static final Duration AIM = Duration.ofMillis(20);
  private static final int READERS = 1000;
  private static final int FAMOUS_POSTS = 20;

  private TimelinesBench() {}

  /// @param sizes each size is filled and measured on its own
  /// @param requests how often each page is asked for
  static Table run(Path folder, List<Crowd.Size> sizes, int requests)
      throws IOException, InterruptedException {
    var table =
        new Table(
            "timelines: a page of 20, over HTTP, two readers at a time",
            "database, page",
            "posts",
            "requests",
            "p50",
            "p99",
            "aim for p99");
    for (var kind : Stage.Kind.values()) {
      for (var size : sizes) {
        var place = folder.resolve(size.posts() + "-posts");
        try (var stage = Stage.set(place, kind, size)) {
          int readers = Math.min(READERS, size.accounts() - 1);
          stage.signIn(readers + 1, _ -> {});
          measure(stage.open(), kind, size, readers, requests, table);
        }
      }
    }
    table.note("A million posts: 100,000 accounts, each follows 50 others and a famous account,");
    table.note("which has a million followers more. Reading warms up with half as many requests.");
    return table;
  }

  private static void measure(
      URI page, Stage.Kind kind, Crowd.Size size, int readers, int requests, Table table)
      throws IOException, InterruptedException {
    var random = new Random(1);
    var depths = new ArrayList<Long>();
    for (int i = 0; i < requests; i++) {
      depths.add(Crowd.post(random.nextInt(size.posts())));
    }
    Map<String, IntFunction<HttpRequest>> pages = new LinkedHashMap<>();
    pages.put("public", i -> ask(page, "/api/v1/timelines/public", i, readers));
    pages.put("home", i -> ask(page, "/api/v1/timelines/home", i, readers));
    pages.put(
        "home, far down",
        i -> ask(page, "/api/v1/timelines/home?max_id=" + depths.get(i), i, readers));
    pages.put("front page (HTML)", i -> ask(page, "/", i, readers));
    try (var visitors = new Visitors()) {
      for (var each : pages.entrySet()) {
        Progress.tell("%s, %s among %d posts".formatted(kind, each.getKey(), size.posts()));
        visitors.ask(2, Math.max(1, requests / 2), Duration.ZERO, each.getValue(), _ -> {});
        var times = visitors.ask(2, requests, Duration.ZERO, each.getValue(), _ -> {});
        table.row(
            kind + ", " + each.getKey(),
            size.posts() + "",
            requests + "",
            milliseconds(times.median()),
            milliseconds(times.atPercent(99)),
            "< " + milliseconds(AIM));
      }
      Fame.measure(page, kind, size, FAMOUS_POSTS, visitors, table);
    }
  }

  private static HttpRequest ask(URI page, String path, int i, int readers) {
    return Visitors.get(page, path, 2 + i % readers);
  }
}
