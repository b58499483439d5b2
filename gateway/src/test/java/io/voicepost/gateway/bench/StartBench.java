package io.voicepost.gateway.bench;

import static io.voicepost.gateway.bench.Times.seconds;

import io.voicepost.gateway.testphone.Callers;
import io.voicepost.gateway.testphone.CannotCallException;
import io.voicepost.gateway.testphone.RealAsterisk;
import io.voicepost.gateway.testphone.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long the two processes take to start in folders that they know, each by itself, and how much
/// memory they hold. The gateway starts with and without the JVM's cache of loaded classes.
final class StartBench {
  private static final Duration AIM = Duration.ofSeconds(5);
  private static final int MESSAGE_SECONDS = 5;

  private StartBench() {}

  static Table run(Path folder, int starts, int messages)
      throws IOException, InterruptedException, CannotCallException {
    var table =
        new Table(
            "start: from the command to ready",
            "process",
            "starts",
            "median",
            "max",
            "memory",
            "aim");
    gateway(folder, starts, table);
    asterisk(Files.createDirectories(folder.resolve("asterisk")), starts, table);
    working(Files.createDirectories(folder.resolve("working")), messages, table);
    table.note("Memory: resident, in MB; median right after the start.");
    return table;
  }

  private static void gateway(Path folder, int starts, Table table) throws IOException {
    var settings = Service.settings(folder, 0);
    var flags = GatewayProcess.launcherFlags();
    GatewayProcess.start(settings, flags).close();
    var plain = new Measured();
    var launched = new Measured();
    var progress = Progress.of("gateway: starts", starts);
    for (int i = 1; i <= starts; i++) {
      launched.add(settings, flags);
      if (GatewayProcess.hasCache()) {
        plain.add(settings, List.of());
      }
      progress.accept(i);
    }
    launched.row("gateway", table);
    if (GatewayProcess.hasCache()) {
      plain.row("gateway, no AOT cache", table);
    }
  }

  private static void asterisk(Path folder, int starts, Table table)
      throws IOException, InterruptedException {
    var times = new ArrayList<Duration>();
    var memory = new ArrayList<Long>();
    var asterisk = RealAsterisk.start(folder, RealAsterisk.freePort());
    var progress = Progress.of("Asterisk: starts", starts);
    for (int i = 1; i <= starts; i++) {
      asterisk.close();
      long start = System.nanoTime();
      asterisk = asterisk.again();
      times.add(Duration.ofNanos(System.nanoTime() - start));
      memory.add(GatewayProcess.residentMegabytes(Service.pid(asterisk)));
      progress.accept(i);
    }
    asterisk.close();
    new Measured(times, memory).row("Asterisk", table);
  }

  private static void working(Path folder, int messages, Table table)
      throws IOException, InterruptedException, CannotCallException {
    try (var service = Service.start(folder)) {
      var call = service.call(Speech.humanFor(folder, MESSAGE_SECONDS));
      var progress = Progress.of("messages", messages);
      Callers.call(call, messages, Duration.ofMillis(500), progress);
      if (service.awaitPosted(messages) != messages) {
        throw new IOException("not every message became a post");
      }
      var gateway = service.gateway().residentMegabytes();
      var asterisk = GatewayProcess.residentMegabytes(service.asteriskPid());
      table.row("gateway after %d messages".formatted(messages), "", "", "", gateway + " MB", "");
      table.row("Asterisk after %d messages".formatted(messages), "", "", "", asterisk + " MB", "");
    }
  }

  private record Measured(List<Duration> times, List<Long> memory) {
    Measured() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(Path settings, List<String> flags) throws IOException {
      try (var gateway = GatewayProcess.start(settings, flags)) {
        times.add(gateway.startedIn());
        memory.add(gateway.residentMegabytes());
      }
    }

    void row(String name, Table table) {
      var all = new Times(times);
      table.row(
          name,
          times.size() + "",
          seconds(all.median()),
          seconds(all.longest()),
          memory.stream().sorted().toList().get(memory.size() / 2) + " MB",
          "< " + seconds(AIM));
    }
  }
}
