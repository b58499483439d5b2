package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.milliseconds;
import static io.voicepost.gateway.bench.Times.seconds;

import io.voicepost.gateway.testphone.Callers;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.Speech;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What honest visitors and callers notice while strangers do their worst, from one address and
/// from many, beside the same without them.
final class StrangersBench {
  private static final double AIM = 2;
  private static final List<String> PAGES = List.of("/", "/about", "/search?q=voice", "/join");
  private static final Duration APART = Duration.ofSeconds(2);
  private static final int SPEECH_SECONDS = 5;

  /// For so long, with so many calls, so many honest visitors, and so many connections that
  /// strangers try to hold.
  record Load(Duration time, int calls, int visitors, int connections, int manyAddresses) {}

  /// @param refused pages that an honest visitor did not get, and calls that went wrong
  record Result(Table table, int refused, int hostile) {}

  private record Seen(Times pages, Times answers, Times playable, int refused) {}

  private final Service service;
  private final Live live;
  private final Path speech;
  private final Load load;
  private final Table table =
      new Table(
          "strangers: what others notice",
          "strangers",
          "pages",
          "p50",
          "p99",
          "answered p95",
          "playable p95",
          "refused",
          "they asked",
          "and got");

  private StrangersBench(Service service, Live live, Path speech, Load load) {
    this.service = service;
    this.live = live;
    this.speech = speech;
    this.load = load;
  }

  static Result run(Path folder, Load load)
      throws IOException, InterruptedException, CannotCallException {
    try (var service = Service.start(folder);
        var live = new Live(service.gateway().page())) {
      var speech = Speech.humanFor(folder, SPEECH_SECONDS);
      return new StrangersBench(service, live, speech, load).run();
    }
  }

  private Result run() throws IOException, InterruptedException, CannotCallException {
    Progress.tell("warming up");
    look();
    Progress.tell("nobody does harm");
    var quiet = look();
    row("none", quiet, 0, 0);
    int refused = quiet.refused();
    int hostile = 0;
    for (int addresses : List.of(1, load.manyAddresses())) {
      Progress.tell("strangers come from %d addresses".formatted(addresses));
      try (var strangers =
          Strangers.come(service.gateway().page(), addresses, load.connections())) {
        var seen = look();
        row(addresses + "", seen, strangers.asked(), strangers.answered());
        compare(addresses, quiet, seen);
        refused += seen.refused();
        hostile += strangers.asked();
      }
    }
    table.note("The strangers' own work is done by the same processors.");
    return new Result(table, refused, hostile);
  }

  private void row(String name, Seen seen, int asked, int got) {
    table.row(
        name,
        seen.pages().sorted().size() + "",
        milliseconds(seen.pages().median()),
        milliseconds(seen.pages().atPercent(99)),
        milliseconds(seen.answers().atPercent(95)),
        seconds(seen.playable().atPercent(95)),
        seen.refused() + "",
        asked + "",
        got + "");
  }

  private void compare(int addresses, Seen quiet, Seen seen) {
    table.note(
        String.format(
            Locale.ROOT,
            "From %d: pages p99 %.1f times, answered p95 %.1f times, playable p95 %.1f times (aim:"
                + " under %.0f).",
            addresses,
            times(quiet.pages().atPercent(99), seen.pages().atPercent(99)),
            times(quiet.answers().atPercent(95), seen.answers().atPercent(95)),
            times(quiet.playable().atPercent(95), seen.playable().atPercent(95)),
            AIM));
  }

  private static double times(Duration before, Duration after) {
    return (double) after.toNanos() / before.toNanos();
  }

  private Seen look() throws IOException, InterruptedException, CannotCallException {
    var pages = new ConcurrentLinkedQueue<Duration>();
    var refused = new AtomicInteger();
    long end = System.nanoTime() + load.time().toNanos();
    try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < load.visitors(); i++) {
        int visitor = i;
        visitors.execute(() -> visit(visitor, end, pages, refused));
      }
      live.forget();
      var calls = call(refused);
      var playable = playable(calls);
      var answers =
          calls.stream().map(it -> ((DialResult.Ended) it.outcome()).answeredAfter()).toList();
      visitors.shutdown();
      visitors.awaitTermination(1, TimeUnit.HOURS);
      return new Seen(new Times(List.copyOf(pages)), new Times(answers), playable, refused.get());
    }
  }

  /// Those that went well.
  private List<Callers.Finished> call(AtomicInteger refused)
      throws IOException, InterruptedException, CannotCallException {
    var all = Callers.call(service.call(speech), load.calls(), APART, _ -> {}).calls();
    var well = all.stream().filter(Callers.Finished::isWell).toList();
    refused.addAndGet(all.size() - well.size());
    return well;
  }

  private Times playable(List<Callers.Finished> calls) throws IOException, InterruptedException {
    var playableAt = live.await(calls.size());
    var inOrder = new ArrayList<>(calls);
    inOrder.sort(Comparator.comparingLong(Callers.Finished::answeredAt));
    var times = new ArrayList<Duration>();
    for (int i = 0; i < inOrder.size(); i++) {
      times.add(Duration.ofNanos(playableAt.get(i) - inOrder.get(i).endedAt()));
    }
    return new Times(times);
  }

  /// Looks at a page every half second, from an address of their own.
  private void visit(
      int visitor, long end, ConcurrentLinkedQueue<Duration> pages, AtomicInteger refused) {
    var from = InetAddress.ofLiteral("127.33.0." + (visitor + 1));
    try (var http =
        HttpClient.newBuilder().localAddress(from).version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = visitor; System.nanoTime() < end; i++) {
        long start = System.nanoTime();
        try {
          var answer = http.send(request(PAGES.get(i % PAGES.size())), BodyHandlers.discarding());
          pages.add(Duration.ofNanos(System.nanoTime() - start));
          if (answer.statusCode() != 200) {
            refused.incrementAndGet();
          }
        } catch (IOException e) {
          pages.add(Duration.ofNanos(System.nanoTime() - start));
          refused.incrementAndGet();
          Progress.tell("a visitor was refused: " + e);
        }
        Thread.sleep(500);
      }
      http.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(String path) {
    URI page = service.gateway().page();
    return HttpRequest.newBuilder(page.resolve(path)).timeout(Duration.ofSeconds(30)).build();
  }
}
