package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.milliseconds;

import io.voicepost.gateway.testphone.Call;
import io.voicepost.gateway.testphone.Callers;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.DialResult;
import io.voicepost.gateway.testphone.HangUp;
import io.voicepost.gateway.testphone.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Many calls at once, through the gateway into posts, and beside it into nothing but a file, by
/// the `Record()` of the same Asterisk under the same callers. Rounds of both alternate.
final class CallsBench {
  private static final double AIM = 0.9;

  /// A second of sound in the rival's WAV.
  private static final long LEAST_BYTES = 16_044;

  /// So many calls, so many of them begun each second, each hanging up after `hold`.
  record Load(int calls, int aSecond, Duration hold, int rounds) {}

  /// What came of a benchmark.
  ///
  /// @param lost calls of ours that were not answered, or cut, or became no post
  record Result(Table table, int lost) {}

  private final Path speech;
  private final Service service;
  private final Load load;
  private final Table table;
  private final List<Double> ourRates = new ArrayList<>();
  private final List<Double> rivalRates = new ArrayList<>();
  private int lost;

  private CallsBench(Path speech, Service service, Load load) {
    this.speech = speech;
    this.service = service;
    this.load = load;
    this.table =
        new Table(
            "calls: %d a second, each held %d s".formatted(load.aSecond(), load.hold().toSeconds()),
            "round",
            "placed",
            "answered",
            "failed",
            "messages",
            "peak",
            "rate",
            "answer p50",
            "p95",
            "CPU Asterisk",
            "gateway",
            "backlog");
  }

  static Result run(Path folder, Load load)
      throws IOException, InterruptedException, CannotCallException {
    try (var service = Service.start(folder)) {
      var bench = new CallsBench(Speech.humanAtLength(folder), service, load);
      for (int round = 1; round <= load.rounds(); round++) {
        bench.rival(round);
        bench.ours(round);
      }
      return bench.result();
    }
  }

  private Result result() {
    double ratio = sum(ourRates) / sum(rivalRates);
    table.note(
        String.format(
            Locale.ROOT,
            "Rate: %.2f of Record()'s (aim: %.1f or better). Not answered, cut or without a post: %d"
                + " (aim: none).",
            ratio,
            AIM,
            lost));
    table.note(
        "CPU in seconds; ours with the transcoding. Backlog: from the last goodbye to the last post.");
    return new Result(table, lost);
  }

  private void rival(int round) throws IOException, InterruptedException, CannotCallException {
    var before = cpu();
    var done = place("Record()", round, service.rivalCall(speech));
    var used = cpu().minus(before);
    int kept = 0;
    List<Path> files;
    try (Stream<Path> recorded = Files.list(service.rivalFolder())) {
      files = recorded.toList();
    }
    for (var file : files) {
      kept += Files.size(file) >= LEAST_BYTES ? 1 : 0;
      Files.delete(file);
    }
    rivalRates.add(rate(done));
    row("Record() " + round, done, kept, used, "", "");
  }

  private void ours(int round) throws IOException, InterruptedException, CannotCallException {
    int postedBefore = service.posted();
    var before = cpu();
    var gatewayBefore = service.gateway().cpu();
    var done = place("voicepost", round, service.call(speech));
    long over = System.nanoTime();
    var used = cpu().minus(before);
    int posts = service.awaitPosted(postedBefore + load.calls()) - postedBefore;
    var backlog = Duration.ofNanos(System.nanoTime() - over);
    var gatewayUsed = service.gateway().cpu().minus(gatewayBefore);
    lost += load.calls() - Math.min(posts, answered(done).size());
    ourRates.add(rate(done));
    row("voicepost " + round, done, posts, used, seconds(gatewayUsed), Times.seconds(backlog));
  }

  private Callers.Done place(String side, int round, Call call)
      throws IOException, InterruptedException, CannotCallException {
    return Callers.call(
        call.with(new HangUp.At(load.hold())),
        load.calls(),
        Duration.ofSeconds(1).dividedBy(load.aSecond()),
        Progress.of(side + ", round " + round, load.calls()));
  }

  private void row(
      String name, Callers.Done done, int messages, Duration cpu, String gateway, String backlog) {
    var well = answered(done);
    var answers = new Times(well.stream().map(CallsBench::answeredAfter).toList());
    table.row(
        name,
        load.calls() + "",
        well.size() + "",
        load.calls() - well.size() + "",
        messages + "",
        done.peak() + "",
        String.format(Locale.ROOT, "%.1f/s", rate(done)),
        milliseconds(answers.median()),
        milliseconds(answers.atPercent(95)),
        seconds(cpu),
        gateway,
        backlog);
  }

  /// Those that were answered and lasted until the caller hung up.
  private static List<Callers.Finished> answered(Callers.Done done) {
    return done.calls().stream().filter(Callers.Finished::isWell).toList();
  }

  private static Duration answeredAfter(Callers.Finished call) {
    return switch (call.outcome()) {
      case DialResult.Ended ended -> ended.answeredAfter();
      case DialResult.NotAnswered refused -> throw new IllegalArgumentException(refused.reason());
    };
  }

  /// Answers a second, from the first to the last.
  private static double rate(Callers.Done done) {
    var at = answered(done).stream().mapToLong(Callers.Finished::answeredAt).summaryStatistics();
    return at.getCount() < 2 ? 0 : (at.getCount() - 1) * 1e9 / (at.getMax() - at.getMin());
  }

  private Duration cpu() throws IOException {
    return GatewayProcess.cpu(service.asteriskPid());
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String seconds(Duration cpu) {
    return String.format(Locale.ROOT, "%.1f", cpu.toMillis() / 1000.0);
  }
}
