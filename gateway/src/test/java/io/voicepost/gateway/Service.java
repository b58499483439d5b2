package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voicepost.gateway.cli.Main;
import io.voicepost.gateway.testphone.RealAsterisk;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The service as it is run: a real Asterisk, and the gateway as a process of its own with its
/// embedded database and S3. For tests that call it and look at its pages.
final class Service implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern MP3 = Pattern.compile("/audio/[0-9a-f-]+\\.mp3");

  private final Path folder;
  private final Path settings;
  private final int webPort = RealAsterisk.freePort();
  private final int operatorPort = RealAsterisk.freePort();
  private final RealAsterisk asterisk;
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<Process> gateway = Optional.empty();

  /// Starts Asterisk; the gateway is started by [#startGateway].
  Service(Path folder) throws IOException {
    this.folder = folder;
    int agiPort = RealAsterisk.freePort();
    this.asterisk =
        RealAsterisk.start(
            folder, agiPort, Map.of("VP_PROMPTS", folder.resolve("data/prompts").toString()));
    this.settings =
        Files.writeString(
            folder.resolve("voicepost.properties"),
            """
            data.folder=%s
            spool.folder=%s
            web.port=%d
            web.operator-port=%d
            line.calls-an-hour=0
            line.calls-at-once=0
            line.minutes-a-day=0
            agi.port=%d
            agi.secret=%s
            fallback.key=%s
            phone.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            password.secret=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
            """
                .formatted(
                    folder.resolve("data"),
                    asterisk.spool(),
                    webPort,
                    operatorPort,
                    agiPort,
                    RealAsterisk.AGI_SECRET,
                    RealAsterisk.FALLBACK_KEY));
  }

  RealAsterisk asterisk() {
    return asterisk;
  }

  Path spool() {
    return asterisk.spool();
  }

  void startGateway() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            // It lives for a minute: the better compiler would take more than it gives.
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            Main.class.getName(),
            "--config",
            settings.toString(),
            "serve"));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    gateway = Optional.of(process);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(process.isAlive()).as(Files.readString(log())).isTrue();
          return isHealthy();
        });
  }

  /// Ends the gateway as a crash or a power cut does: SIGKILL, with no word to anybody.
  void killGateway() throws InterruptedException {
    var process = gateway.orElseThrow();
    process.destroyForcibly();
    process.waitFor();
    gateway = Optional.empty();
  }

  /// Runs one of the operator's commands and returns what it printed.
  String operate(String... arguments) {
    var out = new StringWriter();
    var command = new ArrayList<>(List.of("--config", settings.toString()));
    command.addAll(List.of(arguments));
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(command.toArray(String[]::new));
    assertThat(code).as(out.toString()).isZero();
    return out.toString();
  }

  String page(String path) throws IOException, InterruptedException {
    var response = http.send(request(path), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /// What the operator's address tells.
  String metrics() throws IOException, InterruptedException {
    var metrics = URI.create("http://127.0.0.1:" + operatorPort + "/metrics");
    return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + webPort + path);
  }

  /// How a path is answered.
  int status(String path) throws IOException, InterruptedException {
    return http.send(request(path), BodyHandlers.discarding()).statusCode();
  }

  /// The audio of all posts on a page, in its order.
  List<String> postsOn(String path) throws IOException, InterruptedException {
    return MP3.matcher(page(path)).results().map(it -> it.group()).distinct().toList();
  }

  /// Waits for an account's one post and fetches its sound.
  Path onlyPostOf(String handle) throws IOException, InterruptedException {
    var posts =
        await().atMost(PATIENCE).until(() -> postsOn("/@" + handle), found -> !found.isEmpty());
    assertThat(posts).hasSize(1);
    assertThat(postsOn("/")).contains(posts.getFirst());
    return fetched(posts.getFirst());
  }

  /// Fetches the sound of the post that a page is about.
  Path sound(String page) throws IOException, InterruptedException {
    var posts = postsOn(page);
    assertThat(posts).hasSize(1);
    return fetched(posts.getFirst());
  }

  private Path fetched(String mp3) throws IOException, InterruptedException {
    var file = folder.resolve(mp3.substring(mp3.lastIndexOf('/') + 1));
    var response = http.send(request(mp3), BodyHandlers.ofFile(file));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("audio/mpeg");
    return file;
  }

  /// Waits until all of the spool is done with, and names what lies in `posted`.
  List<String> settledSpool() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          for (var stage : List.of("recording", "captured", "quarantine", "fallback")) {
            assertThat(entries(stage)).as(stage).isEmpty();
          }
        });
    return entries("posted");
  }

  List<String> entries(String stage) {
    var at = spool().resolve(stage);
    if (!Files.exists(at)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(at)) {
      return files.map(file -> file.toFile().getName()).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Everything that gateway and Asterisk have logged.
  String logs() throws IOException {
    return Files.readString(log()) + Files.readString(asterisk.run().resolve("log/messages"));
  }

  @Override
  public void close() {
    asterisk.close();
    gateway.ifPresent(Service::stop);
    http.close();
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gateway did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean isHealthy() throws InterruptedException {
    try {
      return http.send(request("/health"), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(10)).build();
  }

  private Path log() {
    return folder.resolve("gateway.log");
  }

  /// Ours without the tests, whose log settings are not the service's.
  private static String classPath() {
    var given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var kept = new StringBuilder();
    for (var entry : given.split(File.pathSeparator, -1)) {
      if (!entry.endsWith("test-classes")) {
        kept.append(kept.isEmpty() ? "" : File.pathSeparator).append(entry);
      }
    }
    return kept.toString();
  }
}
