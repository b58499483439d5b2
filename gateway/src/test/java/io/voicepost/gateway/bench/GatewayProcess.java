package io.voicepost.gateway.bench;

import io.voicepost.gateway.cli.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A gateway in a process of its own, started as the launcher starts it.
final class GatewayProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile(".*gateway ready url=(\\S+)");
  private static final Pattern METRICS = Pattern.compile(".*metrics ready url=(\\S+)");
  private static final String CACHE = "voicepost.aot-cache";
  private static final String MAIN = Main.class.getName();

  private final Process process;
  private final URI page;
  private final URI metrics;
  private final Duration startedIn;

  private GatewayProcess(Process process, URI page, URI metrics, Duration startedIn) {
    this.process = process;
    this.page = page;
    this.metrics = metrics;
    this.startedIn = startedIn;
  }

  /// Starts one and waits until it says that it is ready.
  ///
  /// @param flags further flags for the JVM
  /// @throws IOException if it ends before, with what it said
  static GatewayProcess start(Path settings, List<String> flags) throws IOException {
    long begin = System.nanoTime();
    var process = launch(settings, flags);
    var said = new StringBuilder();
    var metrics = URI.create("");
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      var ready = READY.matcher(line);
      if (ready.matches()) {
        var startedIn = Duration.ofNanos(System.nanoTime() - begin);
        var log = settings.resolveSibling("gateway.log");
        Thread.ofVirtual().start(() -> keep(reader, log));
        return new GatewayProcess(process, URI.create(ready.group(1)), metrics, startedIn);
      }
      var operator = METRICS.matcher(line);
      if (operator.matches()) {
        metrics = URI.create(operator.group(1) + "/metrics");
      }
      said.append(line).append('\n');
    }
    throw new IOException("the gateway did not start: " + said);
  }

  /// Whether the launcher made the cache from which it starts a gateway.
  static boolean hasCache() {
    return System.getProperty(CACHE) != null;
  }

  /// How the launcher starts one. A test, which has no cache, spares the compiler's time instead.
  static List<String> launcherFlags() {
    return List.of(
        hasCache() ? "-XX:AOTCache=" + System.getProperty(CACHE) : "-XX:TieredStopAtLevel=1");
  }

  URI page() {
    return page;
  }

  /// Where the operator sees what it counts.
  URI metrics() {
    return metrics;
  }

  /// From the start of `java` to the word that it is ready.
  Duration startedIn() {
    return startedIn;
  }

  Duration cpu() {
    return cpu(process.pid());
  }

  long residentMegabytes() throws IOException {
    return residentMegabytes(process.pid());
  }

  static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(it -> it.info().totalCpuDuration()).orElseThrow();
  }

  /// `VmRSS` of proc(5).
  static long residentMegabytes(long pid) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc", "" + pid, "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("process " + pid + " has no VmRSS");
  }

  /// Stops it as the launcher does, still listening: what it says at its end must not block it.
  @Override
  public void close() throws IOException {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("the gateway did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process launch(Path settings, List<String> flags) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), MAIN, "--config", settings.toString(), "serve"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("VOICEPOST_"));
    return builder.start();
  }

  /// Without the tests, whose log settings are not the service's.
  private static String classPath() {
    var built =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return System.getProperty(
        "voicepost.jars",
        Stream.of(built.split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator)));
  }

  private static void keep(BufferedReader reader, Path log) {
    try (reader;
        var writer = new PrintWriter(Files.newBufferedWriter(log), true)) {
      reader.lines().forEach(writer::println);
    } catch (IOException | UncheckedIOException ended) {
      // Its last words are nobody's concern.
    }
  }
}
